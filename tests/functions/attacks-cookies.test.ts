// What a page of another site can make a reader's browser do to its own cookies: navigate to an address of ours, and post a form
// there. The requests go through the deployed functions. The test browser withholds Strict and Lax cookies as real ones do.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Route, routes } from '../../shared/api/routes.ts';
import { type DeployedHarness, openDeployedHarness } from '../support/deployed-harness.ts';
import { isTableMissing } from '../support/dynamodb-table.ts';
import * as steps from '../support/newsroom-steps.ts';
import type { ReaderBrowser } from '../support/reader-browser.ts';

const all: readonly Route[] = Object.values(routes);
const gets = all.filter(({ method }) => method === 'GET').map(({ path }) => path);

const stranger = 'https://meridian.example/account#re-c';

describe.skipIf(isTableMissing())('a page of another site', () => {
  let harness: DeployedHarness;
  beforeAll(async () => {
    harness = await openDeployedHarness();
  });
  afterAll(() => harness?.stop());
  const held = (browser: ReaderBrowser) => [browser.cookie('fascia'), browser.cookie('__Secure-seat', '/v1')];
  const supporter = async () => {
    const browser = harness.browser();
    await steps.give(harness, browser);
    return browser;
  };

  test.each(gets)('that leads a supporter to %s changes nothing the browser holds', async (path) => {
    const browser = await supporter();
    const before = held(browser);
    const address = path.replace(/\{\w+\}/, `co_${randomBytes(16).toString('base64url')}`);
    const said = await browser.call('GET', address, { isCrossSite: true, headers: { accept: 'text/html' } });
    expect(said.cookies).toEqual([]);
    expect([held(browser), (await steps.readStanding(browser)).status]).toEqual([before, 200]);
  });

  test.each([
    ['no Sec-Fetch-Site, as old browsers', { 'sec-fetch-site': '' }],
    ['a sibling host', { 'sec-fetch-site': 'same-site' }],
    ['a bookmark', { 'sec-fetch-site': 'none' }],
  ])('with %s takes nothing back either, where no device cookie came', async (_, headers) => {
    const browser = await supporter();
    const before = held(browser);
    const said = await browser.call('GET', '/v1/standing', { isCrossSite: true, headers });
    expect([said.status, said.cookies, held(browser)]).toEqual([401, [], before]);
  });

  test.each(['before', 'behind'])(
    'of a sibling host that sets a device of its own, %s ours, joins nothing to it and takes nothing away',
    async (where) => {
      const [browser, intruder] = [await supporter(), await supporter()];
      const own = `__Secure-seat=${browser.cookie('__Secure-seat', '/v1')}`;
      const planted = `__Secure-seat=${intruder.cookie('__Secure-seat', '/v1')}`;
      const cookies = where === 'before' ? [planted, own] : [own, planted];
      const reader = harness.browser();
      const renewal = await reader.call('GET', '/v1/standing', {
        cookies,
        headers: { 'sec-fetch-site': 'same-origin' },
      });
      expect([renewal.status, renewal.cookies]).toEqual([401, []]);
      const forgotten = await reader.call('DELETE', '/v1/standing', { cookies });
      expect(forgotten.status).toBe(204);
      expect([(await steps.readStanding(browser)).status, (await steps.readStanding(intruder)).status]).toEqual([
        200, 200,
      ]);
    },
  );

  test('but a page of ours in a browser without a device gets a 401, and so does an unknown device', async () => {
    const own = await harness.browser().call('GET', '/v1/standing', { cookies: ['fascia=v1'] });
    expect([own.status, own.cookies.length]).toEqual([401, 2]);
    const cookies = [`__Secure-seat=${randomBytes(32).toString('base64url')}`];
    const forgotten = await harness.browser().call('GET', '/v1/standing', { isCrossSite: true, cookies });
    expect([forgotten.status, forgotten.cookies.length]).toEqual([401, 2]);
  });

  test('that lists the checkouts of another in a claim of its own joins nothing and learns no page', async () => {
    const [victim, intruder] = [harness.browser(), harness.browser()];
    const paid = await steps.openCheckout(victim);
    await steps.pay(harness, paid);
    await steps.openCheckout(intruder);
    const own = (intruder.cookie('__Secure-stub', '/v1/checkouts') ?? '').split('.')[0];
    const device = victim.cookie('__Secure-seat', '/v1') ?? '';
    for (const claim of [
      `${own}...${paid.checkout}`,
      `${own}..${paid.checkout}`,
      `${own}.${device}.${paid.checkout}`,
    ]) {
      const said = await harness.browser().call('GET', '/v1/checkouts/return', { cookies: [`__Secure-stub=${claim}`] });
      expect([said.headers['location'], said.cookies]).toEqual([stranger, []]);
    }
    expect((await steps.comeBack(victim, paid)).cookies.join()).toContain('__Secure-seat=');
  });

  test('cannot replace the claim cookie of a reader who is on the way to Checkout, by a form without an origin', async () => {
    const browser = harness.browser();
    const opened = await steps.openCheckout(browser);
    const before = browser.cookie('__Secure-stub', '/v1/checkouts');
    const form = new URLSearchParams({
      frequency: 'once',
      amountMinor: '500',
      currency: 'usd',
      returnUrl: steps.article,
    });
    const said = await browser.call('POST', '/v1/checkouts', {
      isCrossSite: true,
      body: form.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'null' },
    });
    expect([said.status, said.cookies]).toEqual([403, []]);
    expect(browser.cookie('__Secure-stub', '/v1/checkouts')).toBe(before);
    await steps.pay(harness, opened);
    expect((await steps.comeBack(browser, opened)).cookies.join()).toContain('__Secure-seat=');
  });

  test.each([
    ['a form without an origin', { origin: 'null' }, false],
    [
      'a form without an origin, of a browser that does not say where from',
      { origin: 'null', 'sec-fetch-site': '' },
      false,
    ],
    ['a form of our own page', {}, false],
    ['a script of our own page', {}, true],
  ])('cannot plant its own address into what a reader pays: %s', async (_, headers, isJson) => {
    const sent = { ...steps.tenOnce, email: 'planter@example.org' };
    const form = new URLSearchParams(Object.entries(sent).map(([name, value]) => [name, String(value)]));
    const type = isJson ? 'application/json' : 'application/x-www-form-urlencoded';
    const sessions = harness.sandbox.state.world.sessions.size;
    const said = await harness.browser().call('POST', '/v1/checkouts', {
      body: isJson ? sent : form.toString(),
      headers: { 'content-type': type, ...headers },
    });
    expect([said.status, said.cookies, harness.sandbox.state.world.sessions.size]).toEqual([422, [], sessions]);
    expect(said.body).not.toContain('planter@');
  });
});
