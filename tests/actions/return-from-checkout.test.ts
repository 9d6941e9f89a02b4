// Coming back from Checkout: the reader is on their page again, recognised before its first paint, whichever of return
// and webhook was first. Whoever cannot prove the browser learns not even which page it was.
import { beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
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
const stranger = `${site}/account#re-c`;
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
    expect([said.status, said.headers['location']]).toEqual([303, `${steps.article}#re-a`]);
    expect(browser.cookie('fascia')).toMatch(/^v1\.k1\.a\./);
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
  expect(said.headers['location']).toBe(`${steps.article}#re-b`);
  expect(browser.cookie('fascia')).toMatch(/^v1\.0\.b\./);
});

test.each<[string, () => Promise<steps.Opened>]>([
  ['an abandoned checkout', () => steps.openCheckout(browser)],
  ['a declined card', () => openAndPay('declined')],
])('after %s, which Stripe never sends back, it grants nothing and shows no page', async (_, open) => {
  const said = await steps.comeBack(browser, await open());
  expect([said.status, said.headers['location'], said.cookies]).toEqual([303, stranger, []]);
});

describe('to a page with a script', () => {
  const comeBack = () => browser.call('GET', '/v1/checkouts/return', { isCrossSite: true });
  test.each<[string, steps.Method, string]>([
    ['thanks', 'card', 'a'],
    ['pending', 'bank_debit', 'b'],
  ])('the address says nothing of it, and a cookie of one minute says %s', async (_word, method, code) => {
    await openAndPay(method);
    const said = await comeBack();
    expect([said.status, said.headers['location']]).toEqual([303, steps.article]);
    expect(said.cookies.at(-1)).toMatch(
      new RegExp(`^fascia-a[\\w-]{2}=${code}; Path=/; Max-Age=60; SameSite=Lax; Secure$`),
    );
  });
  test('opened again by its reader it thanks again, by a page of another site it says and changes nothing', async () => {
    await openAndPay();
    await comeBack();
    for (const isCrossSite of [false, true]) {
      const said = await browser.call('GET', '/v1/checkouts/return', { isCrossSite });
      expect([said.headers['location'], said.cookies.length]).toEqual([steps.article, isCrossSite ? 0 : 1]);
    }
  });
  test('who proves nothing is led to the account page all the same', async () =>
    expect((await comeBack()).headers['location']).toBe(stranger));
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
    expect(other.cookie('fascia')).toBeUndefined();
  });
});

test('opened again it thanks again, until this browser is forgotten', async () => {
  const opened = await openAndPay();
  await steps.comeBack(browser, opened);
  expect((await steps.comeBack(browser, opened)).headers['location']).toBe(`${steps.article}#re-a`);
  await browser.call('DELETE', '/v1/standing');
  expect((await steps.comeBack(browser, opened)).headers['location']).toBe(stranger);
  expect((await steps.readStanding(browser)).status).toBe(401);
});

