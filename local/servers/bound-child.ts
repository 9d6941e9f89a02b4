// A child process that ends with this process, even when this one is killed. A small shell between them reads a pipe that
// only we hold open, and ends the program when the pipe closes. Ctrl-C in a terminal does not reach the program, so it
// still runs while the rest is closed in order.
import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

export interface BoundChild {
  readonly errors: Readable;
  hasEnded(): boolean;
  /** Asks it to end (SIGTERM). If it does not end in time, it is killed (SIGKILL). */
  stop(): Promise<void>;
}

// Without `3<&-` the program would hold our pipe open itself. `read` returns when this process ends or closes the pipe.
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
  // In a process group of its own: a terminal's signals do not reach it, and all of it can be ended at once.
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
    // It ended before we could read its id.
  }
}
