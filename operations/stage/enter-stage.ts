// Where a command works: the stage that is named with --stage, as its stack tells; or, where the environment names a
// TABLE, the stage it describes; or the house that runs on this machine, on its virtual clock. All three in the very
// words that the functions are deployed with.
import { join } from 'node:path';
import * as z from 'zod/mini';
import { CannotStart } from '../../local/environment/cannot-start.ts';
import { enterEnvironment } from '../../local/environment/functions.ts';
import { readRunRecord } from '../../local/environment/run-record.ts';
import { environmentOfStage } from './stage-environment.ts';

/** Every command takes them. */
export const stageOptions = { state: { type: 'string' }, stage: { type: 'string' } } as const;

/** Answers in words where that is. */
export async function enterStage(
  stateDir = join(import.meta.dirname, '..', '..', '.mainstay'),
  stage?: string | undefined,
): Promise<string> {
  if (stage !== undefined) {
    enterEnvironment(await environmentOfStage(stage));
    return `stage ${stage}`;
  }
  if (process.env['TABLE'] !== undefined) return `stage ${process.env['STAGE'] ?? '?'}`;
  const told = readRunRecord(stateDir);
  const shift = told === null ? null : await shiftOf(told.site);
  if (told === null || shift === null) {
    throw new CannotStart(
      'No house with a table runs here. Start one (`npm start`, with Java 17), or name a stage: --stage test.',
    );
  }
  const unset = {
    AWS_PROFILE: undefined,
    AWS_SESSION_TOKEN: undefined,
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: undefined,
  };
  enterEnvironment({ ...unset, ...told.environment });
  Reflect.set(globalThis, Symbol.for('mainstay.clock-shift'), shift);
  return `the house at ${told.site}`;
}

const localIn = z.object({ clock: z.object({ shiftMilliseconds: z.number() }) });
const patience = 5000;

async function shiftOf(site: string): Promise<number | null> {
  try {
    const answer = await fetch(`${site}/_local`, { signal: AbortSignal.timeout(patience) });
    return localIn.parse(await answer.json()).clock.shiftMilliseconds;
  } catch {
    // It was killed, and nobody took its word back.
    return null;
  }
}

export function environmentOf(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new CannotStart(`${name} is missing: see docs/operations.md.`);
  return value;
}
/** Null where this stage has none. */
export const maybeEnvironmentOf = (name: string): string | null => process.env[name] || null;
