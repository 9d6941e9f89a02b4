// Trials of asks without a browser: who gives, on which device and how much is invented; who sees what is tossed as the page tosses it.
// Among the givers are readers with two devices, supporters on a browser that nobody knows, and programs that forget everything.
import { type TrialGift, type TrialReport, trialReport } from '../../operations/report/trial-report.ts';
import { plannedGifts } from '../../operations/report/trial-statistics.ts';
import { arms } from '../../shared/core/trial.ts';
import { type Dice, dice } from './dice.ts';

export interface TrialOutcome {
  readonly seed: number;
  readonly broken: readonly string[];
  /** Variants that do not differ and were called different. */
  readonly falseAlarms: number;
  /** A variant that brings half as many again, and was found. */
  readonly found: number;
}
const worthwhilePercent = 150;
const draws = 499;
const never = Date.parse('2100-01-01');

export function simulateTrial(seed: number): TrialOutcome {
  const chance = dice(seed);
  const variants = 2 + chance.below(3);
  const same = playTrial(chance, { variants, times: 1, isCrowded: true });
  // The crowd gives whatever it sees: what is planned counts readers alone.
  const better = playTrial(chance, { variants, times: worthwhilePercent / 100, isCrowded: false });
  return {
    ...{ seed, broken: [] },
    falseAlarms: isDifferent(same) ? 1 : 0,
    found: better.comparisons[0]?.isDifferent ? 1 : 0,
  };
}

const isDifferent = ({ comparisons }: TrialReport): boolean => comparisons.some((each) => each.isDifferent);

function playTrial(chance: Dice, crowd: Omit<Wanted, 'wanted'>): TrialReport {
  const { variants } = crowd;
  const gifts = giftsOf(chance, { ...crowd, wanted: plannedGifts(variants, worthwhilePercent / 100) });
  const trial = { id: 'k7', until: '2100-01-01', worthwhilePercent, variants: arms.slice(0, variants) };
  return trialReport(trial, gifts, never - 1, draws);
}

interface Wanted {
  readonly variants: number;
  /** How many times as many of those who see the second variant give. */
  readonly times: number;
  /** Whether two-device readers, supporters on other devices and programs are among them. */
  readonly isCrowded: boolean;
  readonly wanted: number;
}
export function giftsOf(chance: Dice, { variants, times, isCrowded, wanted }: Wanted): readonly TrialGift[] {
  const among = arms.slice(0, variants);
  const toss = () => chance.pick(among) ?? 'a';
  const gifts: TrialGift[] = [];
  while (gifts.length < wanted) {
    const [first, second] = [toss(), toss()];
    // Two devices toss for themselves; the one at hand is given on, whatever the other showed.
    const arm = isCrowded && chance.happens(0.15) ? second : first;
    if (arm !== 'b' && chance.happens(1 - 1 / times)) continue;
    const at = gifts.length;
    gifts.push({ arm, at, currency: chance.happens(0.7) ? 'usd' : 'eur', amountMinor: amountOf(chance) });
    // A program that pays again has forgotten its toss; a supporter whom this device does not know may give twice, on another one.
    while (isCrowded && chance.happens(0.1) && gifts.length < wanted)
      gifts.push({ arm: toss(), at, currency: 'usd', amountMinor: amountOf(chance) });
  }
  return gifts;
}

/** Most are suggested ones, and a few are a thousand times the least. */
const amountOf = (chance: Dice): number =>
  chance.happens(0.85) ? (chance.pick([200, 500, 1000, 2500, 5000]) ?? 500) : Math.round(200 * 1000 ** chance.roll());
