// `npm start` as a person starts it: a process of its own. A test can wait for its output and its end. It is killed
// at the latest when the test's process ends.
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { childEnvironment } from './child-environment.ts';

export interface LocalRun {
  readonly child: ChildProcess;
  /** All its output so far, on both streams. */
  said(): string;
  /** Resolves with the output up to then; throws when it ends before, or after two minutes. */
  saying(wanted: RegExp): Promise<RegExpExecArray>;
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | string | null>;
}

const root = join(import.meta.dirname, '..', '..');
const main = join(root, 'local', 'main.ts');
/** Generous, because the machine may be busy: a run that is broken ends at once. */
const patience = 240_000;

/** Not the settings of the tests: this is `npm start`, which has the newsroom's. */
function compiled(): Record<string, string> {
  const { NODE_COMPILE_CACHE } = childEnvironment();
  return NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE };
}

/** `environment` replaces the usual one except for what a process needs to run at all. */
export const startLocalRun = (args: readonly string[], environment: Readonly<Record<string, string>>): LocalRun =>
  startRun([process.execPath, main, ...args], environment);

/** As npm runs the script `start`: by a shell, which gets the signals that npm gets. */
export function startScript(args: readonly string[], environment: Readonly<Record<string, string>>): LocalRun {
  const { scripts }: { scripts: { start: string } } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return startRun(['/bin/sh', '-c', [scripts.start, ...args].join(' ')], environment);
}

function startRun(command: readonly string[], environment: Readonly<Record<string, string>>): LocalRun {
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { HOME: process.env['HOME'] ?? '/', ...compiled(), ...environment },
  });
  const killAtLast = (): void => void child.kill('SIGKILL');
  process.once('exit', killAtLast);
  let text = '';
  const heard: (() => void)[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
      for (const listener of heard) listener();
    });
  }
  const ended = new Promise<number | string | null>((resolve) => {
    child.once('close', (code, signal) => {
      process.off('exit', killAtLast);
      resolve(code ?? signal);
    });
  });
  const saying = (wanted: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = wanted.exec(text);
        if (found !== null) resolve(found);
      };
      heard.push(look);
      look();
      void ended.then(() => reject(new Error(`it ended before it said ${wanted}:\n${text}`)));
      setTimeout(() => reject(new Error(`it did not say ${wanted}:\n${text}`)), patience).unref();
    });
  return { child, said: () => text, saying, ended };
}
