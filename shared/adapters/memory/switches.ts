// Switches in memory, thrown by whoever holds them.
import type { Switch, Switches } from '../../ports/switches.ts';

export interface MemorySwitches extends Switches {
  set(name: Switch, isStopped: boolean): void;
  /** Plain JSON: what a local run without Java keeps over a restart. */
  dump(): readonly Switch[];
  restore(stopped: readonly Switch[]): void;
}

export function memorySwitches(): MemorySwitches {
  const stopped = new Set<Switch>();
  return {
    isStopped: async (name) => stopped.has(name),
    set(name, isStopped) {
      if (isStopped) stopped.add(name);
      else stopped.delete(name);
    },
    dump: () => [...stopped],
    restore(dump) {
      stopped.clear();
      for (const name of dump) stopped.add(name);
    },
  };
}
