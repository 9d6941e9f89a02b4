// Readers who arrive at a rate, whatever happened to those before them: a slow system does not slow its readers down. Of
// those who would be more than `mostAtOnce` none is sent, and their number is counted.
import { setTimeout as wait } from 'node:timers/promises';

export interface Arrival {
  readonly perSecond: number;
  /** One reader, from the first request to the last. */
  readonly act: () => Promise<void>;
}
export interface Arrived {
  readonly arrived: number;
  readonly notSent: number;
  readonly broken: readonly string[];
}
const mostAtOnce = 400;
const stepMilliseconds = 50;

export async function arrive(arrivals: readonly Arrival[], seconds: number): Promise<Arrived> {
  const underWay = new Set<Promise<void>>();
  const broken: string[] = [];
  const due = arrivals.map(() => 0);
  let [arrived, notSent] = [0, 0];
  const begun = performance.now();
  let last = begun;
  while (last - begun < seconds * 1000) {
    await wait(stepMilliseconds);
    const now = performance.now();
    for (const [ref, { perSecond, act }] of arrivals.entries()) {
      due[ref] = (due[ref] ?? 0) + (perSecond * (now - last)) / 1000;
      for (; (due[ref] ?? 0) >= 1; due[ref] = (due[ref] ?? 0) - 1) {
        if (underWay.size >= mostAtOnce) {
          notSent += 1;
          continue;
        }
        arrived += 1;
        const calling = act()
          .catch((error: unknown) => void broken.push(error instanceof Error ? error.message : String(error)))
          .finally(() => underWay.delete(calling));
        underWay.add(calling);
      }
    }
    last = now;
  }
  await Promise.all(underWay);
  return { arrived, notSent, broken };
}
