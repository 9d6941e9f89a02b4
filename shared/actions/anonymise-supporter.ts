// Takes away everything of ours that leads to a supporter: tombstone first, so that nothing comes back meanwhile, with
// the addresses that lead there and the devices that act for it; then each part. Its payments stay as anonymous payments.
// Interrupted anywhere, it is simply done again.
import type { CustomerId } from '../core/ids.ts';
import type { AnonymousPaymentStore } from '../ports/anonymous-payment-store.ts';
import type { SupporterStore } from '../ports/supporter-store.ts';
import type { Clock } from '../ports/system.ts';

export interface AnonymiseNeeds {
  readonly supporters: Pick<SupporterStore, 'read'>;
  readonly anonymousPayments: Pick<AnonymousPaymentStore, 'entomb' | 'remove'>;
  readonly clock: Clock;
}

/**
 * A tombstone is set even where we hold nothing yet, because a slower sync that read Stripe before the customer was
 * deleted would otherwise still save what it read.
 */
export async function anonymiseSupporter(needs: AnonymiseNeeds, customer: CustomerId): Promise<void> {
  await needs.anonymousPayments.entomb(customer, needs.clock.now());
  // Read after the tombstone stands: a part that was saved just before is among them.
  const held = await needs.supporters.read(customer);
  for (const part of [...(held?.memberships ?? []), ...(held?.payments ?? [])]) {
    await needs.anonymousPayments.remove({ customer, kind: part.kind, id: part.id });
  }
}
