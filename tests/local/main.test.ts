// `npm start` as a process: what it says, what it refuses, and that nothing outlives it. Without Java, so that it runs
// everywhere; what Java adds is in main-java.test.ts.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { httpReader } from '../support/http-reader.ts';
import { type LocalRun, startLocalRun, startScript } from '../support/local-run.ts';

const withoutJava = { PATH: '/nowhere' };
// A start takes seconds, and on a busy machine a minute.
vi.setConfig({ testTimeout: 300_000 });
let folder = '';
const runs: LocalRun[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mainstay-main-'));
});
afterEach(async () => {
  for (const { child, ended } of runs.splice(0)) {
    child.kill('SIGKILL');
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
});
function start(environment: Readonly<Record<string, string>> = {}): LocalRun {
  const run = startLocalRun(['--state', folder], { ...withoutJava, PORT: '0', ...environment });
  runs.push(run);
  return run;
}
function startAsNpmDoes(): LocalRun {
  // Node is on the path, and no Java.
  const run = startScript(['--state', folder], { PATH: dirname(process.execPath), PORT: '0' });
  runs.push(run);
  return run;
}
const siteOf = async (run: LocalRun): Promise<string> => (await run.saying(/Open +(http:\S+)\n/))[1] ?? '';
const sandboxOf = async (run: LocalRun): Promise<string> => (await run.saying(/Stripe +(http:\S+)/))[1] ?? '';

describe('npm start', () => {
  test('shows each step and then where everything is, and says loudly what stands in for Java', async () => {
    const run = start();
    const site = await siteOf(run);
    await run.saying(/Stop +Ctrl-C/);
    expect(run.said()).toMatch(/✓ Newsroom +\d+\.\d s/);
    expect(run.said()).toContain('NO JAVA 17 WAS FOUND');
    expect((await fetch(`${site}/v1/health`)).status).toBe(200);
    await run.saying(/^ {2}\S/m);
  });

  test.each([
    ['SIGINT', 'to node', start],
    ['SIGHUP', 'to node', start],
    // npm hands a signal to the shell of the script, and no shell hands it on: a supervisor's SIGTERM must still arrive.
    ['SIGTERM', 'to the shell of the script', startAsNpmDoes],
  ] as const)('%s %s ends all it started, with success', async (signal, _, begin) => {
    const run = begin();
    const [site, sandbox] = [await siteOf(run), await sandboxOf(run)];
    await run.saying(/Ctrl-C/);
    run.child.kill(signal);
    expect(await run.ended).toBe(0);
    await expect(fetch(site)).rejects.toThrow();
    await expect(fetch(sandbox)).rejects.toThrow();
  });

  test('a Ctrl-C that comes twice, from the terminal and from npm, still ends in order', async () => {
    const run = start();
    await run.saying(/Ctrl-C/);
    run.child.kill('SIGINT');
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(0);
  });

  test('Ctrl-C while it is still starting ends it too', async () => {
    const run = start();
    await run.saying(/Mainstay/);
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(0);
  });

  test('a taken port is one clear sentence, and nothing is left running', async () => {
    const holder = createServer((_request, response) => response.end('somebody else'));
    const port = await new Promise<number>((resolve) => {
      holder.listen(0, '127.0.0.1', () => {
        const address = holder.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    try {
      const run = start({ PORT: String(port) });
      expect(await run.ended).toBe(1);
      expect(run.said()).toContain(`Port ${port} (the newsroom) is already in use.`);
      expect(run.said()).toContain('PORT=');
      expect(run.said()).not.toMatch(/ {4}at /);
    } finally {
      holder.close();
    }
  });

  test.each([
    [{ PORT: 'abc' }, 'PORT must be a whole number'],
    [{ STRIPE_SECRET_KEY: 'sk_live_51secretsecret', STRIPE_WEBHOOK_SECRET: 'whsec_1' }, 'is a live key'],
    [{ STRIPE_SECRET_KEY: 'sk_test_51secretsecret' }, 'STRIPE_WEBHOOK_SECRET is missing'],
  ])('what makes no sense (%#) is refused in a sentence', async (environment, sentence) => {
    const run = start(environment);
    expect(await run.ended).toBe(1);
    expect(run.said()).toContain(sentence);
    expect(run.said()).not.toContain('51secretsecret');
    expect(run.said()).not.toMatch(/ {4}at /);
  });

  test('never shows the key of a real test mode, and says that it is one', async () => {
    const run = start({ STRIPE_SECRET_KEY: 'sk_test_51secretsecret', STRIPE_WEBHOOK_SECRET: 'whsec_51secretsecret' });
    const site = await siteOf(run);
    await run.saying(/your own test mode/);
    await fetch(`${site}/v1/offer`);
    expect(run.said()).not.toContain('51secretsecret');
  });
});

describe('killed at any moment', () => {
  test('it starts again with what was given, and its ports are free', async () => {
    const cookies = new Map<string, string>();
    for (let kill = 0; kill < 4; kill += 1) {
      const run = start();
      const [site, sandbox] = [await siteOf(run), await sandboxOf(run)];
      const reader = httpReader(site, sandbox, cookies);
      if (kill === 0) await reader.give();
      expect(await reader.standing()).toMatchObject({ supporter: true });
      // Long enough for the last sync request to be answered and saved once, at other moments of its saving each time.
      await pause(300);
      void httpReader(site, sandbox)
        .give()
        .catch(() => undefined);
      await pause(kill * 7);
      run.child.kill('SIGKILL');
      await run.ended;
    }
  });
});
