// Random numbers from a seed: the same seed gives the same world, so a failure can be repeated (mulberry32).

export interface Dice {
  /** From 0 to below 1. */
  roll(): number;
  below(most: number): number;
  happens(share: number): boolean;
  pick<T>(from: readonly T[]): T | undefined;
}

export function dice(seed: number): Dice {
  let state = seed >>> 0;
  const roll = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (most: number): number => Math.floor(roll() * most);
  return { roll, below, happens: (share) => roll() < share, pick: (from) => from[below(from.length)] };
}
