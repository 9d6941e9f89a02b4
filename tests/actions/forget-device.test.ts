// A browser becomes a stranger again, alone or with all that claimed the same supporters; and forgetting tells nobody
// whether there was anything to forget.
import { beforeEach, expect, test } from 'vitest';
import { borrow } from '../support/borrow.ts';
import { freshen } from '../support/freshen.ts';
import { type Newsroom, openNewsroom } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';
import type { ReaderBrowser } from '../support/reader-browser.ts';

const secret = Buffer.alloc(32, 5).toString('base64url');
let newsroom: Newsroom;
let browser: ReaderBrowser;
beforeEach(() => {
  newsroom = openNewsroom();
  browser = newsroom.browser();
});
const forget = (query = '', from = browser) => from.call('DELETE', `/v1/standing${query}`);
const forgetAll = async (from = browser) => {
  await freshen(newsroom, from);
  return forget('?all=true', from);
};
const known = async (from: ReaderBrowser) => (await steps.readStanding(from)).status === 200;
const hashed = () => newsroom.needs.hasher.digest(secret);
/** A second browser of the same person, by the secret the page kept. */
async function alsoIn(other: ReaderBrowser): Promise<void> {
  const claimHash = hashed();
  const { checkout } = await steps.give(newsroom, browser, { ...steps.fiveMonthly, claimHash });
  const said = await other.call('POST', `/v1/checkouts/${checkout}/claim`, { body: { secret } });
  expect(said.status).toBe(200);
}

test('this browser is a stranger again, also to who kept its old cookie; the others are not', async () => {
  const other = newsroom.browser();
  await alsoIn(other);
  const old = browser.cookie('__Secure-seat', '/v1');
  const said = await forget();
  expect([said.status, said.body]).toEqual([204, '']);
  expect([browser.cookie('fascia'), browser.cookie('__Secure-seat', '/v1')]).toEqual([undefined, undefined]);
  const thief = await newsroom.browser().call('GET', '/v1/standing', { cookies: [`__Secure-seat=${old}`] });
  expect([thief.status, await known(other)]).toEqual([401, true]);
});

test('with all, the other browsers get 401 at their next renewal and lose the pass cookie', async () => {
  const other = newsroom.browser();
  await alsoIn(other);
  expect((await forgetAll()).status).toBe(204);
  const said = await steps.readStanding(other);
  expect(said.status).toBe(401);
  expect(other.cookie('fascia')).toBeUndefined();
  expect((await newsroom.stores.held()).devices).toEqual([]);
});

test('with all, whoever claims later is known again', async () => {
  await steps.give(newsroom, browser);
  await forgetAll();
  newsroom.wait(1000);
  await steps.give(newsroom, browser, steps.tenOnce);
  expect(await known(browser)).toBe(true);
});

test('with all, a browser that holds another supporter too keeps that one', async () => {
  const other = newsroom.browser();
  await alsoIn(other);
  await steps.give(newsroom, other, steps.tenOnce);
  await forgetAll();
  expect((await steps.readStanding(other)).json).toMatchObject({ standing: { supporter: true } });
  expect((await newsroom.stores.held()).devices.map((each) => each.holdings.length)).toEqual([1]);
});

test('with all, a claim alone forgets nobody, not even itself', async () => {
  const other = newsroom.browser();
  await alsoIn(other);
  const said = await forget('?all=true', other);
  expect([said.status, said.json]).toEqual([403, expect.objectContaining({ code: 'not-fresh' })]);
  expect([await known(browser), await known(other)]).toEqual([true, true]);
});

test('with all, a fresh link ends the claims of others for good: the same claim shown again is unknown', async () => {
  const opener = newsroom.browser();
  const { checkout } = await steps.give(newsroom, opener, { ...steps.fiveMonthly, claimHash: hashed() });
  const payer = newsroom.browser();
  await borrow(newsroom, opener, payer);
  newsroom.wait(1000);
  expect((await forgetAll(payer)).status).toBe(204);
  expect(await known(opener)).toBe(false);
  newsroom.wait(1000);
  const again = await opener.call('POST', `/v1/checkouts/${checkout}/claim`, { body: { secret } });
  expect([again.status, again.json]).toEqual([404, expect.objectContaining({ code: 'checkout-unknown' })]);
});

test('forgetting devices forgets no money: the supporter is whole', async () => {
  const { customer } = await steps.partsOf(newsroom, await steps.give(newsroom, browser));
  await forgetAll();
  const [[id, supporter] = []] = (await newsroom.stores.held()).supporters.supporters;
  expect(id).toBe(customer);
  expect(Object.keys(supporter?.parts ?? {})).toHaveLength(2);
});

test('a browser we never knew is answered the same, to the byte', async () => {
  await steps.give(newsroom, browser);
  const [known, unknown] = [await forgetAll(), await forget('?all=true', newsroom.browser())];
  expect(known).toEqual(unknown);
});

test('only a page of the newsroom may ask for it', async () => {
  await steps.give(newsroom, browser);
  const said = await browser.call('DELETE', '/v1/standing', { headers: { origin: 'https://evil.example' } });
  expect([said.status, said.json]).toEqual([403, expect.objectContaining({ code: 'origin-foreign' })]);
  expect(await known(browser)).toBe(true);
});
