// A CDN is in front of the deployed functions. Requests past it are refused, requests through it are counted by their
// own address, and nobody can choose the address that is counted.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { settings } from '#settings';
import { secretNames } from '../../local/environment/secrets.ts';
import { reachedDirectly, routes } from '../../shared/api/routes.ts';
import { minute } from '../../shared/core/time.ts';
import { type DeployedHarness, openDeployedHarness } from '../support/deployed-harness.ts';
import { isTableMissing } from '../support/dynamodb-table.ts';
import * as steps from '../support/newsroom-steps.ts';

const { addressHeader } = settings.edge;
// The header comes from the environment of the deploy, not from the settings.
const secretHeader = 'x-deployed-secret';
const behindCdn = { ORIGIN_SECRET: secretNames.origin, ORIGIN_HEADER: secretHeader };
const [old, fresh] = ['o'.repeat(40), 'n'.repeat(40)];
const allRoutes = Object.entries(routes).map(([name, { method, path }]) => ({ name, method, path }));

describe.skipIf(isTableMissing())('behind a CDN', () => {
  let harness: DeployedHarness;
  const rotateTo = (sent: string, ...others: readonly string[]): void => {
    harness.secrets[secretNames.origin] = JSON.stringify({ sent, others });
  };
  const open = (headers: Record<string, string>, sourceIp = '203.0.113.7') =>
    harness.browser().call('POST', '/v1/checkouts', { body: steps.tenOnce, headers, sourceIp });
  /** How often each network was counted, without its hash. */
  const counts = async () =>
    (await harness.table.rows())
      .filter(({ pk }) => String(pk).startsWith('LIMIT#checkouts-by-caller#'))
      .map(({ attempts }) => attempts)
      .sort();
  beforeAll(async () => {
    harness = await openDeployedHarness();
    rotateTo(old);
    harness.coldStart(behindCdn);
  });
  afterAll(() => harness?.stop());

  test.each(allRoutes.filter(({ name }) => !reachedDirectly.some((each) => each === name)))(
    '$name is refused to requests past it',
    async ({ method, path }) => {
      const before = await harness.held();
      for (const headers of [
        {},
        { [secretHeader]: fresh },
        { [secretHeader]: '', [addressHeader]: '198.51.100.1:1' },
      ]) {
        const said = await harness.browser().call(method, path.replaceAll(/\{[^}]+\}/g, 'x'), { headers });
        expect([said.status, said.json]).toEqual([403, expect.objectContaining({ code: 'edge-required' })]);
        expect(said.cookies).toEqual([]);
      }
      expect(await harness.held()).toEqual(before);
    },
  );
  test('liveness and Stripe are not', async () => {
    expect((await harness.browser().call('GET', '/v1/health')).status).toBe(200);
    const said = await harness.browser().call('POST', '/v1/stripe/events', { body: '{}' });
    expect([said.status, said.json]).toEqual([400, expect.objectContaining({ code: 'event-forged' })]);
  });
  test('a secret is rotated without refusing a request', async () => {
    expect((await open({ [secretHeader]: old })).status).toBe(201);
    rotateTo(fresh, old);
    await harness.wait(2 * minute);
    for (const secret of [fresh, old]) expect((await open({ [secretHeader]: secret })).status).toBe(201);
    rotateTo(fresh);
    await harness.wait(6 * minute);
    expect((await open({ [secretHeader]: old })).status).toBe(403);
    expect((await open({ [secretHeader]: fresh })).status).toBe(201);
  });
  test('each reader is counted by their own address, and a household counts as one', async () => {
    await harness.wait(60 * minute);
    const before = (await counts()).length;
    const through = (address: string) => open({ [secretHeader]: fresh, [addressHeader]: address });
    await through('198.51.100.10:1111');
    await through('198.51.100.10:2222');
    await through('198.51.100.11:1111');
    await through('2001:db8:1:2:3:4:5:6:1111');
    await through('2001:db8:1:2:ffff::9:1111');
    expect(await counts()).toHaveLength(before + 3);
  });
  test('a request without the secret is counted by none of its own headers', async () => {
    harness.coldStart();
    await harness.wait(60 * minute);
    const before = (await counts()).length;
    const spoofed = ['198.51.100.1', '198.51.100.2', '198.51.100.3'];
    for (const address of spoofed) {
      await open({
        [secretHeader]: fresh,
        [addressHeader]: `${address}:1`,
        'x-forwarded-for': address,
        'x-real-ip': address,
      });
    }
    expect(await counts()).toHaveLength(before + 1);
    expect(harness.log()).not.toMatch(/198\.51\.100|2001:db8/);
  });
  describe('from a country where nobody is asked', () => {
    const { countryHeader } = settings.edge;
    const from = (country: string, more: Record<string, string> = {}) => ({
      [secretHeader]: fresh,
      [countryHeader]: country,
      ...more,
    });
    beforeAll(() => {
      rotateTo(fresh);
      harness.coldStart(behindCdn);
    });
    test('no checkout is opened, in the reader’s own language, and nothing is held, counted or logged', async () => {
      const [before, lines] = [await harness.table.rows(), harness.log()];
      const body = { ...steps.tenOnce, locale: 'ru' };
      const said = await harness.browser().call('POST', '/v1/checkouts', { body, headers: from('BY') });
      expect([said.status, said.json]).toEqual([403, expect.objectContaining({ code: 'not-from-here' })]);
      expect(JSON.stringify(said.json)).toContain('деньги не списаны');
      expect(said.cookies).toEqual([]);
      expect(await harness.table.rows()).toEqual(before);
      expect(harness.log()).toBe(lines);
    });
    test('a plain form gets a page', async () => {
      const form = new URLSearchParams(Object.entries({ ...steps.tenOnce, locale: 'de' }).map(([k, v]) => [k, `${v}`]));
      const type = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };
      const body = form.toString();
      const said = await harness.browser().call('POST', '/v1/checkouts', { body, headers: from('KP', type) });
      expect([said.status, said.headers['content-type']]).toEqual([403, 'text/html; charset=utf-8']);
      expect(said.body).toContain('es wurde nichts abgebucht');
    });
    test.each(['DE', '', 'BYX', 'T1'])('%j is none of them', async (country) =>
      expect((await open(from(country))).status).toBe(201),
    );
    test('a word for the country past the CDN is not believed', async () => {
      harness.coldStart();
      expect((await open({ [countryHeader]: 'BY' })).status).toBe(201);
    });
  });
  test('an empty secret closes the functions', async () => {
    harness.secrets[secretNames.origin] = '{"sent":""}';
    harness.coldStart(behindCdn);
    expect((await open({ [secretHeader]: '' })).status).toBe(500);
    expect((await open({})).status).toBe(403);
  });
});
