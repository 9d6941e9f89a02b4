// Keeps the payment of somebody who is gone true to Stripe, without them: a late refund still moves the totals. The order
// is that of any visit: note, then ask, then save against the noted version.

import { unlinked } from '../core/book.ts';
import { type Campaign, countedOf } from '../core/campaign.ts';
import type { PaymentId } from '../core/ids.ts';
import { isSame } from '../core/is-same.ts';
import type { BookStore } from '../ports/book-store.ts';
import type { Payments } from '../ports/payments.ts';

export interface VisitBookNeeds {
  readonly payments: Pick<Payments, 'readPayment'>;
  readonly books: Pick<BookStore, 'note' | 'save'>;
  readonly campaigns: readonly Campaign[];
  readonly timeZone: string;
}
const mostVisits = 8;

/** `booked`: the book is new or counts another amount than before. */
export async function visitBook(
  needs: VisitBookNeeds,
  id: PaymentId,
): Promise<'booked' | 'erased' | 'unlinked' | 'foreign'> {
  for (let visit = 0; visit < mostVisits; visit += 1) {
    const noted = await needs.books.note(id);
    const { payment, marker } = await needs.payments.readPayment(id);
    if (payment === null) return 'unlinked';
    if (noted.version === 0 && marker === null) return 'foreign';
    const counted = countedOf(payment, needs.campaigns, needs.timeZone);
    if ((await needs.books.save({ noted, book: unlinked(payment), counted })) === 'stale') continue;
    return noted.version > 0 && isSame(noted.counted, counted) ? 'erased' : 'booked';
  }
  throw new Error('a part stayed stale');
}
