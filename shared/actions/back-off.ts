// Waits before Stripe is asked again because somebody else saved first: of many that met on one supporter each round lets one
// through, and without a pause the others would spend their rounds, and Stripe's answers, on the same moment.
import type { Pause } from '../ports/system.ts';

const first = 40;
/** Eight rounds stay under six seconds: the return page waits for them too. */
const longest = 1200;

/** `tries`: how many rounds there were before this one. */
export const backOff = ({ pause }: { readonly pause: Pause }, tries: number): Promise<void> =>
  pause.wait(Math.min(longest, first * 2 ** tries));
