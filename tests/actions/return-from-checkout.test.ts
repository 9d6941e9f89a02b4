// Coming back from Checkout: the reader is on their page again, recognised before its first paint, whichever of return
// and webhook was first. Whoever cannot prove the browser learns not even which page it was.
import { beforeEach, describe, expect, test } from 'vitest';
import { checkoutId } from '../support/builders.ts';
import { type Newsroom, openNewsroom, site } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';
import type { ReaderBrowser } from '../support/reader-browser.ts';

let newsroom: Newsroom;
let browser: ReaderBrowser;
beforeEach(() => {
  newsroom = openNewsroom();
  browser = newsroom.browser();
});
const openAndPay = async (method: steps.Method = 'card', input: object = steps.fiveMonthly) => {
  const opened = await steps.openCheckout(browser, input);
  await steps.pay(newsroom, opened, method);
  return opened;
};
const stranger = `${site}/account#mainstay-link`;
/** What is held in the end, without how often it was looked at. */
const settled = async (in_: Newsroom) => {
  const { supporters, checkouts } = await in_.stores.held();
  return JSON.parse(JSON.stringify({ supporters, checkouts }), (name, value) =>
    name === 'version' ? undefined : value,
  );
};

describe.each([
  ['a gift', steps.tenOnce],
  ['a membership', steps.fiveMonthly],
])('%s', (_, input) => {
  test('brings its giver back to the article with both cookies, before any webhook came', async () => {
    await steps.holdWebhooks(newsroom);
    const said = await steps.comeBack(browser, await openAndPay('card', input));
    expect([said.status, said.headers['location']]).toEqual([303, `${steps.article}#mainstay-thanks`]);
    expect(browser.cookie('layout')).toMatch(/^v1\.k1\.supporter\./);
    expect((await steps.readStanding(browser)).json).toMatchObject({ standing: { supporter: true } });
  });

  test('ends in the same rows whether the return or the webhook was first', async () => {
    await steps.holdWebhooks(newsroom);
    await steps.comeBack(browser, await openAndPay('card', { ...input, campaign: 'ad-free' }));
    await steps.letWebhooksGo(newsroom);
    await newsroom.advanceMinutes(60);
    const other = openNewsroom();
    const reader = other.browser();
    const opened = await steps.openCheckout(reader, { ...input, campaign: 'ad-free' });
    await steps.pay(other, opened);
    await other.advanceMinutes(60);
    await steps.comeBack(reader, opened);
    const [returnedFirst, takenFirst] = [await settled(newsroom), await settled(other)];
    const forgetting = {
      ...takenFirst.checkouts.checkouts[0],
      forgetAt: returnedFirst.checkouts.checkouts[0].forgetAt,
    };
    expect({ ...takenFirst, checkouts: { checkouts: [forgetting], attempts: [] } }).toEqual(returnedFirst);
    expect(returnedFirst.supporters.totals).toEqual([
      expect.objectContaining({ raisedMinor: input.amountMinor, contributions: 1 }),
    ]);
  });

  test('adds nothing when the same return is loaded again, or the same webhooks come again', async () => {
    const opened = await openAndPay('card', input);
    await steps.comeBack(browser, opened);
    await newsroom.advanceMinutes(60);
    const before = (await settled(newsroom)).supporters;
    await steps.comeBack(browser, opened);
    const answered = newsroom.log.of('sync-done').length;
    for (const event of [...newsroom.sandbox.state.world.events.keys()]) {
      await steps.command(newsroom, `/events/${event}/redeliver`);
    }
    await newsroom.drain();
    expect(newsroom.log.of('sync-done').length).toBeGreaterThan(answered);
    expect((await settled(newsroom)).supporters).toEqual(before);
  });
});

test('a bank debit brings its giver back with the word that the money is on its way', async () => {
  const said = await steps.comeBack(browser, await openAndPay('bank_debit'));
  expect(said.headers['location']).toBe(`${steps.article}#mainstay-pending`);
  expect(browser.cookie('layout')).toMatch(/^v1\.0\.pending\./);
});

test.each<[string, () => Promise<steps.Opened>]>([
  ['an abandoned checkout', () => steps.openCheckout(browser)],
  ['a declined card', () => openAndPay('declined')],
])('%s brings its reader back to the page, and says no more', async (_, open) => {
  const said = await steps.comeBack(browser, await open());
  expect([said.status, said.headers['location'], said.cookies]).toEqual([303, `${steps.article}#mainstay-back`, []]);
});

test('an expired checkout brings its reader back to the page, and says no more', async () => {
  const opened = await steps.openCheckout(browser);
  await newsroom.advanceMinutes(61);
  expect((await steps.comeBack(browser, opened)).headers['location']).toBe(`${steps.article}#mainstay-back`);
});

describe('who cannot prove the browser', () => {
  test('is sent to ask for a link, alike for a known and for an unknown checkout', async () => {
    const opened = await openAndPay();
    const other = newsroom.browser();
    const [known, unknown] = [
      await steps.comeBack(other, opened),
      await steps.comeBack(other, { checkout: checkoutId('unknown') }),
    ];
    expect(known).toEqual(unknown);
    expect([known.status, known.headers['location'], known.cookies]).toEqual([303, stranger, []]);
  });

  test('gains nothing by holding the claim of another checkout', async () => {
    const opened = await openAndPay();
    const other = newsroom.browser();
    await steps.openCheckout(other);
    expect((await steps.comeBack(other, opened)).headers['location']).toBe(stranger);
    expect(other.cookie('layout')).toBeUndefined();
  });

  test.each(['co_typed-by-hand', '__proto__', 'co_%00', 'x'.repeat(300)])('may type %s', async (typed) => {
    const said = await browser.call('GET', `/v1/checkouts/${encodeURIComponent(typed)}/return`);
    expect([said.status, said.headers['location']]).toEqual([303, stranger]);
  });
});

test('the claim is used up by the return: who finds its address in the history of the browser stays outside', async () => {
  const opened = await openAndPay();
  await steps.comeBack(browser, opened);
  expect(browser.cookie('__Secure-form', '/v1/checkouts')).toBeUndefined();
  expect((await steps.comeBack(browser, opened)).headers['location']).toBe(stranger);
});

test('when Stripe does not answer the reader sees a small page, and nothing is lost: the next try works', async () => {
  const opened = await openAndPay();
  await steps.command(newsroom, '/faults', { path: '/v1/checkout', status: 429 });
  const said = await steps.comeBack(browser, opened);
  expect([said.status, said.headers['content-type']]).toEqual([500, 'text/html; charset=utf-8']);
  expect((await steps.comeBack(browser, opened)).headers['location']).toBe(`${steps.article}#mainstay-thanks`);
});
