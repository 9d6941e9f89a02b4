// Sessions of before carry their checkout's id in the address. They bring their readers back as they did, and proofs and refusals are
// the same.
import { beforeEach, expect, test } from 'vitest';
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
const stranger = `${site}/account#re-c`;
const openAndPay = async (method: steps.Method = 'card') => {
  const opened = await steps.openCheckout(browser);
  await steps.pay(newsroom, opened, method);
  return opened;
};
const locationOf = async (opened: Pick<steps.Opened, 'checkout'>, by = browser) =>
  (await steps.comeBackByName(by, opened)).headers['location'];

test('the payer is thanked, also again and beside a newer one, and what still waits goes on waiting', async () => {
  const opened = await openAndPay();
  const newer = await steps.openCheckout(browser, steps.tenOnce);
  for (const _time of [1, 2]) expect(await locationOf(opened)).toBe(`${steps.article}#re-a`);
  const [, , last, ...waiting] = (browser.cookie('__Secure-stub', '/v1/checkouts') ?? '').split('.');
  expect([last, waiting]).toEqual([opened.checkout, [newer.checkout]]);
  await steps.pay(newsroom, newer);
  expect((await steps.comeBack(browser, newer)).headers['location']).toBe(`${steps.article}#re-a`);
  expect((await newsroom.stores.held()).devices.map(({ holdings }) => holdings.length).sort()).toContain(2);
});

test('a cookie of before, which lists nothing, is enough', async () => {
  const opened = await openAndPay('bank_debit');
  const [secret = ''] = (browser.cookie('__Secure-stub', '/v1/checkouts') ?? '').split('.');
  const said = await newsroom
    .browser()
    .call('GET', `/v1/checkouts/${opened.checkout}/return`, { cookies: [`__Secure-stub=${secret}`] });
  expect(said.headers['location']).toBe(`${steps.article}#re-b`);
});

test.each<[string, () => Promise<steps.Opened>]>([
  ['an abandoned checkout', () => steps.openCheckout(browser)],
  ['a declined card', () => openAndPay('declined')],
])('%s brings its reader back to the page, and says no more', async (_, open) => {
  const said = await steps.comeBackByName(browser, await open());
  expect([said.status, said.headers['location'], said.cookies]).toEqual([303, `${steps.article}#re-e`, []]);
});

test('an expired checkout brings its reader back to the page, and says no more', async () => {
  const opened = await steps.openCheckout(browser);
  await newsroom.advanceMinutes(61);
  expect(await locationOf(opened)).toBe(`${steps.article}#re-e`);
});

test('who cannot prove the browser is sent to ask for a link, alike for a known and for an unknown checkout', async () => {
  const opened = await openAndPay();
  const other = newsroom.browser();
  await steps.openCheckout(other);
  const known = await steps.comeBackByName(other, opened);
  expect(known).toEqual(await steps.comeBackByName(other, { checkout: checkoutId('unknown') }));
  expect([known.status, known.headers['location'], known.cookies]).toEqual([303, stranger, []]);
});

test.each(['co_typed-by-hand', '__proto__', 'co_%00', 'x'.repeat(300)])('anybody may type %s', async (typed) => {
  const said = await browser.call('GET', `/v1/checkouts/${encodeURIComponent(typed)}/return`);
  expect([said.status, said.headers['location']]).toEqual([303, stranger]);
});
