// How the claims of two memories of one checkout join.
import type { Checkout } from '../../core/checkout.ts';

/** A repeated press brings a new cookie each time; the newest are the ones a browser still holds. */
const mostClaims = 5;

export const addClaims = (held: Checkout['claims'], added: Checkout['claims']): Checkout['claims'] =>
  [...held, ...added.filter((claim) => !held.includes(claim))].slice(-mostClaims);
