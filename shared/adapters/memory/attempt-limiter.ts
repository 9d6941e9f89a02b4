// Counts attempts in memory in the same windows and under the same keyed hash as the table does, because a dump of it
// lies on a disk too. Windows that ended are dropped, and salts with them.
import type { AttemptLimiter } from '../../ports/attempt-limiter.ts';
import type { Chance } from '../../ports/system.ts';
import {
  type AttemptWindow,
  hashSubject,
  saltBytes,
  saltEndsAt,
  secondsToWait,
  windowOf,
} from '../dynamodb/attempt-window.ts';
import { limitKey } from '../dynamodb/table.ts';

/** On one machine nobody else's networks are counted, and what is kept must be found again after a restart. */
const key = new Uint8Array(saltBytes);

interface Counted {
  readonly attempts: number;
  readonly endsAt: AttemptWindow['endsAt'];
}
/** Plain JSON: what a local run without Java keeps over a restart. */
export interface AttemptDump {
  readonly salts: readonly (readonly [number, string])[];
  readonly counts: readonly (readonly [string, Counted])[];
}
export interface MemoryAttemptLimiter extends AttemptLimiter {
  dump(): AttemptDump;
  restore(dump: AttemptDump): void;
}

export function memoryAttemptLimiter(chance: Chance): MemoryAttemptLimiter {
  const salts = new Map<number, string>();
  const counts = new Map<string, Counted>();

  function saltOf(dayNumber: number): string {
    const salt = salts.get(dayNumber) ?? chance.token(saltBytes);
    salts.set(dayNumber, salt);
    return salt;
  }
  function dropEnded(now: number): void {
    for (const [ref, { endsAt }] of counts) if (endsAt <= now) counts.delete(ref);
    for (const dayNumber of salts.keys()) if (saltEndsAt(dayNumber) <= now) salts.delete(dayNumber);
  }

  return {
    async count(limit, subject, now) {
      dropEnded(now);
      const window = windowOf(limit, now);
      const ref = limitKey(
        limit.name,
        hashSubject({ salt: saltOf(window.dayNumber), key }, limit, subject),
        window.startsAt,
      ).pk;
      const attempts = (counts.get(ref)?.attempts ?? 0) + 1;
      counts.set(ref, { attempts, endsAt: window.endsAt });
      return secondsToWait(attempts, limit, window, now);
    },
    dump: () => structuredClone({ salts: [...salts], counts: [...counts] }),
    restore(dump) {
      salts.clear();
      counts.clear();
      for (const [dayNumber, salt] of dump.salts) salts.set(dayNumber, salt);
      for (const [ref, counted] of structuredClone(dump.counts)) counts.set(ref, counted);
    },
  };
}
