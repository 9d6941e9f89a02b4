// What a trial of asks says so far. It decides once, by the first gifts of the number that was planned before it began, or by all of
// them when its days are over: whoever looks every month errs no more often than whoever looks once.
import type { TrialSettings } from '../../shared/api/trial-settings.ts';
import { type Instant, instantOfDay } from '../../shared/core/time.ts';
import { type Arm, arms } from '../../shared/core/trial.ts';
import { binomialP, corrected, errorRate, permutationP, plannedGifts, timesAsMany } from './trial-statistics.ts';

export interface TrialGift {
  readonly arm: Arm;
  readonly currency: string;
  readonly amountMinor: number;
  readonly at: Instant;
}
export interface ArmLine {
  readonly arm: Arm;
  readonly gifts: number;
  readonly sums: ReadonlyMap<string, number>;
}
/** Of a variant with the first. The chances are corrected for everything that the trial compares. */
export interface Comparison {
  readonly arm: Arm;
  readonly countChance: number;
  readonly moneyChance: number;
  /** 95 %, uncorrected: "between 0.8 and 1.9 times as many". */
  readonly timesAsMany: { readonly least: number; readonly most: number };
  readonly isDifferent: boolean;
}
export interface TrialReport {
  readonly id: string;
  /** Of the gifts that decide. */
  readonly lines: readonly ArmLine[];
  readonly planned: number;
  /** How many more it takes; null once it is decided. */
  readonly missing: number | null;
  /** Empty until it is decided. */
  readonly comparisons: readonly Comparison[];
  /** Amounts are compared in one currency, that of most gifts. */
  readonly currency: string | null;
}
type Compared = Pick<TrialSettings, 'id' | 'until' | 'worthwhilePercent'> & { readonly variants: readonly unknown[] };

/** `gifts` from the oldest on. */
export function trialReport(trial: Compared, gifts: readonly TrialGift[], now: Instant, draws?: number): TrialReport {
  const planned = plannedGifts(trial.variants.length, trial.worthwhilePercent / 100);
  const deciding = gifts.slice(0, planned);
  const isOver = now >= (instantOfDay(trial.until) ?? 0);
  const missing = isOver || deciding.length === planned ? null : planned - deciding.length;
  const among = arms.slice(0, trial.variants.length);
  const currency = mainCurrency(deciding);
  return {
    id: trial.id,
    planned,
    missing,
    currency,
    lines: among.map((arm) => lineOf(arm, deciding)),
    comparisons: missing === null ? compare(among, deciding, { currency, draws }) : [],
  };
}

interface MoneyNeeds {
  readonly currency: string | null;
  readonly draws: number | undefined;
}
function compare(among: readonly Arm[], gifts: readonly TrialGift[], { currency, draws }: MoneyNeeds): Comparison[] {
  const [first, ...others] = among;
  const of = (arm: Arm | undefined): readonly TrialGift[] => gifts.filter((each) => each.arm === arm);
  const amountsOf = (arm: Arm | undefined): readonly number[] =>
    of(arm).flatMap((each) => (each.currency === currency ? each.amountMinor : []));
  const chances = others.flatMap((arm) => [
    binomialP(of(arm).length, of(arm).length + of(first).length),
    permutationP([...amountsOf(arm), ...amountsOf(first).map((amountMinor) => -amountMinor)], draws),
  ]);
  const adjusted = corrected(chances);
  return others.map((arm, at) => {
    const [countChance = 1, moneyChance = 1] = adjusted.slice(2 * at, 2 * at + 2);
    return {
      ...{ arm, countChance, moneyChance },
      timesAsMany: timesAsMany(of(arm).length, of(arm).length + of(first).length),
      isDifferent: Math.min(countChance, moneyChance) <= errorRate,
    };
  });
}

function lineOf(arm: Arm, gifts: readonly TrialGift[]): ArmLine {
  const own = gifts.filter((each) => each.arm === arm);
  const sums = new Map<string, number>();
  for (const { currency, amountMinor } of own) sums.set(currency, (sums.get(currency) ?? 0) + amountMinor);
  return { arm, gifts: own.length, sums };
}

function mainCurrency(gifts: readonly TrialGift[]): string | null {
  const counts = new Map<string, number>();
  for (const { currency } of gifts) counts.set(currency, (counts.get(currency) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0] ?? null;
}
