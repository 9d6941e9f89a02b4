// A program beside this process that never outlives it, not even when this one is killed: a small shell between them
// waits on a pipe that only we hold open, and ends the program when it closes. A terminal's Ctrl-C does not reach it, so
// it is still there while the rest is closed in order.
import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

export interface BoundChild {
  readonly errors: Readable;
  hasEnded(): boolean;
  /** Asks it to end (SIGTERM); what does not in time is ended (SIGKILL). */
  stop(): Promise<void>;
}

// Without `3<&-` the program would hold our pipe open itself. `read` returns when we are gone, or let go of it.
const guard = `"$@" 3<&- &
program=$!
{ read -r _ <&3; kill -TERM "$program"; } 2>/dev/null &
guard=$!
wait "$program"
code=$?
kill "$guard" 2>/dev/null
exit "$code"`;
const usualPatience = 5000;

export interface BoundChildOptions {
  readonly cwd: string;
  readonly patience?: number;
}

export function startBoundChild(command: string, args: readonly string[], ref: BoundChildOptions): BoundChild {
  const { cwd, patience = usualPatience } = ref;
  // A group of its own: a terminal's signals pass it by, and all of it can be ended at once.
  const shell = spawn('/bin/sh', ['-c', guard, 'sh', command, ...args], {
    cwd,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const [, , errors, held] = shell.stdio;
  if (errors === null) throw new Error('a child was started without its error stream');
  let isOver = false;
  const ended = new Promise<void>((resolve) => {
    const over = (): void => {
      isOver = true;
      resolve();
    };
    shell.once('exit', over);
    shell.once('error', over);
  });
  return {
    errors,
    hasEnded: () => isOver,
    stop: async () => {
      held?.destroy();
      const impatience = setTimeout(() => endGroup(shell.pid), patience);
      await ended;
      clearTimeout(impatience);
    },
  };
}

function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended in this very moment.
  }
}
