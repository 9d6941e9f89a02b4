// Opening a checkout: what Stripe gets, what it never gets, what we store, and what stops it.
import { beforeEach, describe, expect, test } from 'vitest';
import { createCheckout } from '../../shared/actions/create-checkout.ts';
import { currencyOf } from '../support/builders.ts';
import { checkoutInput } from '../support/checkout-input.ts';
import { type Newsroom, openNewsroom, site } from '../support/newsroom.ts';
import { fiveMonthly, openCheckout, tenOnce } from '../support/newsroom-steps.ts';

const wholeInput = { campaign: 'ad-free', source: 'banner', locale: 'ru' };
let newsroom: Newsroom;
beforeEach(() => {
  newsroom = openNewsroom();
});
/** The one request that opens a session, as it left us. */
const sentToStripe = () => {
  const posts = newsroom.stripeCalls.filter(({ call }) => call === 'POST /v1/checkout/sessions');
  expect(posts).toHaveLength(1);
  return Object.fromEntries(posts[0]?.body ?? []);
};
const marker = (checkout: string) => ({
  mainstay: 'harbor',
  mainstay_checkout: checkout,
  mainstay_campaign: 'ad-free',
  mainstay_source: 'banner',
});
const under = (prefix: string, fields: object) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [`${prefix}[${name}]`, value]));

test('a reader gets an address of Checkout, after one call to Stripe', async () => {
  const { url, expiresAt } = await openCheckout(newsroom);
  expect(url).toContain('/c/pay/cs_test_');
  expect(expiresAt).toBe('2026-11-23T10:00:00Z');
  expect(newsroom.stripeCalls).toHaveLength(1);
});

describe.each([
  ['a gift', tenOnce],
  ['a membership', fiveMonthly],
])('%s', (_, input) => {
  test('never names a customer to Stripe, whoever gave in this browser before', async () => {
    await openCheckout(newsroom, { ...input, ...wholeInput });
    expect(Object.keys(sentToStripe())).not.toContain('customer');
  });

  test('writes opaque ids into metadata, and nothing of a person', async () => {
    await openCheckout(newsroom, { ...input, ...wholeInput });
    const inMetadata = Object.entries(sentToStripe()).filter(([name]) => name.includes('metadata'));
    expect(inMetadata).toHaveLength(8);
    expect(inMetadata.filter(([, value]) => !/^(?:harbor|co_[\w-]{22}|ad-free|banner)$/.test(value))).toEqual([]);
  });

  test('gives Stripe addresses without a query, and remembers none either', async () => {
    const returnUrl = `${site}/an-article?subscriber=77&token=secret#comments`;
    const { checkout } = await openCheckout(newsroom, { ...input, returnUrl });
    const { success_url, cancel_url } = sentToStripe();
    // A browser's own history keeps it, so it names nothing.
    expect(success_url).toBe(`${site}/v1/checkouts/return`);
    expect(cancel_url).toBe(`${site}/an-article`);
    expect((await newsroom.stores.checkouts.read(checkout, newsroom.now()))?.returnUrl).toBe(`${site}/an-article`);
  });

  test('grants nothing by being opened', async () => {
    const before = (await newsroom.stores.held()).supporters;
    await openCheckout(newsroom, input);
    await newsroom.drain();
    expect((await newsroom.stores.held()).supporters).toEqual(before);
    expect((await newsroom.call('GET', '/v1/standing')).status).toBe(401);
  });
});

test('our marker is on the session of a gift and on the payment it will make', async () => {
  const { checkout } = await openCheckout(newsroom, { ...tenOnce, ...wholeInput });
  expect(sentToStripe()).toMatchObject({
    mode: 'payment',
    customer_creation: 'always',
    ...under('metadata', marker(checkout)),
    ...under('payment_intent_data[metadata]', marker(checkout)),
  });
});

test('our marker is on the session of a membership and on the subscription it will make', async () => {
  const { checkout } = await openCheckout(newsroom, { ...fiveMonthly, ...wholeInput });
  expect(sentToStripe()).toMatchObject({
    mode: 'subscription',
    'line_items[0][price_data][recurring][interval]': 'month',
    ...under('metadata', marker(checkout)),
    ...under('subscription_data[metadata]', marker(checkout)),
  });
});

test.each([
  ['once', 'jpy', 300, undefined],
  ['monthly', 'kwd', 1000, 'month'],
  ['annual', 'eur', 2000, 'year'],
])('%s in %s asks for exactly that amount', async (frequency, currency, amountMinor, interval) => {
  await openCheckout(newsroom, { ...fiveMonthly, frequency, currency, amountMinor });
  const shown = sentToStripe();
  expect(shown['line_items[0][price_data][unit_amount]']).toBe(String(amountMinor));
  expect(shown['line_items[0][price_data][currency]']).toBe(currency);
  expect(shown['line_items[0][price_data][recurring][interval]']).toBe(interval);
  expect(shown['adaptive_pricing[enabled]']).toBe('false');
});

