// The weekly renewal of a browser: it is told its standing, gets both cookies anew, and a browser that acts for nobody
// loses what made it ask.
import { beforeEach, describe, expect, test } from 'vitest';
import { type Newsroom, openNewsroom } from '../support/newsroom.ts';
import * as deeds from '../support/newsroom-deeds.ts';
import type { ReaderBrowser } from '../support/reader-browser.ts';

let newsroom: Newsroom;
let browser: ReaderBrowser;
beforeEach(() => {
  newsroom = openNewsroom();
  browser = newsroom.browser();
});
const device = (from = browser) => from.cookie('__Secure-visit', '/v1');
const unknown = [401, expect.objectContaining({ code: 'device-unknown' })];

test('a device is told its standing and its cookies begin anew, without a word to Stripe', async () => {
  await deeds.give(newsroom, browser);
  newsroom.stripeCalls.length = 0;
  const said = await deeds.readStanding(browser);
  expect([said.status, said.headers['cache-control']]).toEqual([200, 'no-store']);
  expect(said.cookies.map((cookie) => cookie.split('=')[0])).toEqual(['__Secure-visit', 'layout']);
  expect(newsroom.stripeCalls).toEqual([]);
});

test('the pass is the same bytes for every supporter, whenever in the week it was renewed', async () => {
  const other = newsroom.browser();
  await deeds.give(newsroom, browser);
  await newsroom.advanceDays(1);
  await deeds.give(newsroom, other, { ...deeds.tenOnce, amountMinor: 77_700 });
  await deeds.readStanding(browser);
  expect(browser.cookie('layout')).toBe(other.cookie('layout'));
});

test('a device that comes every week is known for ever; one that stays away 400 days is forgotten', async () => {
  await deeds.give(newsroom, browser);
  const days = 86_400_000;
  for (let week = 0; week < 60; week += 1) {
    newsroom.wait(7 * days);
    expect((await deeds.readStanding(browser)).status).toBe(200);
  }
  newsroom.wait(399 * days);
  expect((await deeds.readStanding(browser)).status).toBe(200);
  const token = device();
  newsroom.wait(401 * days);
  const said = await browser.call('GET', '/v1/standing', { cookies: [`__Secure-visit=${token}`] });
  expect([said.status, said.json]).toEqual(unknown);
});

test('a device without standing keeps its cookie and loses its pass', async () => {
  await deeds.give(newsroom, browser, deeds.tenOnce);
  await newsroom.advanceDays(61);
  const said = await deeds.readStanding(browser);
  expect(said.json).toEqual({ standing: { supporter: false, until: null, reason: 'none' }, pass: null });
  expect([device()?.length, browser.cookie('layout')]).toEqual([43, undefined]);
});

describe('a browser we do not know', () => {
  test.each([
    ['without any cookie', []],
    ['with a device that never was', [`__Secure-visit=${'A'.repeat(43)}`]],
    ['with a device cookie of another shape', ['__Secure-visit=short']],
    ['with a device cookie far too long', [`__Secure-visit=${'A'.repeat(4000)}`]],
    ['with a forged pass only', ['layout=v1.k1.supporter.tpag00.AAAA']],
  ])('%s gets 401, and both cookies are taken back so that it asks no more', async (_, cookies) => {
    const said = await browser.call('GET', '/v1/standing', { cookies });
    expect([said.status, said.json]).toEqual(unknown);
    expect(said.cookies).toEqual([
      expect.stringMatching(/^layout=; Path=\/; Max-Age=0;/),
      expect.stringMatching(/^__Secure-visit=; Path=\/v1; Max-Age=0;/),
    ]);
  });
});

test('two renewals at the same instant lose nothing', async () => {
  await deeds.give(newsroom, browser);
  await deeds.give(newsroom, browser, deeds.tenOnce);
  const said = await Promise.all([deeds.readStanding(browser), deeds.readStanding(browser)]);
  expect(said.map((each) => each.status)).toEqual([200, 200]);
  expect((await newsroom.stores.held()).devices.map((each) => each.holdings.length)).toEqual([2]);
});
