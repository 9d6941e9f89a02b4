// Compares the payments that we counted in a month with Stripe's list of charges, one by one: the sums agree only if each
// payment does. A charge that we do not hold is either another app's or missing here.

/** The id is only for pairing; no page shows it. */
export interface CheckedPayment {
  readonly id: string;
  readonly currency: string;
  readonly amountMinor: number;
  readonly refundedMinor: number;
}
export interface CheckedSum {
  readonly payments: number;
  readonly amountMinor: number;
  readonly refundedMinor: number;
}
export interface CheckLine {
  readonly currency: string;
  readonly ours: CheckedSum;
  readonly stripes: CheckedSum;
}
export interface MonthCheck {
  readonly lines: readonly CheckLine[];
  /** Held here without a charge of this month: paid out of band or from credit. */
  readonly withoutCharge: ReadonlyMap<string, CheckedSum>;
  /** Ids of the pairs that differ. */
  readonly unequal: readonly string[];
  /** Charges at Stripe that we do not hold. */
  readonly unknown: readonly CheckedPayment[];
}
const none: CheckedSum = { payments: 0, amountMinor: 0, refundedMinor: 0 };

export function checkMonth(ours: readonly CheckedPayment[], stripes: readonly CheckedPayment[]): MonthCheck {
  const theirs = new Map(stripes.map((each) => [each.id, each]));
  const held = new Set(ours.map(({ id }) => id));
  const paired = ours.flatMap((each) => {
    const pair = theirs.get(each.id);
    return pair === undefined ? [] : [[each, pair] as const];
  });
  const [oursPaired, theirsPaired] = [sumsOf(paired.map(([each]) => each)), sumsOf(paired.map(([, pair]) => pair))];
  const currencies = [...new Set([...oursPaired.keys(), ...theirsPaired.keys()])].sort();
  return {
    lines: currencies.map((currency) => ({
      currency,
      ours: oursPaired.get(currency) ?? none,
      stripes: theirsPaired.get(currency) ?? none,
    })),
    withoutCharge: sumsOf(ours.filter(({ id }) => !theirs.has(id))),
    unequal: paired.filter(([each, pair]) => !isPairEqual(each, pair)).map(([{ id }]) => id),
    unknown: stripes.filter(({ id }) => !held.has(id)),
  };
}

const isPairEqual = (one: CheckedPayment, other: CheckedPayment): boolean =>
  one.currency === other.currency && one.amountMinor === other.amountMinor && one.refundedMinor === other.refundedMinor;

function sumsOf(payments: readonly CheckedPayment[]): ReadonlyMap<string, CheckedSum> {
  const sums = new Map<string, CheckedSum>();
  for (const { currency, amountMinor, refundedMinor } of payments) {
    const sum = sums.get(currency) ?? none;
    sums.set(currency, {
      payments: sum.payments + 1,
      amountMinor: sum.amountMinor + amountMinor,
      refundedMinor: sum.refundedMinor + refundedMinor,
    });
  }
  return sums;
}

export const isEven = ({ ours, stripes }: CheckLine): boolean =>
  ours.payments === stripes.payments &&
  ours.amountMinor === stripes.amountMinor &&
  ours.refundedMinor === stripes.refundedMinor;
