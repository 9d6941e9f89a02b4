// A mailed link makes another browser a device: once, for what was given under the address, and so that nobody notices who
// claimed the same.
import { beforeEach, describe, expect, test } from 'vitest';
import { mailedLink, redeem } from '../support/link-steps.ts';
import { type Newsroom, openNewsroom } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';
import { pressPortal } from '../support/portal-steps.ts';
import type { ReaderBrowser } from '../support/reader-browser.ts';

let newsroom: Newsroom;
let giver: ReaderBrowser;
let second: ReaderBrowser;
const email = 'reader@example.org';
beforeEach(() => {
  newsroom = openNewsroom();
  [giver, second] = [newsroom.browser(), newsroom.browser()];
});
async function giveAs(browser: ReaderBrowser, address = email, input: object = steps.fiveMonthly) {
  const opened = await steps.openCheckout(browser, input);
  await steps.pay(newsroom, opened, 'card', address);
  await steps.comeBack(browser, opened);
  await newsroom.drain();
  return opened;
}
const code = (said: { readonly json: unknown }) => said.json;

test('a second browser is recognised by the token, and holds a device and a pass from then on', async () => {
  await giveAs(giver);
  const { token } = await mailedLink(newsroom, second, { email });
  const said = await redeem(second, { token });
  expect([said.status, said.json]).toEqual([200, { standing: { supporter: true }, pass: expect.any(Object) }]);
  expect(said.headers['cache-control']).toBe('no-store');
  expect((await steps.readStanding(second)).status).toBe(200);
});

test('or by the code, typed in the browser that asked', async () => {
  await giveAs(giver);
  const { link, code: typed } = await mailedLink(newsroom, second, { email });
  expect((await redeem(second, { link, code: typed.toLowerCase().replace('-', ' ') })).status).toBe(200);
});

test('a link works once, whichever way', async () => {
  await giveAs(giver);
  const { token, link, code: typed } = await mailedLink(newsroom, second, { email });
  await redeem(second, { token });
  for (const proof of [{ token }, { link, code: typed }]) {
    const said = await redeem(newsroom.browser(), proof);
    expect([said.status, code(said)]).toEqual([404, expect.objectContaining({ code: 'link-unknown' })]);
    expect(said.cookies).toEqual([]);
  }
});

// Its plain form is answered with 303; tests/actions/request-link.test.ts walks it.
test('a link ends after half an hour', async () => {
  await giveAs(giver);
  const { token } = await mailedLink(newsroom, second, { email });
  newsroom.wait(30 * 60_000);
  expect((await redeem(second, { token })).status).toBe(404);
});

test('or by the code, on a keyboard that has no Latin letters, and no try is lost', async () => {
  await giveAs(giver);
  const { link, code: typed } = await mailedLink(newsroom, second, { email });
  const cyrillic: Readonly<Record<string, string>> = { A: 'а', B: 'в', C: 'с', E: 'е', H: 'н', K: 'к', M: 'м', P: 'р' };
  const onKeyboard = [...typed.replace('-', ' — ')].map((each) =>
    /\d/.test(each) ? String.fromCodePoint(0x660 + Number(each)) : (cyrillic[each] ?? each.toLowerCase()),
  );
  expect((await redeem(second, { link, code: onKeyboard.join('') })).status).toBe(200);
});

test('a wrong code is refused alike for an address we know and one we do not, try after try', async () => {
  await giveAs(giver);
  const known = await mailedLink(newsroom, second, { email });
  const unknown = await mailedLink(newsroom, newsroom.browser(), { email: 'nobody@example.org' });
  expect(unknown.posted).toBeUndefined();
  for (let tries = 0; tries < 7; tries += 1) {
    const [one, other] = [
      await redeem(newsroom.browser(), { link: known.link, code: 'AAAAA-AAAAA' }),
      await redeem(newsroom.browser(), { link: unknown.link, code: 'AAAAA-AAAAA' }),
    ];
    expect(one).toEqual(other);
    expect(one.status).toBe(404);
  }
  // The two leave the same traces: a row each, with as many tries spent.
  const rows = (await newsroom.stores.held()).links;
  expect(rows.map((each) => [Object.keys(each).sort().join(), each.triesLeft])).toEqual(
    Array.from({ length: 2 }, () => [expect.any(String), 0]),
  );
  expect((await redeem(second, { link: known.link, code: known.code })).status).toBe(404);
});

