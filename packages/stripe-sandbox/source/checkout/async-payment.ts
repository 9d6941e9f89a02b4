// The late word on a checkout that was completed by bank debit.
import { record } from '../world/record.ts';
import { change } from '../world/rows.ts';
import type { PaymentIntent } from '../world/wire.ts';
import type { World } from '../world/world.ts';

/** Only the payment that completed the session decides it; later renewals do not. */
export function bankDebitDecided(world: World, intent: PaymentIntent, outcome: 'succeeded' | 'failed'): void {
  for (const session of world.sessions.values()) {
    const pays = session.payment_intent === intent.id || world.intentsOfMemberships.get(session.id) === intent.id;
    if (!pays || session.status !== 'complete' || session.payment_status !== 'unpaid') continue;
    if (outcome === 'failed') record(world, 'checkout.session.async_payment_failed', session);
    else
      record(
        world,
        'checkout.session.async_payment_succeeded',
        change(world.sessions, session, { payment_status: 'paid' }),
      );
  }
}
