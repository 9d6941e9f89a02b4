// Selects the stage that a command works on: the one named with --stage, described by its stack; else the one that the
// environment describes, if it names a TABLE; else the local run on this machine, with its virtual clock. All three set the
// environment variables that the functions are deployed with.
import { join } from 'node:path';
import * as z from 'zod/mini';
import { CannotStart } from '../../local/environment/cannot-start.ts';
import { enterEnvironment } from '../../local/environment/functions.ts';
import { readRunRecord } from '../../local/environment/run-record.ts';
import { environmentOfStage } from './stage-environment.ts';

/** Every command accepts them. */
export const stageOptions = { state: { type: 'string' }, stage: { type: 'string' } } as const;

/** Returns the stage's name for output. */
export async function enterStage(
  stateDir = join(import.meta.dirname, '..', '..', '.mainstay'),
  stage?: string | undefined,
): Promise<string> {
  if (stage !== undefined) {
    enterEnvironment(await environmentOfStage(stage));
    return `stage ${stage}`;
  }
  if (process.env['TABLE'] !== undefined) {
    // The SDK reads AWS_REGION only.
    const region = process.env['AWS_REGION'] || process.env['AWS_DEFAULT_REGION'];
    if (region) enterEnvironment({ AWS_REGION: region });
    return `stage ${process.env['STAGE'] ?? '?'}`;
  }
  const record = readRunRecord(stateDir);
  const shift = record === null ? null : await shiftOf(record.site);
  if (record === null || shift === null) {
    throw new CannotStart(
      'No local run with a table was found. Start one (`npm start`, with Java 17), or name a stage: --stage test.',
    );
  }
  const unset = {
    AWS_PROFILE: undefined,
    AWS_SESSION_TOKEN: undefined,
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: undefined,
  };
  enterEnvironment({ ...unset, ...record.environment });
  Reflect.set(globalThis, Symbol.for('mainstay.clock-shift'), shift);
  return `the local run at ${record.site}`;
}

const localIn = z.object({ clock: z.object({ shiftMilliseconds: z.number() }) });
const timeoutMilliseconds = 5000;

async function shiftOf(site: string): Promise<number | null> {
  try {
    const answer = await fetch(`${site}/_local`, { signal: AbortSignal.timeout(timeoutMilliseconds) });
    return localIn.parse(await answer.json()).clock.shiftMilliseconds;
  } catch {
    // The run was killed before it could remove its run record.
    return null;
  }
}

export function environmentOf(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '')
    throw new CannotStart(`The environment variable ${name} is missing. See docs/operations.md.`);
  return value;
}
/** Null if this stage has none. */
export const maybeEnvironmentOf = (name: string): string | null => process.env[name] || null;
