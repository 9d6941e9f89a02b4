// The weekly renewal of a browser: it reads its standing, gets both cookies again, and a browser that acts for nobody
// loses what made it ask.
import { beforeEach, describe, expect, test } from 'vitest';
import { serve } from '../../functions/recognition.ts';
import { lambdaContext } from '../../local/environment/lambda-context.ts';
import { openEdge } from '../../local/servers/edge.ts';
import { grantSigner } from '../../shared/adapters/node/grant-signer.ts';
import { keyRing } from '../../shared/adapters/node/key-ring.ts';
import { passSigner } from '../../shared/adapters/node/pass-signer.ts';
import { parsePass } from '../../shared/core/pass.ts';
import { day } from '../../shared/core/time.ts';
import { borrow } from '../support/borrow.ts';
import { someday } from '../support/builders.ts';
import { gatewayEvent } from '../support/gateway-event.ts';
import { type Newsroom, openNewsroom } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';
import { type ReaderBrowser, saidOf } from '../support/reader-browser.ts';

let newsroom: Newsroom;
let browser: ReaderBrowser;
beforeEach(() => {
  newsroom = openNewsroom();
  browser = newsroom.browser();
});
const device = (from = browser) => from.cookie('__Secure-seat', '/v1');
const unknown = [401, expect.objectContaining({ code: 'device-unknown' })];

test('a device reads its standing and gets new cookies, without a request to Stripe', async () => {
  await steps.give(newsroom, browser);
  newsroom.stripeCalls.length = 0;
  const said = await steps.readStanding(browser);
  expect([said.status, said.headers['cache-control']]).toEqual([200, 'no-store']);
  expect(said.cookies.map((cookie) => cookie.split('=')[0])).toEqual(['__Secure-seat', 'fascia']);
  expect(newsroom.stripeCalls).toEqual([]);
});

test('the pass is the same bytes for every supporter, whenever in the week it was renewed', async () => {
  const other = newsroom.browser();
  await steps.give(newsroom, browser);
  await newsroom.advanceDays(1);
  await steps.give(newsroom, other, { ...steps.tenOnce, amountMinor: 77_700 });
  await steps.readStanding(browser);
  expect(browser.cookie('fascia')).toBe(other.cookie('fascia'));
});

test('a device that comes every week is known for ever; one that stays away 400 days is forgotten', async () => {
  await steps.give(newsroom, browser);
  const days = 86_400_000;
  for (let week = 0; week < 60; week += 1) {
    newsroom.wait(7 * days);
    expect((await steps.readStanding(browser)).status).toBe(200);
  }
  newsroom.wait(392 * days);
  expect((await steps.readStanding(browser)).status).toBe(200);
  const token = device();
  newsroom.wait(401 * days);
  const said = await browser.call('GET', '/v1/standing', { cookies: [`__Secure-seat=${token}`] });
  expect([said.status, said.json]).toEqual(unknown);
});

test('a device without standing keeps its cookie and loses its pass', async () => {
  await steps.give(newsroom, browser, steps.tenOnce);
  await newsroom.advanceDays(61);
  const said = await steps.readStanding(browser);
  expect(said.json).toEqual({ standing: { supporter: false }, pass: null });
  expect([device()?.length, browser.cookie('fascia')]).toEqual([43, undefined]);
});

describe('a browser we do not know', () => {
  test.each([
    ['without any cookie', []],
    ['with a device that never was', [`__Secure-seat=${'A'.repeat(43)}`]],
    ['with a device cookie of another shape', ['__Secure-seat=short']],
    ['with a device cookie far too long', [`__Secure-seat=${'A'.repeat(4000)}`]],
    ['with a forged pass only', ['fascia=v1.k1.a.tpag00.AAAA']],
  ])('%s gets 401, and both cookies are taken back so that it asks no more', async (_, cookies) => {
    const said = await browser.call('GET', '/v1/standing', { cookies });
    expect([said.status, said.json]).toEqual(unknown);
    expect(said.cookies).toEqual([
      expect.stringMatching(/^fascia=; Path=\/; Max-Age=0;/),
      expect.stringMatching(/^__Secure-seat=; Path=\/v1; Max-Age=0;/),
    ]);
  });
});

test('two renewals at the same instant lose nothing', async () => {
  await steps.give(newsroom, browser);
  await steps.give(newsroom, browser, steps.tenOnce);
  const said = await Promise.all([steps.readStanding(browser), steps.readStanding(browser)]);
  expect(said.map((each) => each.status)).toEqual([200, 200]);
  expect((await newsroom.stores.held()).devices.map((each) => each.holdings.length)).toEqual([2]);
});

