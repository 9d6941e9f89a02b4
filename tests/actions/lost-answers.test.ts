// Answers get lost between us and a browser, and Stripe's between it and us. What a browser held must survive both: the first
// return whose answer nobody got, and a press that opened two sessions, of which the reader paid either.
import { beforeEach, describe, expect, test } from 'vitest';
import { type Newsroom, openNewsroom } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';
import type { ReaderBrowser } from '../support/reader-browser.ts';

let newsroom: Newsroom;
let browser: ReaderBrowser;
beforeEach(() => {
  newsroom = openNewsroom();
  browser = newsroom.browser();
});
const device = () => browser.cookie('__Secure-seat', '/v1') ?? '';
const claimCookie = () => browser.cookie('__Secure-stub', '/v1/checkouts') ?? '';
const holdings = async () =>
  (await newsroom.stores.held()).devices.map(({ holdings: held }) => held.length).sort((one, other) => one - other);
/** Another browser with the same cookies: what it is answered never reaches the first. */
async function returnUnheard() {
  const cookies = [`__Secure-stub=${claimCookie()}`];
  const said = await newsroom.browser().call('GET', '/v1/checkouts/return', { isCrossSite: true, cookies });
  expect([said.status, said.cookies.length]).toEqual([303, 4]);
}

describe('a return whose answer is lost', () => {
  test.each([1, 2, 3])('%i times takes nothing from what the browser held', async (times) => {
    await steps.give(newsroom, browser);
    const before = device();
    const opened = await steps.openCheckout(browser, steps.tenOnce);
    await steps.pay(newsroom, opened);
    for (let time = 0; time < times; time += 1) await returnUnheard();
    // The old cookie still opens what it opened.
    expect(
      (await newsroom.browser().call('GET', '/v1/standing', { cookies: [`__Secure-seat=${before}`] })).status,
    ).toBe(200);
    expect((await steps.comeBack(browser, opened)).headers['location']).toContain('#re-a');
    expect((await steps.readStanding(browser)).json).toMatchObject({ standing: { supporter: true } });
    expect((await holdings()).at(-1)).toBe(2);
    expect(
      (await newsroom.browser().call('GET', '/v1/standing', { cookies: [`__Secure-seat=${before}`] })).status,
    ).toBe(401);
  });

  test('of the first contribution is simply made again', async () => {
    const opened = await steps.openCheckout(browser);
    await steps.pay(newsroom, opened);
    await returnUnheard();
    await steps.comeBack(browser, opened);
    expect((await steps.readStanding(browser)).json).toMatchObject({ standing: { supporter: true } });
  });

  test('a former device ends on a Monday, also where the new one is never seen, and with "forget this device"', async () => {
    await steps.give(newsroom, browser);
    const before = device();
    await steps.give(newsroom, browser, steps.tenOnce);
    const standing = () => newsroom.browser().call('GET', '/v1/standing', { cookies: [`__Secure-seat=${before}`] });
    expect((await newsroom.stores.held()).devices).toHaveLength(2);
    await browser.call('DELETE', '/v1/standing');
    expect((await newsroom.stores.held()).devices).toHaveLength(0);
    expect((await standing()).status).toBe(401);
    const other = newsroom.browser();
    await steps.give(newsroom, other);
    const former = other.cookie('__Secure-seat', '/v1') ?? '';
    await steps.give(newsroom, other, steps.tenOnce);
    newsroom.wait(8 * 86_400_000);
    const said = await newsroom.browser().call('GET', '/v1/standing', { cookies: [`__Secure-seat=${former}`] });
    expect(said.status).toBe(401);
  });
});

describe('a press that Stripe answered with two sessions', () => {
  /** The first opened; then an outage in front of Stripe answered a repeated press, and the next one is a new request. */
  async function pressThrice() {
    const headers = { 'idempotency-key': steps.pressKey() };
    const press = () => browser.call('POST', '/v1/checkouts', { body: steps.fiveMonthly, headers });
    const first = steps.openedIn(await press());
    // The sandbox knows no such outage: it answers from its memory of keys. This is what the failed press leaves behind.
    const { attempts, checkouts } = newsroom.stores.checkouts.dump();
    newsroom.stores.checkouts.restore({ checkouts, attempts: attempts.map((each) => ({ ...each, tries: 1 })) });
    const second = steps.openedIn(await press());
    expect([second.checkout, second.session === first.session]).toEqual([first.checkout, false]);
    return [first, second] as const;
  }

  test.each([0, 1] as const)('thanks the payer of session %i', async (paid) => {
    const opened = await pressThrice();
    await steps.pay(newsroom, opened[paid]);
    expect((await steps.comeBack(browser, opened[1])).headers['location']).toContain('#re-a');
    expect((await steps.readStanding(browser)).json).toMatchObject({ standing: { supporter: true } });
  });

  test.each([0, 1] as const)(
    'holds the payers of both, also where the payment of session %i went back',
    async (back) => {
      const opened = await pressThrice();
      for (const each of opened) await steps.pay(newsroom, each);
      await newsroom.drain();
      const { subscription } = await steps.partsOf(newsroom, opened[back]);
      const { data } = await newsroom.stripe.invoices.list({ subscription, expand: ['data.payments'] });
      const intent = data[0]?.payments?.data[0]?.payment.payment_intent;
      await newsroom.stripe.refunds.create({ payment_intent: String(intent) });
      await newsroom.drain();
      await steps.comeBack(browser, opened[1]);
      expect((await steps.readStanding(browser)).json).toMatchObject({ standing: { supporter: true } });
      expect(await holdings()).toEqual([2]);
    },
  );

  test('and says that nothing was charged where neither was paid', async () => {
    const [, second] = await pressThrice();
    expect((await steps.comeBackByName(browser, second)).headers['location']).toContain('#re-e');
  });
});
