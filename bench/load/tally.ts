// Counts the answers of each step and how long they took.
import type { Cell } from '../columns.ts';

export interface Tally {
  timed(step: string, ask: () => Promise<Response>): Promise<Response>;
  /** One line per step: its name, answers, refused (4xx), failed (5xx or none), and milliseconds. */
  rows(): readonly Cell[][];
  failed(): number;
}

interface Step {
  readonly milliseconds: number[];
  refused: number;
  failed: number;
}

export function newTally(): Tally {
  const steps = new Map<string, Step>();
  const stepOf = (name: string): Step => {
    const step = steps.get(name) ?? { milliseconds: [], refused: 0, failed: 0 };
    steps.set(name, step);
    return step;
  };
  return {
    async timed(name, ask) {
      const step = stepOf(name);
      const begun = performance.now();
      try {
        const response = await ask();
        if (response.status >= 500) step.failed += 1;
        else if (response.status >= 400) step.refused += 1;
        return response;
      } catch (error) {
        step.failed += 1;
        throw error;
      } finally {
        step.milliseconds.push(performance.now() - begun);
      }
    },
    rows: () =>
      [...steps].map(([name, { milliseconds, refused, failed }]) => {
        const sorted = milliseconds.toSorted((one, other) => one - other);
        const at = (share: number): number => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
        return [name, milliseconds.length, refused, failed, at(0.5), at(0.99), at(1)];
      }),
    failed: () => [...steps.values()].reduce((sum, { failed }) => sum + failed, 0),
  };
}