test('a link for the portal opens it for a quarter of an hour; one for the device never does', async () => {
  await giveAs(giver);
  const portal = (browser: ReaderBrowser) => pressPortal(browser);
  const forPortal = await mailedLink(newsroom, second, { email });
  await redeem(second, { token: forPortal.token });
  expect((await portal(second)).status).toBe(303);
  newsroom.wait(15 * 60_000);
  expect(code(await portal(second))).toMatchObject({ code: 'not-fresh' });
  const third = newsroom.browser();
  const forDevice = await mailedLink(newsroom, third, { email, purpose: 'device' });
  await redeem(third, { token: forDevice.token });
  expect(code(await portal(third))).toMatchObject({ code: 'not-fresh' });
});

test('proving one address does not open the portal of another that this browser holds', async () => {
  await giveAs(giver, 'victim@example.org');
  newsroom.wait(16 * 60_000);
  const victim = await steps.partsOf(newsroom, await giveAs(newsroom.browser(), 'victim@example.org'));
  // Whoever holds the victim's browser gives two dollars of their own, and asks for a link to their own address.
  await giveAs(giver, 'thief@example.org', { ...steps.tenOnce, amountMinor: 200 });
  const { token } = await mailedLink(newsroom, giver, { email: 'thief@example.org' });
  await redeem(giver, { token });
  const world = newsroom.sandbox.state.world;
  await pressPortal(giver);
  const opened = [...world.portalSessions.values()].map((each) => each.customer);
  const names = opened.map((customer) => [...world.customers.values()].find((each) => each.id === customer)?.email);
  expect(names).toEqual(['thief@example.org']);
  expect(victim.customer).not.toBe('');
});

describe('who claimed the same supporter notices nothing', () => {
  test('when a link is redeemed and used: the answers stay equal, byte for byte', async () => {
    await giveAs(giver);
    const look = async () => {
      const said = await steps.readStanding(giver);
      return { ...said, cookies: said.cookies.map((each) => each.replace(/=[^;]*/, '')) };
    };
    const before = await look();
    const { token } = await mailedLink(newsroom, second, { email });
    await redeem(second, { token });
    await pressPortal(second);
    expect(await look()).toEqual(before);
  });

  test("an attacker who typed a victim's address sees the same before and after the victim redeems", async () => {
    await giveAs(giver, 'victim@example.org', steps.tenOnce);
    const look = async () => (await steps.readStanding(giver)).body;
    const before = await look();
    const { token } = await mailedLink(newsroom, second, { email: 'victim@example.org' });
    expect((await redeem(second, { token })).status).toBe(200);
    expect(await look()).toBe(before);
  });
});

test('a fresh link ends every other browser, those that claimed too; a stale one none', async () => {
  await giveAs(giver);
  const third = newsroom.browser();
  for (const each of [second, third]) {
    const { link, code: typed } = await mailedLink(newsroom, each, { email });
    expect((await redeem(each, { link, code: typed })).status).toBe(200);
  }
  newsroom.wait(15 * 60_000);
  expect((await second.call('DELETE', '/v1/standing?all=true')).status).toBe(403);
  expect((await steps.readStanding(giver)).status).toBe(200);
  await redeem(second, { token: (await mailedLink(newsroom, second, { email })).token });
  expect((await second.call('DELETE', '/v1/standing?all=true')).status).toBe(204);
  expect((await steps.readStanding(third)).status).toBe(401);
  expect((await steps.readStanding(giver)).status).toBe(401);
});

test('a browser that claimed stays a claimer when a link leads to the same supporter', async () => {
  await giveAs(giver);
  const { token } = await mailedLink(newsroom, giver, { email });
  await redeem(giver, { token });
  const holdings = (await newsroom.stores.held()).devices.flatMap((each) => each.holdings);
  expect(holdings.map((each) => each.isBorrowed)).toEqual([false]);
});

test('a copied link cannot be pressed from a foreign page', async () => {
  await giveAs(giver);
  const { token } = await mailedLink(newsroom, second, { email });
  const headers = { origin: 'https://evil.example' };
  expect((await second.call('POST', '/v1/links/redeem', { body: { token }, headers })).status).toBe(403);
  expect((await redeem(second, { token })).status).toBe(200);
});

test('one caller who fails too often must wait, and a right proof from there still opens', async () => {
  await giveAs(giver);
  const { token } = await mailedLink(newsroom, second, { email });
  const attempt = () => redeem(newsroom.browser(), { link: 'l'.repeat(22), code: 'AAAAA-AAAAA' });
  for (let tries = 0; tries < 30; tries += 1) expect((await attempt()).status).toBe(404);
  const said = await attempt();
  expect([said.status, said.json]).toEqual([429, expect.objectContaining({ code: 'too-many-attempts' })]);
  expect((await redeem(second, { token })).status).toBe(200);
  expect((await redeem(second, { token })).status).toBe(429);
});
