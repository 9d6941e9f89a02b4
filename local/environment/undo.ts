// Everything that a run opened, to be closed in the reverse order: at the end, and also when a later step of the start fails.

export interface Undo {
  /** Adds the function that closes what was just opened. */
  later(step: () => unknown): void;
  /** Closes everything, once. A failure does not keep the rest open; the first failure is thrown at the end. */
  all(): Promise<void>;
}

export function createUndo(): Undo {
  const steps: (() => unknown)[] = [];
  return {
    later: (step) => void steps.push(step),
    all: async () => {
      const failures: unknown[] = [];
      for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
        try {
          await step();
        } catch (failure) {
          failures.push(failure);
        }
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}
