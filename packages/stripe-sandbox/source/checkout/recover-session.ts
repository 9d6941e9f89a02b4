// The recovery link of an expired checkout opens a new one with the same contents, which says where it came from.
import { schedule } from '../world/agenda.ts';
import { mintId } from '../world/ids.ts';
import { refuse } from '../world/refusal.ts';
import { add, find, known } from '../world/rows.ts';
import type { Session } from '../world/wire.ts';
import { secondsNow, type World } from '../world/world.ts';

export function recoverSession(world: World, id: string): Session {
  const old = find(world.sessions, id, 'checkout.session');
  const until = old.after_expiration?.recovery?.expires_at ?? 0;
  if (old.status !== 'expired' || until <= secondsNow(world)) refuse('This recovery link is not valid any more.');
  const now = secondsNow(world);
  const newId = mintId(world, 'cs_test_a1', 56);
  world.checkoutPlans.set(newId, known(world.checkoutPlans, id));
  schedule(world, 'expire-session', newId, now + 86_400);
  return add<Session>(world.sessions, {
    ...old,
    id: newId,
    after_expiration: null,
    created: now,
    expires_at: now + 86_400,
    payment_intent: null,
    recovered_from: id,
    status: 'open',
    url: `${world.baseUrl}/c/pay/${newId}`,
  });
}
