// The browser that opened a checkout proves it did. Proof makes a device, money makes standing, and whoever proves
// nothing learns nothing.
import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { claimCheckout } from '../../shared/actions/claim-checkout.ts';
import { checkoutId } from '../support/builders.ts';
import { freshen } from '../support/freshen.ts';
import { type Newsroom, openNewsroom } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';
import { pressPortal } from '../support/portal-steps.ts';
import type { ReaderBrowser } from '../support/reader-browser.ts';

const secret = Buffer.alloc(32, 5).toString('base64url');
const claimHash = createHash('sha256').update(secret).digest('base64url');
const input = { ...steps.fiveMonthly, claimHash };
const nobody = { checkout: checkoutId('unknown') };
let newsroom: Newsroom;
let browser: ReaderBrowser;
beforeEach(() => {
  newsroom = openNewsroom();
  browser = newsroom.browser();
});
const claim = ({ checkout }: { checkout: string }, by = secret, from = browser) =>
  from.call('POST', `/v1/checkouts/${checkout}/claim`, { body: { secret: by } });
const openAndPay = async (method: steps.Method = 'card', from = browser, requested: object = input) => {
  const opened = await steps.openCheckout(from, requested);
  await steps.pay(newsroom, opened, method);
  return opened;
};
const standing = async (from = browser) => (await steps.readStanding(from)).json;
const holdings = async () => (await newsroom.stores.held()).devices.map((device) => device.holdings.length);

test('the secret of the page makes a device with standing and a pass, in a browser without any cookie', async () => {
  const said = await claim(await openAndPay(), secret, newsroom.browser());
  expect(said.status).toBe(200);
  expect(said.json).toMatchObject({
    standing: { supporter: true },
    pass: { token: expect.stringMatching(/^v1\.k1\.a\./), expiresAt: '2026-11-30T00:00:00Z' },
  });
  expect(said.cookies).toHaveLength(2);
});

test('the secret of the cookie proves the same', async () => {
  const opened = await openAndPay('card', browser, steps.fiveMonthly);
  const [ofCookie] = (browser.cookie('__Secure-stub', '/v1/checkouts') ?? '').split('.');
  const said = await claim(opened, ofCookie);
  expect(said.status).toBe(200);
});

test('the secret of one checkout opens no other', async () => {
  const mine = await openAndPay();
  const other = await openAndPay('card', newsroom.browser(), steps.fiveMonthly);
  expect((await claim(mine)).status).toBe(200);
  expect((await claim(other)).status).toBe(404);
});

describe('a wrong secret and an unknown checkout', () => {
  const wrong = Buffer.alloc(32, 6).toString('base64url');

  test('answer alike, to the byte', async () => {
    const opened = await openAndPay();
    const [known, unknown] = [await claim(opened, wrong), await claim(nobody, wrong)];
    expect(known).toEqual(unknown);
    expect([known.status, known.json]).toEqual([404, expect.objectContaining({ code: 'checkout-unknown' })]);
    expect(known.cookies).toEqual([]);
  });

  test('cost the same work: the same reads and writes, and nothing asked of Stripe', async () => {
    const opened = await openAndPay();
    await newsroom.drain();
    const worked = async (checkout: typeof opened.checkout) => {
      const work: string[] = [];
      const { needs } = newsroom;
      const watched = {
        ...needs,
        limiter: watch(needs.limiter, 'limiter', work),
        checkouts: watch(needs.checkouts, 'checkouts', work),
        devices: watch(needs.devices, 'devices', work),
        supporters: watch(needs.supporters, 'supporters', work),
        payments: watch(needs.payments, 'payments', work),
      };
      await claimCheckout(watched, {
        checkout,
        secret: wrong,
        device: null,
        reminderSecret: null,
        caller: '203.0.113.7',
      });
      return work;
    };
    const known = await worked(opened.checkout);
    expect(known).toEqual(['checkouts.read', 'limiter.count']);
    expect(await worked(checkoutId('unknown'))).toEqual(known);
  });

  test('leave no trace in rows or answers', async () => {
    const opened = await openAndPay();
    await newsroom.drain();
    const before = await newsroom.stores.held();
    await claim(opened, wrong);
    await claim(nobody, wrong);
    expect(await newsroom.stores.held()).toEqual(before);
    expect(newsroom.log.of('claim-refused')).toEqual([{}, {}]);
  });

  test('are answered sixty times in ten minutes, and then asked to wait; a right proof from there is still taken', async () => {
    const opened = await openAndPay();
    for (let time = 0; time < 60; time += 1) expect((await claim(nobody, wrong)).status).toBe(404);
    expect((await claim(nobody, wrong)).status).toBe(429);
    expect((await claim(opened)).status).toBe(200);
    expect((await claim(opened, wrong)).status).toBe(429);
  });
});

