// The whole local environment in this process, with the memory adapters, so that it runs on a machine without Java too.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  type EnvironmentOptions,
  type LocalEnvironment,
  startEnvironment,
} from '../../local/environment/environment.ts';
import { listen } from '../../local/servers/listen.ts';
import { day } from '../../shared/core/time.ts';
import { httpReader } from '../support/http-reader.ts';
import { call } from '../support/local-call.ts';

// The functions write their log; a test's own output should stay readable.
vi.spyOn(console, 'log').mockImplementation(() => undefined);

const running: LocalEnvironment[] = [];
const folders: string[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((environment) => environment.stop()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
async function start(more: Partial<EnvironmentOptions> = {}): Promise<LocalEnvironment> {
  const environment = await startEnvironment({ port: 0, stateDir: null, stripe: 'sandbox', memory: true, ...more });
  running.push(environment);
  return environment;
}
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'mainstay-environment-'));
  folders.push(made);
  return made;
}
const portOf = (address: string | null): number => Number(new URL(address ?? '').port);

describe('a local run', () => {
  test('tells its addresses and the webhook secret under /_local, and shares its clock with the pages', async () => {
    const environment = await start();
    const shown = await (await fetch(`${environment.site}/_local`)).json();
    expect(shown).toMatchObject({
      newsroom: environment.site,
      sandbox: environment.sandboxAddress,
      webhook: { url: `${environment.site}/v1/stripe/events`, secret: expect.stringMatching(/^whsec_/) },
      adapters: 'memory',
    });
    await environment.advance(day);
    const script = await fetch(`${environment.site}/_local/clock.js`);
    expect(script.headers.get('cache-control')).toBe('no-store');
    expect(await script.text()).toContain(`shift = ${day}`);
  });

  test('serves a site of one’s own: its calls, its pages to come back to, and nobody else’s', async () => {
    const origin = 'http://localhost:3000';
    const environment = await start({ origin });
    const give = (from: string, returnUrl: string) =>
      fetch(`${environment.site}/v1/checkouts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: from },
        body: JSON.stringify({ frequency: 'once', amountMinor: 1000, currency: 'usd', returnUrl }),
      });
    for (const [from, page] of [
      [origin, '/an-article'],
      [origin, `${origin}/an-article`],
      [environment.site, `${environment.site}/`],
    ] as const) {
      const said = await give(from, page);
      expect([said.status, said.headers.get('access-control-allow-origin')]).toEqual([201, from]);
      expect(said.headers.get('access-control-allow-credentials')).toBe('true');
    }
    expect((await give('http://localhost:3001', `${origin}/`)).status).toBe(403);
    expect((await give(origin, 'http://localhost:3001/')).status).toBe(422);
    // A reader whom nobody knows is led to the account page of that site.
    const back = await fetch(`${environment.site}/v1/checkouts/return`, { redirect: 'manual' });
    expect(back.headers.get('location')).toMatch(/^http:\/\/localhost:3000\//);
  });

  test.each(['evil.example', 'localhost.evil.example', 'localhost:1'])(
    'answers nobody who calls it %s',
    async (Host) => {
      const environment = await start();
      for (const port of [portOf(environment.site), portOf(environment.sandboxAddress)]) {
        for (const path of ['/', '/_local', '/v1/offer', '/_sandbox/state']) {
          expect((await call(port, { path, headers: { Host } })).status, path).toBe(403);
        }
      }
    },
  );

  test('sends a page asked for under another name of this machine to localhost, where its cookies are', async () => {
    const environment = await start();
    const port = portOf(environment.site);
    const said = await call(port, { path: '/some/page?x=1', headers: { Host: `127.0.0.1:${port}` } });
    expect(said).toMatchObject({ status: 307, headers: { location: `${environment.site}/some/page?x=1` } });
    expect((await call(port, { path: '/v1/health', headers: { Host: `127.0.0.1:${port}` } })).status).toBe(200);
  });

  test('takes no address but a path', async () => {
    const environment = await start();
    const port = portOf(environment.site);
    const headers = { Host: `localhost:${port}` };
    expect((await call(port, { path: 'http://evil.example/', headers })).status).toBe(400);
    expect((await call(port, { path: '//evil.example/v1/offer', headers })).status).toBe(404);
  });
});

describe('a reader of a local run', () => {
  test('with Safari, which takes no Secure cookie from plain http, is remembered all the same', async () => {
    const environment = await start();
    const userAgent =
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.3 Safari/605.1.15';
    const takes = (cookie: string) => !/^__(?:Secure|Host)-|; *Secure\b/i.test(cookie);
    const safari = httpReader(environment.site, environment.sandboxAddress ?? '', new Map(), { userAgent, takes });
    expect(await safari.give()).toBe(`${environment.site}/`);
    expect(await safari.standing()).toMatchObject({ supporter: true });
    // Any other browser gets them as they are deployed.
    const other = httpReader(environment.site, environment.sandboxAddress ?? '', new Map(), { takes });
    await other.give();
    expect(await other.standing()).toBe(401);
  });

  test('gives, is remembered while the membership goes on, and no longer than that', async () => {
    const environment = await start();
    const reader = httpReader(environment.site, environment.sandboxAddress ?? '');
    expect(await reader.standing()).toBe(401);
    expect(await reader.give()).toBe(`${environment.site}/`);
    await environment.advance(100 * day);
    expect(await reader.standing()).toMatchObject({ supporter: true });
    const [subscription] = environment.sandbox?.state.world.subscriptions.keys() ?? [];
    await fetch(`${environment.sandboxAddress}/v1/subscriptions/${subscription}`, {
      method: 'DELETE',
      headers: { authorization: 'Bearer sk_test_someone' },
    });
    await environment.advance(40 * day);
    expect(await reader.standing()).toMatchObject({ supporter: false });
  });

  test('is moved in time by the control plane of the sandbox as well', async () => {
    const environment = await start();
    const before = environment.clock.now();
    const answer = await fetch(`${environment.sandboxAddress}/_sandbox/clock`, {
      method: 'POST',
      body: '{"advanceDays":31}',
    });
    expect(answer.status).toBe(200);
    expect(environment.clock.now() - before).toBeGreaterThanOrEqual(31 * day);
    expect(await (await fetch(`${environment.site}/_local`)).json()).toMatchObject({
      clock: { shiftMilliseconds: 31 * day },
    });
  });
});

describe('what a local run keeps', () => {
  test('is all there after a restart, on other ports too, and the sandbox calls the new ones', async () => {
    const stateDir = folder();
    const first = await start({ stateDir });
    const cookies = new Map<string, string>();
    await httpReader(first.site, first.sandboxAddress ?? '', cookies).give();
    await first.advance(5 * day);
    const [subscription] = first.sandbox?.state.world.subscriptions.keys() ?? [];
    await running.pop()?.stop();

    const second = await start({ stateDir });
    expect(second.site).not.toBe(first.site);
    expect(second.clock.shift()).toBe(5 * day);
    expect([...(second.sandbox?.state.world.subscriptions.keys() ?? [])]).toEqual([subscription]);
    const reader = httpReader(second.site, second.sandboxAddress ?? '', cookies);
    expect(await reader.standing()).toMatchObject({ supporter: true });
    // Two renewals later: only their sync requests can have caused this.
    await second.advance(80 * day);
    expect(await reader.standing()).toMatchObject({ supporter: true });
    expect(second.sandbox?.state.deliveries.pending).toEqual([]);
  });

  test('is worked on by one run at a time', async () => {
    const stateDir = folder();
    const first = await start({ stateDir });
    await expect(startEnvironment({ port: 0, stateDir, stripe: 'sandbox', memory: true })).rejects.toThrow(
      `Another run already uses ${stateDir}: ${first.site}. Stop it first.`,
    );
    await running.pop()?.stop();
    await start({ stateDir });
  });

  test('is not mixed with what Stripe itself was asked, and its key is written nowhere', async () => {
    const stateDir = folder();
    const stripe = { secretKey: 'sk_test_ofaperson', webhookSecret: 'whsec_ofaperson' };
    const environment = await start({ stateDir, stripe });
    expect(environment.sandbox).toBeNull();
    expect(await (await fetch(`${environment.site}/_local`)).json()).toMatchObject({ stripe: 'test mode' });
    await running.pop()?.stop();
    const all = readdirSync(stateDir).map((file) => readFileSync(join(stateDir, file), 'utf8'));
    expect(all.join('')).not.toContain('ofaperson');
  });
});

describe('a start that fails', () => {
  test('names the port of the sandbox when that one is taken, and leaves nothing open', async () => {
    const taken = createServer();
    const port = await new Promise<number>((resolve) => {
      taken.listen(0, '127.0.0.1', () => {
        const address = taken.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    try {
      await expect(
        startEnvironment({ port: port - 1, stateDir: null, stripe: 'sandbox', memory: true }),
      ).rejects.toThrow(`Port ${port} (the Stripe sandbox) is already in use.`);
      const again = await listen(port - 1, 'a test', () => undefined);
      await again.close();
    } finally {
      taken.close();
    }
  });
});