describe('two tabs of one browser, both paid', () => {
  const supportersOf = async (reader: ReaderBrowser) =>
    z.parse(z.object({ supporters: z.array(z.unknown()) }), (await reader.call('GET', '/v1/supporter')).json)
      .supporters;
  test.each([
    ['one after the other', [0, 1]],
    ['the other way round', [1, 0]],
  ])('are both thanked and both held, %s', async (_, [first = 0, second = 1]) => {
    const tabs = [await steps.openCheckout(browser, steps.tenOnce), await steps.openCheckout(browser)];
    const known: unknown[] = [];
    for (const at of [first, second]) {
      const tab = tabs[at];
      if (tab === undefined) throw new Error('no such tab');
      await steps.pay(newsroom, tab);
      known.push((await steps.comeBack(browser, tab)).headers['location']);
    }
    await newsroom.drain();
    expect(known).toEqual([`${steps.article}#re-a`, `${steps.article}#re-a`]);
    expect(await supportersOf(browser)).toHaveLength(2);
  });
  test('before either comes back are held by the first that does, and each comes back to its own page', async () => {
    const others = { ...steps.tenOnce, returnUrl: `${site}/another-article` };
    const tabs = [await openAndPay(), await openAndPay('card', others)];
    const pages: unknown[] = [];
    for (const tab of tabs) {
      pages.push((await steps.comeBack(browser, tab)).headers['location']);
      expect(await supportersOf(browser)).toHaveLength(2);
    }
    expect(pages).toEqual([`${site}/another-article#re-a`, `${steps.article}#re-a`]);
  });
  test('among three that were left and one that expired, with one Stripe read for each that may yet be paid', async () => {
    await steps.openCheckout(browser, steps.tenOnce);
    await newsroom.advanceMinutes(70);
    for (let left = 0; left < 3; left += 1) await steps.openCheckout(browser, steps.tenOnce);
    const paid = await openAndPay();
    expect((await steps.comeBack(browser, paid)).headers['location']).toBe(`${steps.article}#re-a`);
    await newsroom.drain();
    const waiting = () => (browser.cookie('__Secure-stub', '/v1/checkouts') ?? '').split('.').slice(3);
    expect(waiting()).toHaveLength(3);
    const before = newsroom.stripeCalls.length;
    expect((await steps.comeBack(browser, paid)).headers['location']).toBe(`${steps.article}#re-a`);
    expect(newsroom.stripeCalls.length - before).toBe(3);
    expect(await supportersOf(browser)).toHaveLength(1);
  });
  test('a sixth that is open lets go of the oldest, whose payer is thanked and may have a link', async () => {
    const oldest = await steps.openCheckout(browser);
    for (let more = 0; more < 5; more += 1) await steps.openCheckout(browser, steps.tenOnce);
    await steps.pay(newsroom, oldest);
    expect((await steps.comeBack(browser, oldest)).headers['location']).toBe(stranger);
  });
  test('a third that is opened between them keeps what the first made', async () => {
    const early = await steps.openCheckout(browser, steps.tenOnce);
    const paid = await openAndPay();
    await steps.comeBack(browser, paid);
    const late = await openAndPay();
    await steps.pay(newsroom, early);
    for (const each of [early, late]) await steps.comeBack(browser, each);
    await newsroom.drain();
    expect(await supportersOf(browser)).toHaveLength(3);
  });
  test('a bank debit in one and a card in the other are quiet at once', async () => {
    const slow = await steps.openCheckout(browser);
    const quick = await openAndPay('bank_debit', steps.tenOnce);
    expect((await steps.comeBack(browser, quick)).headers['location']).toBe(`${steps.article}#re-b`);
    await newsroom.advanceMinutes(20);
    await steps.pay(newsroom, slow);
    expect((await steps.comeBack(browser, slow)).headers['location']).toBe(`${steps.article}#re-a`);
    expect((await steps.readStanding(browser)).json).toMatchObject({ standing: { supporter: true } });
    expect(await supportersOf(browser)).toHaveLength(2);
  });
  test('a claim that names another’s device by anything but its token gets nothing of it', async () => {
    const victim = newsroom.browser();
    await steps.give(newsroom, victim);
    const opened = await openAndPay();
    const [secret = ''] = (browser.cookie('__Secure-stub', '/v1/checkouts') ?? '').split('.');
    const { devices } = await newsroom.stores.held();
    const hash = devices[0]?.hash ?? '';
    const said = await newsroom.browser().call('GET', '/v1/checkouts/return?plain=true', {
      cookies: [`__Secure-stub=${secret}.${hash}..${opened.checkout}`],
    });
    expect(said.headers['location']).toBe(`${steps.article}#re-a`);
    expect((await steps.readStanding(victim)).json).toMatchObject({ standing: { supporter: true } });
    expect((await newsroom.stores.held()).devices.map((each) => each.holdings.length)).toEqual([1, 1]);
  });
});

test('when Stripe does not answer the reader sees a small page, and nothing is lost: the next try works', async () => {
  const opened = await openAndPay();
  await steps.command(newsroom, '/faults', { path: '/v1/checkout', status: 429 });
  const said = await steps.comeBack(browser, opened);
  expect([said.status, said.headers['content-type']]).toEqual([500, 'text/html; charset=utf-8']);
  expect((await steps.comeBack(browser, opened)).headers['location']).toBe(`${steps.article}#re-a`);
});
