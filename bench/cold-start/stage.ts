// What a cold start needs: the bundles in a folder of their own, the first call of each function, and the canned
// server that replaces every service a function calls.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { buildFunctions, bundleFunction } from '../../build.ts';
import { secretNames } from '../../local/environment/secrets.ts';
import { functions } from '../../shared/api/routes.ts';
import { stripeKey, webhookSecret } from '../sandbox.ts';
import { type CannedServer, startCannedServer } from './canned-server.ts';
import { firstCalls, sealPair } from './first-calls.ts';
import { recordStripeAnswers } from './stripe-answers.ts';

export const sides = ['own', 'baseline'] as const;
export type Side = (typeof sides)[number];
export interface Stage {
  /** `<side>/<function>/index.js` with `<side>/<function>.meta.json`, and what `startOnce` reads. */
  readonly folder: string;
  readonly server: CannedServer;
  close(): Promise<void>;
}

export async function openStage(wanted: readonly Side[]): Promise<Stage> {
  const stripe = await recordStripeAnswers();
  const calls = await firstCalls(stripe);
  const { folder, close: removeFolder } = await openFolder(calls);
  const server = await startCannedServer({ secrets, stripe });
  const close = async () => {
    await server.stop();
    removeFolder();
  };
  try {
    await Promise.all(wanted.map((side) => bundleSide(side, join(folder, side))));
  } catch (error) {
    await close();
    throw error;
  }
  return { folder, server, close };
}

/** A folder with the caller, and the event each bundle will be called with. */
export async function openFolder(
  events: Readonly<Record<string, object>>,
): Promise<{ readonly folder: string; close(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'mainstay-bench-'));
  for (const [name, event] of Object.entries(events)) {
    writeFileSync(join(folder, `${name}.event.json`), JSON.stringify(event));
  }
  await build({
    entryPoints: ['bench/cold-start/first-call.ts'],
    outfile: join(folder, 'first-call.mjs'),
    platform: 'node',
    target: 'node24',
    format: 'esm',
    bundle: true,
    logLevel: 'error',
  });
  return { folder, close: () => rmSync(folder, { recursive: true, force: true }) };
}

const bundleSide = async (side: Side, folder: string): Promise<unknown> =>
  side === 'own'
    ? buildFunctions(folder)
    : Promise.all(
        functions.map((functionName) => bundleFunction(`bench/baselines/${functionName}.ts`, functionName, folder)),
      );

const keyRing = JSON.stringify({ current: 'k1', keys: { k1: 'k'.repeat(43) } });
const secrets = {
  [secretNames.stripe]: JSON.stringify({ key: stripeKey }),
  [secretNames.webhook]: JSON.stringify({ secrets: [webhookSecret] }),
  [secretNames.pass]: keyRing,
  [secretNames.pepper]: keyRing,
  [secretNames.seal]: JSON.stringify({ current: 's1', keys: { s1: sealPair.opens } }),
  [secretNames.sealing]: JSON.stringify({ current: 's1', key: sealPair.seals }),
};
