// The work of `npm start`: it reads the options, starts the environment, prints its addresses, and stops everything on a
// signal. A problem that the person can correct is one sentence; only a defect shows its stack.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { settings } from '#settings';
import { CannotStart } from './cannot-start.ts';
import { type LocalEnvironment, startEnvironment } from './environment.ts';
import { showProgress } from './progress.ts';
import { readableLine } from './readable-line.ts';
import { readOptions } from './start-options.ts';
import { onStopSignal } from './stop-signal.ts';

const screen = { write: (text: string) => void process.stdout.write(text), isTerminal: process.stdout.isTTY === true };

export async function run(): Promise<void> {
  const print = console.log;
  console.log = (...values: unknown[]) =>
    print(...(values.length === 1 ? [readableLine(values[0]) ?? values[0]] : values));
  try {
    const { port, origin, stripe } = readOptions(process.env);
    const stateDir = stateFolder();
    const starting = startEnvironment({
      ...{ port, origin, stateDir, stripe: stripe ?? 'sandbox' },
      progress: showProgress(screen),
    });
    onStopSignal(async () => {
      screen.write('\n  Stopping …\n');
      // A run that is still starting finishes its start first, so that it can be closed in order.
      await (await starting).stop();
    });
    screen.write('\n  Mainstay on this machine\n\n');
    const environment = await starting;
    screen.write(greeting(environment, stateDir));
    for (const sentence of await environment.missingAtStripe()) screen.write(`  ✗ Stripe  ${sentence}\n`);
  } catch (error) {
    process.stderr.write(error instanceof CannotStart ? `\n  ${error.message}\n\n` : `${stackOf(error)}\n`);
    process.exitCode = 1;
  }
}

/** `--state` is for tests and for several separate states; the default folder is beside the code. */
function stateFolder(): string {
  const { values } = parseArgs({ options: { state: { type: 'string' } }, strict: false });
  return typeof values.state === 'string' ? values.state : join(import.meta.dirname, '..', '..', '.mainstay');
}

function greeting({ site, sandboxAddress, adapters, clock }: LocalEnvironment, stateDir: string): string {
  const days = Math.round(clock.shift() / 86_400_000);
  const lines = [
    ...(adapters === 'memory'
      ? [
          '!! NO JAVA 17 WAS FOUND: memory adapters stand in for DynamoDB and the queue.',
          '!! They pass the same contract tests, but they are not what runs in AWS.',
          '',
        ]
      : []),
    `Open      ${site}`,
    sandboxAddress === null
      ? 'Stripe    your own test mode; `stripe listen` forwards the events'
      : `Stripe    ${sandboxAddress}  (a sandbox: any card, no money)`,
    `More      ${site}/_local`,
    ...(settings.captcha === null ? [] : ['Captcha   not asked on this machine, though the settings name one']),
    ...(days === 0 ? [] : [`Time      ${days} days ahead, as in the last run`]),
    `State     ${stateDir}  (remove it to start again)`,
    'Stop      Ctrl-C',
  ];
  return `\n${lines.map((line) => `  ${line}`.trimEnd()).join('\n')}\n\n`;
}

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
