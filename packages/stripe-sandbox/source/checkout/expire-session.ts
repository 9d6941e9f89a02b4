// A checkout nobody paid: ended by its time or by the API. Its unpaid intent is cancelled, and a recovery link is given
// where one was asked for.
import { cancelIntent } from '../payments/payment-intent.ts';
import { record } from '../world/record.ts';
import { refuse } from '../world/refusal.ts';
import { change, find } from '../world/rows.ts';
import type { Session } from '../world/wire.ts';
import { secondsNow, type World } from '../world/world.ts';

const recoveryDays = 30;

export function expireSession(world: World, id: string): Session {
  const session = find(world.sessions, id, 'checkout.session');
  if (session.status !== 'open')
    refuse(
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status}.`,
    );
  const recovery = session.after_expiration?.recovery;
  const expired = change(world.sessions, session, {
    status: 'expired',
    url: null,
    ...(recovery?.enabled
      ? {
          after_expiration: {
            recovery: {
              ...recovery,
              expires_at: secondsNow(world) + recoveryDays * 86_400,
              url: `${world.baseUrl}/c/recover/${id}`,
            },
          },
        }
      : {}),
  });
  const intent = world.paymentIntents.get(session.payment_intent ?? world.intentsOfMemberships.get(id) ?? '');
  if (intent !== undefined) cancelIntent(world, intent, 'expired');
  record(world, 'checkout.session.expired', expired);
  return expired;
}

export function expireIfDue(world: World, id: string): void {
  const session = world.sessions.get(id);
  if (session?.status === 'open' && session.expires_at <= secondsNow(world)) expireSession(world, id);
}
