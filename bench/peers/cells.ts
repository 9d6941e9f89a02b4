// The cells of the comparison: how long Stripe takes, how many supporters at once, and whether a supporter's events come one
// by one or together.
export interface Cell {
  readonly stripeMilliseconds: number;
  readonly atOnce: number;
  readonly together: boolean;
  readonly supporters: number;
}
const quick = 100;
/** One at a time and a tenth of a second for each read: more would say nothing else and take minutes. */
const slow = 10;

export const cells: readonly Cell[] = [0, 100].flatMap((stripeMilliseconds) =>
  [1, 16].flatMap((atOnce) =>
    [false, true].map((together) => ({
      stripeMilliseconds,
      atOnce,
      together,
      supporters: stripeMilliseconds > 0 && atOnce === 1 ? slow : quick,
    })),
  ),
);
export const mostSupporters = quick;

export interface CellResult {
  readonly seconds: number;
  /** Of this process, user and system. */
  readonly cpuMilliseconds: number;
  readonly stripeReads: number;
  readonly right: number;
}
