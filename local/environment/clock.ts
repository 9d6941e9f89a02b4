// The one virtual clock of a local run: real time plus a shift that only grows. The functions read the shift through
// `adapters/node/system.ts`, the sandbox gets the clock itself, and the pages load it as a script.
import { hour, type Instant } from '../../shared/core/time.ts';
import type { Clock } from '../../shared/ports/system.ts';

export interface VirtualClock extends Clock {
  shift(): number;
  /** Moves hour by hour and awaits `settle` at each step, so that what is due happens at its own time. */
  advance(milliseconds: number, settle: () => Promise<void>): Promise<void>;
  /** The functions are back in real time. */
  end(): void;
}

/** The functions are separate bundles, so they read the shift from this global symbol. */
const shiftSymbol = Symbol.for('mainstay.clock-shift');
/** About ten years: more is probably a typing error, and would take minutes. */
const longestAdvance = 3660 * 24 * hour;

export function startClock(startShift: number, realNow: () => Instant = () => Date.now()): VirtualClock {
  let shift = 0;
  const set = (next: number): void => {
    shift = next;
    Reflect.set(globalThis, shiftSymbol, next);
  };
  set(startShift);
  // One move after another: two at once would skip each other's hours.
  let last: Promise<void> = Promise.resolve();
  const move = async (milliseconds: number, settle: () => Promise<void>): Promise<void> => {
    for (let left = milliseconds; left > 0; left -= hour) {
      set(shift + Math.min(hour, left));
      await settle();
    }
  };
  return {
    now: () => realNow() + shift,
    shift: () => shift,
    advance: async (milliseconds, settle) => {
      if (!(milliseconds >= 0 && milliseconds <= longestAdvance)) {
        throw new RangeError('the clock moves forward, ten years at most');
      }
      const moving = last.catch(() => {}).then(() => move(milliseconds, settle));
      last = moving;
      return moving;
    },
    end: () => void Reflect.deleteProperty(globalThis, shiftSymbol),
  };
}

/**
 * The clock for a page, to be loaded before its other scripts. Only the time of day moves: `performance.now` and timers
 * measure durations and stay as they are.
 */
export const clockScript = (shift: number): string =>
  shift === 0
    ? '// No time was skipped: the clock of this page is the real one.\n'
    : `(() => {
  const shift = ${Math.trunc(shift)};
  const real = Date;
  const now = () => real.now() + shift;
  const moved = new Proxy(real, {
    construct: (target, given, made) => Reflect.construct(target, given.length === 0 ? [now()] : given, made),
    apply: () => new real(now()).toString(),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
  real.prototype.constructor = moved;
  globalThis.Date = moved;
})();
`;
