// What a person sees while the servers start: a line for each step when it is done, with the time it took. On a terminal
// one line below names the step that is still running.

export interface Progress {
  /** Runs `work` and shows it as `name`. */
  step<T>(name: string, work: () => Promise<T>): Promise<T>;
}
export interface Screen {
  write(text: string): void;
  /** Whether a line can be erased. */
  readonly isTerminal: boolean;
}

export const noProgress: Progress = { step: (_name, work) => work() };

export function showProgress(screen: Screen): Progress {
  const waiting = new Set<string>();
  // Erases the line below. Output that is no terminal has none.
  const erase = screen.isTerminal ? '\r\u001b[2K' : '';
  const below = (): string => (screen.isTerminal && waiting.size > 0 ? `  … ${[...waiting].join(', ')}` : '');
  const show = (line: string): void => screen.write(`${erase}${line}${below()}`);
  return {
    step: async (name, work) => {
      const began = performance.now();
      waiting.add(name);
      show('');
      try {
        const made = await work();
        waiting.delete(name);
        show(`  ✓ ${name.padEnd(34)} ${seconds(performance.now() - began)}\n`);
        return made;
      } catch (error) {
        waiting.delete(name);
        show(`  ✗ ${name}\n`);
        throw error;
      }
    },
  };
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
