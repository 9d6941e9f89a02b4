// Keeps the payment of somebody who is gone true to Stripe, without them: a late refund still moves the totals. The order
// is that of any sync: read the version, ask Stripe, save against that version.

import { anonymised } from '../core/anonymous-payment.ts';
import { type Campaign, countedOf } from '../core/campaign.ts';
import type { PaymentId } from '../core/ids.ts';
import { isSame } from '../core/is-same.ts';
import type { AnonymousPaymentStore } from '../ports/anonymous-payment-store.ts';
import type { Payments } from '../ports/payments.ts';
import type { Pause } from '../ports/system.ts';
import { backOff } from './back-off.ts';

export interface SyncAnonymousPaymentNeeds {
  readonly payments: Pick<Payments, 'readPayment'>;
  readonly anonymousPayments: Pick<AnonymousPaymentStore, 'readVersioned' | 'save'>;
  readonly campaigns: readonly Campaign[];
  readonly timeZone: string;
  readonly pause: Pause;
}
const mostTries = 8;

/** `anonymised`: the anonymous payment is new or counts another amount than before. */
export async function syncAnonymousPayment(
  needs: SyncAnonymousPaymentNeeds,
  id: PaymentId,
): Promise<'anonymised' | 'erased' | 'no-purpose-yet' | 'foreign'> {
  for (let sync = 0; sync < mostTries; sync += 1) {
    const versioned = await needs.anonymousPayments.readVersioned(id);
    const { payment, marker } = await needs.payments.readPayment(id);
    if (payment === null) return 'no-purpose-yet';
    if (versioned.version === 0 && marker === null) return 'foreign';
    const counted = countedOf(payment, needs.campaigns, needs.timeZone);
    const save = { versioned, anonymousPayment: anonymised(payment), counted };
    if ((await needs.anonymousPayments.save(save)) === 'stale') {
      await backOff(needs, sync);
      continue;
    }
    return versioned.version > 0 && isSame(versioned.counted, counted) ? 'erased' : 'anonymised';
  }
  throw new Error('a part stayed stale');
}