describe('a checkout that is not paid', () => {
  test.each<[string, () => Promise<steps.Opened>]>([
    ['still open', () => steps.openCheckout(browser, input)],
    ['declined', () => openAndPay('declined')],
  ])('%s, makes no device, and may be claimed later', async (_, open) => {
    const opened = await open();
    const said = await claim(opened);
    expect([said.status, said.json]).toEqual([409, expect.objectContaining({ code: 'checkout-open' })]);
    expect([said.cookies, await holdings()]).toEqual([[], []]);
    await steps.pay(newsroom, opened);
    expect((await claim(opened)).status).toBe(200);
  });

  test('expired, makes no device', async () => {
    const opened = await steps.openCheckout(browser, input);
    await newsroom.advanceMinutes(61);
    expect((await claim(opened)).status).toBe(409);
    expect(await holdings()).toEqual([]);
  });
});

describe.each([
  ['a membership', input],
  ['a gift', { ...steps.tenOnce, claimHash }],
])('%s by bank debit', (_, requested) => {
  test('makes a device, but no pass before the money came: only the hint that it is on its way', async () => {
    const said = await claim(await openAndPay('bank_debit', browser, requested));
    expect([said.status, said.json]).toEqual([202, { status: 'pending' }]);
    expect(browser.cookie('__Secure-seat', '/v1')).toMatch(/^[\w-]{43}$/);
    expect(browser.cookie('fascia')).toMatch(/^v1\.0\.b\.\w+\.$/);
    expect(await standing()).toMatchObject({ standing: { supporter: false }, pass: null });
  });

  test('gives standing by itself when the bank pays', async () => {
    await claim(await openAndPay('bank_debit', browser, requested));
    await newsroom.advanceDays(5);
    expect(await standing()).toMatchObject({ standing: { supporter: true }, pass: { token: expect.any(String) } });
    expect(browser.cookie('fascia')).toMatch(/^v1\.k1\.a\./);
  });

  test('gives none when the bank refuses, and the hint hides nothing any more', async () => {
    const opened = await openAndPay('bank_debit', browser, requested);
    await claim(opened);
    const [intent] = newsroom.sandbox.state.world.paymentIntents.keys();
    await steps.command(newsroom, `/bank-debits/${intent}`, { outcome: 'failed' });
    await newsroom.drain();
    expect(await standing()).toMatchObject({ standing: { supporter: false }, pass: null });
    // A membership that has not ended may yet be paid for.
    const isMembership = [...newsroom.sandbox.state.world.subscriptions.keys()].length > 0;
    expect(browser.cookie('fascia') ?? 'none').toMatch(isMembership ? /^v1\.0\.c\./ : /^none$/);
  });
});

