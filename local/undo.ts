// Everything a run opened, to be closed in the reverse order: at the end, and also when a later step of the start fails.

export interface Undo {
  /** Remembers how to close what was just opened. */
  later(deed: () => unknown): void;
  /** Closes all of it, once; what fails does not keep the rest open, and the first failure is thrown at the end. */
  all(): Promise<void>;
}

export function createUndo(): Undo {
  const deeds: (() => unknown)[] = [];
  return {
    later: (deed) => void deeds.push(deed),
    all: async () => {
      const failures: unknown[] = [];
      for (let deed = deeds.pop(); deed !== undefined; deed = deeds.pop()) {
        try {
          await deed();
        } catch (failure) {
          failures.push(failure);
        }
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}
