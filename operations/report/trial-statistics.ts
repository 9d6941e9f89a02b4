// The arithmetic of a trial: browsers are shared out equally, so each gift is a fair coin unless a variant changes giving. That makes
// counts binomial, and amounts a permutation of signs. Pure functions; the same gifts always give the same numbers.

/** How often a trial may call a difference where there is none, over all that it compares. */
export const errorRate = 0.05;
/** How often it finds a difference that would be worth knowing. */
export const power = 0.8;

/** The chance of a split at least as uneven, of `total` fair coins. */
export function binomialP(count: number, total: number): number {
  const most = Math.max(count, total - count);
  return Math.min(1, 2 * upperTail(most, total, 0.5));
}

/** P(X ≥ least) of `total` coins that fall so with `chance`. */
function upperTail(least: number, total: number, chance: number): number {
  if (least <= 0) return 1;
  const [hit, miss] = [Math.log(chance), Math.log1p(-chance)];
  const all = logFactorial(total);
  let sum = 0;
  for (let count = least; count <= total; count += 1) {
    const ways = all - logFactorial(count) - logFactorial(total - count);
    const term = Math.exp(ways + count * hit + (total - count) * miss);
    sum += term;
    // Beyond the middle they only become smaller.
    if (count > total * chance && term < sum * 1e-12) break;
  }
  return Math.min(1, sum);
}

const factorials = [0];
function logFactorial(of: number): number {
  for (let next = factorials.length; next <= of; next += 1)
    factorials.push((factorials[next - 1] ?? 0) + Math.log(next));
  return factorials[of] ?? 0;
}

/** Clopper and Pearson's 95 % for the share, said as "times as many": the share divided by the other's. Infinite without an end. */
export function timesAsMany(count: number, total: number): { readonly least: number; readonly most: number } {
  const least = count === 0 ? 0 : solve((share) => upperTail(count, total, share) - 0.025);
  const most = count === total ? 1 : solve((share) => upperTail(count + 1, total, share) - 0.975);
  return { least: least / (1 - least), most: most === 1 ? Number.POSITIVE_INFINITY : most / (1 - most) };
}

/** Where a rising or falling function is zero. */
function solve(of: (share: number) => number): number {
  let [low, high] = [1e-9, 1 - 1e-9];
  const isRising = of(high) > of(low);
  for (let step = 0; step < 40; step += 1) {
    const middle = (low + high) / 2;
    if (of(middle) > 0 === isRising) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

/**
 * The chance of a difference at least as large, if each amount had fallen to either side by a coin. `amounts` are those of one side
 * above zero and those of the other below.
 */
export function permutationP(amounts: readonly number[], draws = 9999): number {
  const observed = Math.abs(amounts.reduce((sum, amount) => sum + amount, 0));
  const sizes = amounts.map(Math.abs);
  let [state, asLarge] = [amounts.length + 1, 0];
  for (let draw = 0; draw < draws; draw += 1) {
    let sum = 0;
    for (let at = 0, bits = 0; at < sizes.length; at += 1) {
      if (at % 32 === 0) {
        state = (state + 0x6d2b79f5) >>> 0;
        bits = scrambled(state);
      }
      sum += (bits >>> (at % 32)) & 1 ? (sizes[at] ?? 0) : -(sizes[at] ?? 0);
    }
    // Sums are whole numbers, so equal ones are equal.
    if (Math.abs(sum) >= observed) asLarge += 1;
  }
  return (asLarge + 1) / (draws + 1);
}

/** mulberry32's output: these draws need no secret, and a report that is repeated says the same. */
function scrambled(state: number): number {
  let bits = Math.imul(state ^ (state >>> 15), state | 1);
  bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
  return (bits ^ (bits >>> 14)) >>> 0;
}

/** Holm's correction: whatever is compared, all of it together errs at the rate. In the order given. */
export function corrected(chances: readonly number[]): readonly number[] {
  const order = chances.map((_, at) => at).sort((one, other) => (chances[one] ?? 1) - (chances[other] ?? 1));
  const adjusted = [...chances];
  let least = 0;
  for (const [rank, at] of order.entries()) {
    least = Math.max(least, Math.min(1, (chances[at] ?? 1) * (chances.length - rank)));
    adjusted[at] = least;
  }
  return adjusted;
}

/** How many gifts of all variants together it takes to find `times` as many with the power, at the strictest step of the correction. */
export function plannedGifts(variants: number, times: number): number {
  const comparisons = 2 * (variants - 1);
  const share = times / (1 + times);
  const spread =
    normalQuantile(1 - errorRate / comparisons / 2) * 0.5 + normalQuantile(power) * Math.sqrt(share * (1 - share));
  return Math.ceil(((spread / (share - 0.5)) ** 2 * variants) / 2);
}

/** Abramowitz and Stegun 26.2.23: good to four digits, for 0.5 < chance < 1. */
function normalQuantile(chance: number): number {
  const t = Math.sqrt(-2 * Math.log(1 - chance));
  return t - (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t ** 3);
}