describe('a second gift in the same browser', () => {
  test('does not lose the first: the device acts for both', async () => {
    await claim(await openAndPay());
    await claim(await openAndPay('card', browser, { ...steps.tenOnce, claimHash }));
    expect(await standing()).toEqual({ standing: { supporter: true }, pass: expect.any(Object) });
    expect(await holdings()).toEqual([2]);
  });

  test('joins nothing to the device that its browser was before, where only the page’s secret is shown', async () => {
    await steps.give(newsroom, browser);
    const { checkout } = await openAndPay('card', browser, input);
    const script = newsroom.browser();
    expect((await script.call('POST', `/v1/checkouts/${checkout}/claim`, { body: { secret } })).status).toBe(200);
    expect(await holdings()).toEqual([1, 1]);
  });

  test('is held to the same browser on the way back from Checkout, where its own cookie stays behind', async () => {
    await steps.give(newsroom, browser);
    await steps.give(newsroom, browser, steps.tenOnce);
    await standing();
    expect(await holdings()).toEqual([2]);
  });
});

test('a repeated claim works, and whoever saw the cookie before it has nothing once the new one was seen', async () => {
  const opened = await openAndPay();
  await claim(opened);
  const seen = browser.cookie('__Secure-seat', '/v1');
  expect((await claim(opened)).status).toBe(200);
  expect(browser.cookie('__Secure-seat', '/v1')).not.toBe(seen);
  await standing();
  expect(await holdings()).toEqual([1]);
  const thief = await newsroom.browser().call('GET', '/v1/standing', { cookies: [`__Secure-seat=${seen}`] });
  expect(thief.status).toBe(401);
});

describe('a claim that is replayed', () => {
  const portal = (from: ReaderBrowser) => pressPortal(from);
  test('keeps what a mailed link has proved to the same browser meanwhile, and gives it to no other', async () => {
    const opened = await openAndPay();
    await claim(opened);
    await freshen(newsroom, browser);
    await claim(opened);
    expect((await portal(browser)).status).toBe(303);
    const thief = newsroom.browser();
    await claim(opened, secret, thief);
    expect((await portal(thief)).status).toBe(403);
  });
  test('on another day, from a browser that was picked up, shows no banners and no name', async () => {
    const opened = await openAndPay();
    await claim(opened);
    newsroom.wait(2 * 86_400_000);
    const thief = newsroom.browser();
    expect((await claim(opened, secret, thief)).status).toBe(200);
    const said = await portal(thief);
    expect([said.status, said.json]).toEqual([403, expect.objectContaining({ code: 'not-fresh' })]);
  });
  test('counts nothing twice', async () => {
    const opened = await openAndPay('card', browser, { ...steps.tenOnce, claimHash, campaign: 'ad-free' });
    for (let time = 0; time < 3; time += 1) await claim(opened);
    expect(newsroom.stores.supporters.totals()).toEqual([
      expect.objectContaining({ raisedMinor: 1000, contributions: 1 }),
    ]);
  });
});

test("the page's own secret joins nothing to what the browser was that opened the checkout; the cookie's does", async () => {
  await steps.give(newsroom, browser);
  const opened = await openAndPay();
  const elsewhere = newsroom.browser();
  await claim(opened, secret, elsewhere);
  expect(await holdings()).toEqual([1, 1]);
  await steps.comeBack(browser, opened);
  await standing();
  expect((await holdings()).sort()).toEqual([1, 2]);
});

test('a checkout is remembered for three weeks after its end, and after thirty days it answers as unknown', async () => {
  const opened = await openAndPay();
  await newsroom.drain();
  newsroom.wait(22 * 86_400_000);
  expect((await claim(opened, secret, newsroom.browser())).status).toBe(200);
  newsroom.wait(31 * 86_400_000);
  expect((await claim(opened, secret, newsroom.browser())).status).toBe(404);
});

/** Records each call of an adapter, by name. */
function watch<T extends object>(plug: T, name: string, work: string[]): T {
  return new Proxy(plug, {
    get(target, method) {
      if (typeof method === 'string') work.push(`${name}.${method}`);
      return Reflect.get(target, method);
    },
  });
}
