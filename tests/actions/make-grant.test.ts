// A link for a reader who cannot give: whoever sees no banners may have it, all get the same text, and nothing is stored or
// counted, so that nobody can be found by it.
import { beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { day } from '../../shared/core/time.ts';
import { mailedLink, redeem } from '../support/link-steps.ts';
import { type Newsroom, openNewsroom } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';
import type { ReaderBrowser } from '../support/reader-browser.ts';

const shared = z.strictObject({ link: z.string(), until: z.string() });
let newsroom: Newsroom;
beforeEach(() => {
  newsroom = openNewsroom();
});
const ask = (browser: ReaderBrowser) => browser.call('POST', '/v1/grants', { body: {} });
const linkOf = async (browser: ReaderBrowser) => shared.parse((await ask(browser)).json);
const tokenIn = (link: string) => link.split('#grant=')[1] ?? '';
async function member(): Promise<ReaderBrowser> {
  const browser = newsroom.browser();
  await steps.give(newsroom, browser);
  return browser;
}

test('is one text for a member, a gift and a mailed link, in all of a week', async () => {
  const one = await member();
  const gift = newsroom.browser();
  await steps.give(newsroom, gift, steps.tenOnce);
  const mailed = newsroom.browser();
  const { token } = await mailedLink(newsroom, mailed, { email: 'reader@example.org', purpose: 'device' });
  await redeem(mailed, { token });
  const links = [await linkOf(one), await linkOf(gift)];
  newsroom.wait(day);
  links.push(await linkOf(one));
  expect(new Set(links.map(({ link }) => link)).size).toBe(1);
  expect(links[0]?.link).toMatch(/^https:\/\/\S+\/account#grant=g1\./);
});

test('stores nothing, counts nothing and logs nothing', async () => {
  const browser = await member();
  const before = JSON.stringify(await newsroom.stores.held());
  const lines = newsroom.log.lines.length;
  await ask(browser);
  expect(JSON.stringify(await newsroom.stores.held())).toBe(before);
  expect(newsroom.log.lines.length).toBe(lines);
});

test('opened, it lets its reader read undisturbed until its day, and may be passed on, but never lasts longer by it', async () => {
  const { link, until } = await linkOf(await member());
  const reader = newsroom.browser();
  const token = tokenIn(link);
  expect((await reader.call('POST', '/v1/grants/redeem', { body: { token } })).status).toBe(200);
  newsroom.wait(14 * day);
  expect(await linkOf(reader)).toEqual({ link, until });
  newsroom.wait(28 * day);
  expect((await ask(reader)).status).toBe(401);
});

describe('a plain form', () => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };
  const post = (browser: ReaderBrowser, locale: string) =>
    browser.call('POST', '/v1/grants', { body: `locale=${locale}`, headers });
  test.each([
    ['en', 'For a reader who cannot give', '4 January 2027'],
    ['ru', 'Для того, кто не может платить', '4 января 2027'],
  ])('in %s is answered with a page that shows the link and its day', async (locale, title, date) => {
    const browser = await member();
    const said = await post(browser, locale);
    expect([said.status, said.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    for (const text of [title, date, (await linkOf(browser)).link]) expect(said.body).toContain(text);
    expect(said.headers['cache-control']).toBe('no-store');
  });
  test('of a stranger gets a page that a person understands', async () => {
    const said = await post(newsroom.browser(), 'de');
    expect(said.status).toBe(401);
    expect(said.body).toMatch(/<html lang="de">.*<p role="alert">/s);
  });
});

describe('is refused', () => {
  test('to a stranger, as one we do not know', async () => {
    const said = await ask(newsroom.browser());
    expect([said.status, said.json]).toMatchObject([401, { code: 'device-unknown' }]);
  });
  test('to a browser whose support has ended', async () => {
    const browser = newsroom.browser();
    await steps.give(newsroom, browser, steps.tenOnce);
    newsroom.wait(200 * day);
    expect((await ask(browser)).status).toBe(401);
  });
  test('to one that makes up a grant of its own', async () => {
    const { link } = await linkOf(await member());
    const forged = newsroom.browser();
    const [version, key, , mac] = tokenIn(link).split('.');
    const cookies = [`__Secure-seat=${[version, key, 'zzzzzz', mac].join('.')}`];
    expect((await forged.call('POST', '/v1/grants', { body: {}, cookies })).status).toBe(401);
  });
  test('to a page of another site', async () => {
    const browser = await member();
    const said = await browser.call('POST', '/v1/grants', {
      body: {},
      headers: { origin: 'https://elsewhere.example' },
    });
    expect(said.status).toBe(403);
  });
});
