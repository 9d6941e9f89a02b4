// How two memories of one checkout join: the claims of both, and the session that was handed out last.
import type { Checkout } from '../../core/checkout.ts';

/** A repeated press brings a new cookie each time; the newest are the ones a browser still holds. */
const mostClaims = 5;

const addClaims = (held: Checkout['claims'], added: Checkout['claims']): Checkout['claims'] =>
  [...held, ...added.filter((claim) => !held.includes(claim))].slice(-mostClaims);

/** As many presses as end in a recorded failure of Stripe's, and then in a session. */
const mostEarlier = 3;

/** `added` is remembered after `held`. What is complete keeps its session. */
export function joined(held: Checkout, added: Checkout): Checkout {
  const claims = addClaims(held.claims, added.claims);
  if (held.session === added.session || held.customer !== null) return { ...held, claims };
  const before = (held.earlier ?? []).filter((each) => each !== added.session);
  const earlier = [...before, held.session].slice(-mostEarlier);
  return { ...held, claims, session: added.session, earlier, forgetAt: Math.max(held.forgetAt, added.forgetAt) };
}
