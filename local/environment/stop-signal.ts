// Ctrl-C ends a run in order; a second one ends it at once. `npm` repeats a Ctrl-C that the terminal has already sent
// to all processes, so two within a second count as one.

/** The two signals of one key press come within milliseconds; no person presses so fast. */
const onePress = 1000;

export function onStopSignal(stop: () => Promise<unknown>): void {
  let firstAt: number | null = null;
  const heard = (): void => {
    if (firstAt === null) {
      firstAt = performance.now();
      stop().then(
        () => process.exit(),
        (error: unknown) => {
          console.error(error);
          process.exit(1);
        },
      );
    } else if (performance.now() - firstAt > onePress) {
      process.exit(130);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, heard);
}
