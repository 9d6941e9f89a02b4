// The main flow through the deployed functions: a reader gives, is recognised, and sees no banners. Cookies are compared
// in full, because their attributes are part of the contract.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DeployedHarness, openDeployedHarness } from '../support/deployed-harness.ts';
import { isTableMissing } from '../support/dynamodb-table.ts';
import { proveMailbox } from '../support/link-steps.ts';
import * as steps from '../support/newsroom-steps.ts';
import { portalIn, pressPortal } from '../support/portal-steps.ts';

const pass = /^fascia=v1\.k1\.a\.[0-9a-z]{6}\.[\w-]{43}; Path=\/; Max-Age=34560000; SameSite=Lax; Secure$/;
const device = /^__Secure-seat=[\w-]{43}; Path=\/v1; Max-Age=34560000; HttpOnly; SameSite=Strict; Secure$/;

describe.skipIf(isTableMissing())('through the deployed functions', () => {
  let harness: DeployedHarness;
  beforeAll(async () => {
    harness = await openDeployedHarness();
  });
  afterAll(() => harness?.stop());
  const give = async (input: object = steps.fiveMonthly, email = 'reader@example.com') => {
    const browser = harness.browser();
    const opened = await steps.openCheckout(browser, input);
    await steps.pay(harness, opened, 'card', email);
    return { ...opened, browser, said: await steps.comeBack(browser, opened) };
  };

  test('the checkout sets the claim cookie, for our own checkouts only and out of reach of scripts', async () => {
    const said = await harness.browser().call('POST', '/v1/checkouts', { body: steps.fiveMonthly });
    const shape =
      /^__Secure-stub=[\w-]{43}\.\.\.co_[\w-]{22}; Path=\/v1\/checkouts; Max-Age=176400; HttpOnly; SameSite=Lax; Secure$/;
    expect(said.cookies).toEqual([expect.stringMatching(shape)]);
    expect(said.headers).toMatchObject({ 'content-type': 'application/json', 'cache-control': 'no-store' });
  });

  test('the return sets device and pass for 400 days, keeps the claim for other tabs, and is never cached', async () => {
    const { said } = await give();
    expect([said.status, said.headers['location'], said.body]).toEqual([303, `${steps.article}#re-a`, '']);
    expect(said.cookies).toEqual([
      expect.stringMatching(device),
      expect.stringMatching(pass),
      expect.stringMatching(
        /^__Secure-stub=[\w-]{43}\.[\w-]{43}\.co_[\w-]{22}; Path=\/v1\/checkouts; Max-Age=176400; HttpOnly; SameSite=Lax; Secure$/,
      ),
    ]);
    expect(said.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  });

  test('a plain form without JavaScript goes straight to Checkout and comes back the same', async () => {
    const browser = harness.browser();
    const fields = { frequency: 'monthly', amount: '7,50', currency: 'eur', returnUrl: steps.article, source: '' };
    const said = await browser.call('POST', '/v1/checkouts', {
      body: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html', origin: 'null' },
    });
    expect([said.status, said.body]).toEqual([303, '']);
    const session = new URL(said.headers['location'] ?? '').pathname.split('/').at(-1) ?? '';
    const paid = await steps.command(harness, `/checkouts/${session}/pay`, { method: 'card' });
    const { pathname, search } = new URL(steps.successUrlIn(paid));
    expect((await browser.call('GET', pathname + search, { isCrossSite: true })).headers['location']).toContain(
      '#re-a',
    );
    const held = (await harness.held()).filter((row) => row['amountMinor'] === 750 && row['currency'] === 'eur');
    expect(held.map((row) => row['kind']).sort()).toEqual(['membership', 'payment']);
  });

  test('the renewal sets both cookies again, with all attributes', async () => {
    const { browser } = await give(steps.tenOnce);
    const said = await steps.readStanding(browser);
    expect([said.status, said.headers['cache-control']]).toEqual([200, 'no-store']);
    expect(said.cookies).toEqual([expect.stringMatching(device), expect.stringMatching(pass)]);
  });

  test('forgetting removes every cookie, with all attributes', async () => {
    const { browser } = await give(steps.tenOnce, 'forgets@example.com');
    await proveMailbox(harness, browser, 'forgets@example.com');
    const said = await browser.call('DELETE', '/v1/standing?all=true');
    expect([said.status, said.body, said.headers['clear-site-data']]).toEqual([204, '', '"cache"']);
    expect(said.cookies).toEqual([
      'fascia=; Path=/; Max-Age=0; SameSite=Lax; Secure',
      '__Secure-seat=; Path=/v1; Max-Age=0; HttpOnly; SameSite=Strict; Secure',
      '__Secure-stub=; Path=/v1/checkouts; Max-Age=0; HttpOnly; SameSite=Lax; Secure',
      '__Secure-later=; Path=/v1/checkouts; Max-Age=0; HttpOnly; SameSite=Lax; Secure',
    ]);
    expect((await steps.readStanding(browser)).status).toBe(401);
  });

  test('a bank debit makes a device and a hint now, and standing when the bank has paid', async () => {
    const browser = harness.browser();
    const opened = await steps.openCheckout(browser);
    await steps.pay(harness, opened, 'bank_debit');
    const said = await steps.comeBack(browser, opened);
    expect(said.headers['location']).toBe(`${steps.article}#re-b`);
    expect(said.cookies[1]).toMatch(
      /^fascia=v1\.0\.b\.[0-9a-z]{6}\.; Path=\/; Max-Age=34560000; SameSite=Lax; Secure$/,
    );
    const intent = [...harness.sandbox.state.world.paymentIntents.values()].find(
      (each) => each.status === 'processing',
    );
    await steps.command(harness, `/bank-debits/${intent?.id}`, { outcome: 'succeeded' });
    await harness.drain();
    expect((await steps.readStanding(browser)).json).toMatchObject({ standing: { supporter: true } });
  });

  test('the portal opens, its cancel takes effect at the end of the month, and then the banner may come back', async () => {
    const { browser } = await give(steps.fiveMonthly, 'leaves@example.com');
    await proveMailbox(harness, browser, 'leaves@example.com');
    const said = await pressPortal(browser);
    const subscription = [...harness.sandbox.state.world.subscriptions.keys()].at(-1) ?? '';
    await steps.cancelInPortal(harness, portalIn(said), subscription);
    await harness.advanceDays(1);
    expect((await steps.readStanding(browser)).json).toMatchObject({ standing: { supporter: true } });
    await harness.advanceDays(31);
    expect((await steps.readStanding(browser)).json).toMatchObject({ standing: { supporter: false } });
  });

  test('the webhook alone, without any return, ends in the same rows', async () => {
    const browser = harness.browser();
    const opened = await steps.openCheckout(browser, { ...steps.tenOnce, amountMinor: 4321 });
    await steps.pay(harness, opened);
    await harness.drain();
    expect((await harness.held()).filter((row) => row['amountMinor'] === 4321)).toHaveLength(1);
    expect((await steps.comeBack(browser, opened)).headers['location']).toContain('#re-a');
  });

  test('the public offer may be cached and sets no cookie', async () => {
    const said = await harness.browser().call('GET', '/v1/offer?currency=jpy');
    expect([said.status, said.cookies, said.headers['cache-control']]).toEqual([200, [], 'public, max-age=300']);
  });

  test('nothing personal is in the table or in the log after all of that', async () => {
    const [held, log] = [JSON.stringify(await harness.table.rows()), harness.log()];
    // What must be there is there, or the next line would prove nothing.
    expect(held).toContain('an-article');
    expect(log).toContain('checkout-claimed');
    const typed = createHash('sha256').update('reader@example.com').digest('base64url');
    expect(`${held}${log}`).not.toMatch(new RegExp(`@|203\\.0\\.113\\.7|a browser|${typed}`));
  });
});
