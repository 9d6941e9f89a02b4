// Takes away everything of ours that leads to a supporter: tombstone first, so that nothing comes back meanwhile; then
// each part. Its payments stay as unlinked amounts. Interrupted anywhere, it is simply done again.
import type { CustomerId } from '../core/ids.ts';
import type { BookStore } from '../ports/book-store.ts';
import type { SupporterStore } from '../ports/supporter-store.ts';
import type { Clock } from '../ports/system.ts';

export interface EraseNeeds {
  readonly supporters: Pick<SupporterStore, 'read'>;
  readonly books: Pick<BookStore, 'entomb' | 'unlink'>;
  readonly clock: Clock;
}

/** A customer we hold nothing of gets no tombstone: it was never ours, and a tombstone would say that it was. */
export async function eraseSupporter(needs: EraseNeeds, customer: CustomerId): Promise<'erased' | 'foreign'> {
  const supporter = await needs.supporters.read(customer);
  if (supporter === null) return 'foreign';
  await needs.books.entomb(customer, needs.clock.now());
  // Read again: a part that was saved just before the tombstone stood is among them now.
  const held = await needs.supporters.read(customer);
  for (const part of [...(held?.memberships ?? []), ...(held?.payments ?? [])]) {
    await needs.books.unlink({ customer, kind: part.kind, id: part.id });
  }
  return 'erased';
}
