// `npm start` where there is Java 17: DynamoDB Local and the bundles that run in AWS. Skipped, and said so, without it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { findJava } from '../../local/servers/dynamodb-local.ts';
import { httpReader } from '../support/http-reader.ts';
import { type LocalRun, startLocalRun } from '../support/local-run.ts';

const java = await findJava();
if (java === null) console.warn('SKIPPED: there is no Java 17 here, so npm start was not tried with DynamoDB Local.');

// A start takes seconds, and on a busy machine a minute.
vi.setConfig({ testTimeout: 300_000 });
let folder = '';
let run: LocalRun | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mainstay-java-'));
});
afterEach(async () => {
  run?.child.kill('SIGKILL');
  await run?.ended;
  rmSync(folder, { recursive: true, force: true });
});
function start(): LocalRun {
  const { PATH = '', JAVA_HOME = '' } = process.env;
  run = startLocalRun(['--state', folder], { PATH, JAVA_HOME, PORT: '0' });
  return run;
}
const siteOf = async (started: LocalRun): Promise<string> => (await started.saying(/Open +(http:\S+)\n/))[1] ?? '';
const sandboxOf = async (started: LocalRun): Promise<string> => (await started.saying(/Stripe +(http:\S+)/))[1] ?? '';
/** Every Java that works on this test's own folder. */
const javas = (): string => spawnSync('pgrep', ['-f', `DynamoDBLocal.jar.*${folder}`], { encoding: 'utf8' }).stdout;

// Two whole runs, each with a Java to start: a busy machine takes its time.
describe.skipIf(java === null)('npm start with Java', () => {
  test('runs DynamoDB Local, and Ctrl-C ends it too', async () => {
    const started = start();
    const site = await siteOf(started);
    expect(started.said()).not.toContain('NO JAVA');
    expect(await (await fetch(`${site}/_local`)).json()).toMatchObject({
      adapters: 'aws',
      dynamodb: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    });
    expect(javas()).not.toBe('');
    started.child.kill('SIGINT');
    expect(await started.ended).toBe(0);
    expect(javas()).toBe('');
  });

  test('killed, it leaves no Java behind, and the next start knows what was given', async () => {
    const cookies = new Map<string, string>();
    const first = start();
    const reader = httpReader(await siteOf(first), await sandboxOf(first), cookies);
    await reader.give();
    expect(await reader.standing()).toMatchObject({ supporter: true });
    first.child.kill('SIGKILL');
    await first.ended;
    await expect.poll(javas, { timeout: 60_000 }).toBe('');

    const second = start();
    const again = httpReader(await siteOf(second), await sandboxOf(second), cookies);
    expect(await again.standing()).toMatchObject({ supporter: true });
  });
});
