// How much of Stripe's rate limit the workers of the sync queue take. The limit holds for the whole account, the SDK does
// not repeat what it refused, and checkouts need the rest; so all workers together stay below half of it.

type Mode = 'test' | 'live';
/** docs.stripe.com/rate-limits, for all requests of an account. */
const stripePerSecond: Readonly<Record<Mode, number>> = { test: 25, live: 100 };
/** As many run at once at most. */
export const mostSyncFunctions: Readonly<Record<Mode, number>> = { test: 2, live: 5 };
export const requestsPerSecondOf = (mode: Mode): number =>
  Math.floor(stripePerSecond[mode] / 2 / mostSyncFunctions[mode]);