test.each([
  ['ru', 'ru'],
  ['pt-BR', 'pt-BR'],
  ['de-AT', 'de'],
  ['ka', 'auto'],
])('a reader of %s sees Checkout in %s', async (locale, shown) => {
  await openCheckout(newsroom, { ...fiveMonthly, locale });
  expect(sentToStripe()['locale']).toBe(shown);
});

test('an address is no part of it: whoever sends one is refused, and nothing is opened', async () => {
  const said = await newsroom.call('POST', '/v1/checkouts', { body: { ...fiveMonthly, email: 'reader@example.org' } });
  expect([said.status, said.json]).toEqual([422, expect.objectContaining({ code: 'invalid-request' })]);
  expect([said.cookies, newsroom.stripeCalls]).toEqual([[], []]);
  expect(said.body).not.toContain('reader@');
  await openCheckout(newsroom, { ...tenOnce, ...wholeInput });
  expect(Object.keys(sentToStripe()).join()).not.toMatch(/email|customer(?!_creation)/);
});

test('two checkouts of one browser share its secret, and nothing that could be linked in the table', async () => {
  const browser = newsroom.browser();
  const first = await openCheckout(browser);
  const secretOf = () => browser.cookie('__Secure-stub', '/v1/checkouts')?.split('.')[0];
  const secret = secretOf();
  const second = await openCheckout(browser);
  expect(secretOf()).toBe(secret);
  const claimsOf = async ({ checkout }: typeof first) =>
    (await newsroom.stores.checkouts.read(checkout, newsroom.now()))?.claims ?? [];
  const claims = [...(await claimsOf(first)), ...(await claimsOf(second))];
  expect(claims).toHaveLength(2);
  expect(new Set(claims).size).toBe(2);
});

test('checkouts that staff stopped are refused before anything is asked or stored', async () => {
  newsroom.stores.switches.set('checkouts', true);
  const before = await newsroom.stores.held();
  const said = await newsroom.call('POST', '/v1/checkouts', { body: fiveMonthly });
  expect([said.status, said.json]).toEqual([503, expect.objectContaining({ code: 'checkouts-stopped' })]);
  expect(newsroom.stripeCalls).toEqual([]);
  expect(await newsroom.stores.held()).toEqual(before);
  newsroom.stores.switches.set('checkouts', false);
  await openCheckout(newsroom);
});

test('readers behind one network give as many as they are: what looks like a flood is logged, and nobody is refused', async () => {
  const from = { sourceIp: '198.51.100.1' };
  for (let at = 0; at < 30; at += 1) await openCheckout(newsroom, fiveMonthly, from);
  expect(newsroom.log.of('checkouts-flooded')).toEqual([]);
  // Another address in a header makes nobody another network.
  for (let at = 0; at < 5; at += 1) {
    await openCheckout(newsroom, fiveMonthly, { ...from, headers: { 'x-forwarded-for': `203.0.113.${at}` } });
  }
  expect(newsroom.log.of('checkouts-flooded')).toEqual(Array.from({ length: 5 }, () => ({})));
  await openCheckout(newsroom, fiveMonthly, { sourceIp: '198.51.100.2' });
  expect(newsroom.log.of('checkouts-flooded')).toHaveLength(5);
});

describe('where a reader comes back to us', () => {
  const opened = (origins: readonly string[], apiUrl: string) =>
    createCheckout(
      { ...newsroom.needs, origins, apiUrl },
      checkoutInput({
        contribution: { frequency: 'once', amountMinor: 1000, currency: currencyOf('usd') },
        returnUrl: 'https://www.meridian.example/an-article',
      }),
    );
  const both = ['https://meridian.example', 'https://www.meridian.example'];

  test("is the very host they gave on, where the API lives under the site's own: the claim cookie lies there", async () => {
    await opened(both, 'https://meridian.example');
    expect(sentToStripe()['success_url']).toBe('https://www.meridian.example/v1/checkouts/return');
  });
  test('is the API’s own host, where it has one, whose cookies no page sees: the word is in the fragment', async () => {
    await opened(both, 'https://api.meridian.example');
    expect(sentToStripe()['success_url']).toBe('https://api.meridian.example/v1/checkouts/return?plain=true');
  });
});

test.each([
  ['BY', 'not-from-here'],
  ['KP', 'not-from-here'],
  ['DE', null],
  [null, null],
])('from %s it answers %s', async (country, code) => {
  const contribution = { frequency: 'once', amountMinor: 1000, currency: currencyOf('usd') } as const;
  const input = checkoutInput({ contribution, returnUrl: 'https://meridian.example/an-article', country });
  const opened = await createCheckout(newsroom.needs, input);
  expect(opened.ok ? null : opened.failure.kind).toBe(code);
});