describe('the pass of a tier', () => {
  const pass = (of: ReaderBrowser) => of.cookie('fascia');

  test('is equal byte for byte whatever stands behind it: membership, gift, grace, staff, a mailed link, a mailing', async () => {
    const [member, giver, late, granted, mailed] = Array.from({ length: 5 }, () => newsroom.browser());
    if (!(member && giver && late && granted && mailed)) throw new Error('five browsers');
    const failing = await steps.partsOf(newsroom, await steps.give(newsroom, late));
    await steps.command(newsroom, `/subscriptions/${failing.subscription}/renewals`, { outcome: 'fails' });
    await newsroom.advanceDays(32);
    await steps.give(newsroom, member);
    await steps.give(newsroom, giver, { ...steps.tenOnce, amountMinor: 77_700, currency: 'eur' });
    const given = await steps.partsOf(newsroom, await steps.give(newsroom, granted, steps.fiveMonthly));
    const mainstay_grant = '2027-06-01';
    await newsroom.stripe.subscriptions.update(given.subscription, { metadata: { mainstay_grant } });
    await newsroom.drain();
    await borrow(newsroom, member, mailed);
    const readers = [member, giver, late, granted, mailed];
    const said = await Promise.all(readers.map((each) => steps.readStanding(each)));
    // The whole answer is: whoever holds the claim of a checkout that somebody else paid learns neither kind nor failure.
    expect(new Set(said.map(({ body }) => body)).size).toBe(1);
    expect(new Set(readers.map(pass)).size).toBe(1);
    expect(new Set(said.map(({ json }) => JSON.stringify(Reflect.get(Object(json), 'pass')))).size).toBe(1);
  });

  test('ends at the common Monday, at least three days on, and the page view before the next look sees no banners', async () => {
    await steps.give(newsroom, browser);
    expect(parsePass(pass(browser) ?? '')?.expiresAt).toBe(Date.UTC(2026, 10, 30));
    for (const [days, monday] of [
      [3.5, Date.UTC(2026, 10, 30)],
      [4, Date.UTC(2026, 11, 7)],
    ] as const) {
      newsroom.wait(someday + days * day - newsroom.now());
      await steps.readStanding(browser);
      expect([days, parsePass(pass(browser) ?? '')?.expiresAt]).toEqual([days, monday]);
    }
  });

  test.each([
    ['a refund', async (intent: string) => newsroom.stripe.refunds.create({ payment_intent: intent })],
    [
      'a dispute that was lost',
      async (paymentIntent: string) => steps.command(newsroom, '/disputes', { paymentIntent, outcome: 'lost' }),
    ],
  ])('is not renewed after %s: the browser keeps its device and loses the pass at the boundary', async (_, undo) => {
    const { intent } = await steps.partsOf(newsroom, await steps.give(newsroom, browser, steps.tenOnce));
    await undo(intent);
    await newsroom.drain();
    // Until then it is the same text as everybody's, and its absence identifies nobody.
    expect(parsePass(pass(browser) ?? '')?.expiresAt).toBe(Date.UTC(2026, 10, 30));
    newsroom.wait(Date.UTC(2026, 10, 30) - newsroom.now());
    expect((await steps.readStanding(browser)).json).toMatchObject({ standing: { supporter: false }, pass: null });
    expect([pass(browser), device()?.length]).toEqual([undefined, 43]);
  });

  test('is renewed under a new key without logging anybody out, at the edge neither', async () => {
    const keys = { k1: Buffer.alloc(32, 7).toString('base64url'), k2: Buffer.alloc(32, 8).toString('base64url') };
    const testKeyRing = (current: string) => async () => keyRing(current, keys);
    const names = { passCookie: 'fascia', passHeader: 'x-fascia', notFromHereHeader: 'x-there', neverAsk: [] };
    const edge = openEdge(names, (keyId) => new Map(Object.entries(keys)).get(keyId), newsroom.needs.clock);
    const isQuiet = (token: string) => edge.isQuiet(new Headers({ cookie: `fascia=${token}` }));
    await steps.give(newsroom, browser);
    const before = pass(browser) ?? '';
    expect(await isQuiet(before)).toBe(true);
    const rotated = serve({
      ...newsroom.needs,
      passes: passSigner(testKeyRing('k2')),
      grants: grantSigner(testKeyRing('k2')),
    });
    const cookies = [`__Secure-seat=${device()}`, `fascia=${before}`];
    const requested = gatewayEvent({ method: 'GET', path: '/v1/standing', cookies, at: newsroom.now() });
    const said = saidOf(await rotated(requested, lambdaContext('recognition', 'a-request', 30)));
    const after = /fascia=([^;]+)/.exec(said.cookies.join())?.[1] ?? '';
    expect([said.status, parsePass(before)?.keyId, parsePass(after)?.keyId]).toEqual([200, 'k1', 'k2']);
    expect(await isQuiet(after)).toBe(true);
  });
});

test('swapped cookies give nobody another’s: the device decides, and a pass proves nothing to us', async () => {
  const other = newsroom.browser();
  await steps.give(newsroom, browser);
  await steps.give(newsroom, other, steps.tenOnce);
  const swapped = [`__Secure-seat=${device(other)}`, `fascia=${browser.cookie('fascia')}`];
  const said = await newsroom.browser().call('GET', '/v1/standing', { cookies: swapped });
  expect(said.json).toMatchObject({ standing: { supporter: true } });
  const passAsDevice = await newsroom
    .browser()
    .call('GET', '/v1/supporter', { cookies: [`__Secure-seat=${browser.cookie('fascia')}`] });
  expect(passAsDevice.status).toBe(401);
});
