// Somebody has a dump of the table and the log of the CDN, and a list of suspects. Without the pepper neither
// identifies any of them. With it the list can be tested, and nobody else is found. This shows what the pepper protects.
import { createHash, createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DeployedHarness, openDeployedHarness } from '../support/deployed-harness.ts';
import { isTableMissing } from '../support/dynamodb-table.ts';
import { askForLink } from '../support/link-steps.ts';
import * as steps from '../support/newsroom-steps.ts';

const givers = ['ada@example.org', 'ben@example.org', 'cleo@example.org'];
const suspects = ['ada@example.org', 'ben@example.org', 'dora@example.org', 'eve@example.org'];
const networks = ['198.51.100.20', '198.51.100.21', '198.51.100.22'];
const pepper = Buffer.alloc(32, 2);

interface CdnLine {
  readonly network: string;
  readonly path: string;
  readonly cookies: readonly string[];
}

describe.skipIf(isTableMissing())('a stolen table and the log of the CDN', () => {
  let harness: DeployedHarness;
  let dump: string;
  const log: CdnLine[] = [];
  beforeAll(async () => {
    harness = await openDeployedHarness();
    for (const [at, email] of givers.entries()) {
      const { call, cookie } = harness.browser();
      const sourceIp = networks[at] ?? '';
      const browser = {
        cookie,
        call: (...[method, path, sent]: Parameters<typeof call>) => call(method, path, { ...sent, sourceIp }),
      };
      const opened = await steps.openCheckout(browser);
      await steps.pay(harness, opened, 'card', email);
      await steps.comeBack(browser, opened);
      await askForLink(browser, email);
      await harness.answerLinkRequests();
      log.push({ network: sourceIp, path: '/an-article', cookies: [`fascia=${cookie('fascia')}`] });
    }
    await harness.drain();
    dump = JSON.stringify(await harness.table.rows(), (_key, value) => (value instanceof Set ? [...value] : value));
  });
  afterAll(() => harness?.stop());

  /** Every text of the dump that may be a hash, a key or a salt. */
  const textsIn = () => [...new Set([...dump.matchAll(/[\w-]{43}/g)].map(String))];
  const limits = ['checkouts-by-caller', 'claims-by-caller', 'reminders-by-email'];
  /** Whom of `names` a thief finds who can make these hashes. */
  const found = (names: readonly string[], hashes: (name: string) => readonly string[]) =>
    names.filter((name) => hashes(name).some((hash) => dump.includes(hash)));

  test('identify nobody on a list, without a key and with every key in the dump', () => {
    const stolen = ['', 'p1', ...textsIn()].flatMap((key) => [key, Buffer.from(key, 'base64url')]);
    expect(dump).toContain('SALT#');
    const tried = (name: string) => [
      name,
      ...(['hex', 'base64url'] as const).map((encoding) => createHash('sha256').update(name).digest(encoding)),
      ...stolen.flatMap((key) =>
        ['', ...limits.map((limit) => `${limit}|`)].map((before) =>
          createHmac('sha256', key).update(`${before}${name}`).digest('base64url'),
        ),
      ),
    ];
    expect(found([...suspects, ...networks], tried)).toEqual([]);
  });

  test('the passes in that log are the same bytes for everyone, and no row holds one', () => {
    expect(new Set(log.flatMap(({ cookies }) => cookies)).size).toBe(1);
    const [pass = ''] = log[0]?.cookies[0]?.split('=').slice(1) ?? [];
    expect(pass).toMatch(/^v1\.k1\.a\./);
    for (const piece of [pass, ...pass.split('.').slice(4)]) expect(dump).not.toContain(piece);
  });

  test('hold no cookie of a browser, only hashes of them', async () => {
    const devices = [...dump.matchAll(/DEVICE#([\w-]{43})/g)].map(([, hash = '']) => hash);
    expect(devices.length).toBeGreaterThan(0);
    for (const token of textsIn()) {
      const said = await harness.browser().call('GET', '/v1/standing', { cookies: [`__Secure-seat=${token}`] });
      expect(said.status).toBe(401);
    }
  });

  test('with the pepper a list can be tried: who is on it and gave is found, and nobody who is not on it', () => {
    const withPepper = (name: string) => [createHmac('sha256', pepper).update(name).digest('base64url')];
    expect(found(suspects, withPepper)).toEqual(['ada@example.org', 'ben@example.org']);
    expect(dump).not.toContain('cleo');
  });
  test('and with the salt of today also the networks of today, but not tomorrow', () => {
    const [, salt = ''] = /"salt":"([\w-]{43})"/.exec(dump) ?? [];
    const daily = createHmac('sha256', pepper).update(salt).digest();
    const withBoth = (name: string) =>
      limits.map((limit) => createHmac('sha256', daily).update(`${limit}|${name}`).digest('base64url'));
    expect(found(networks, withBoth)).toEqual(networks);
  });
});
