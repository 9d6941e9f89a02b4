// While a captcha is asked, it is asked of everyone but supporters, through the function: no field, header or form of the
// caller's skips it. And when it is asked.
import { beforeEach, expect, test } from 'vitest';
import { serve } from '../../functions/checkout.ts';
import { lambdaContext } from '../../local/environment/lambda-context.ts';
import { captchaWhenTested } from '../../shared/actions/captcha-when-tested.ts';
import { minute } from '../../shared/core/time.ts';
import type { Captcha } from '../../shared/ports/captcha.ts';
import { gatewayEvent, type Requested } from '../support/gateway-event.ts';
import { type Newsroom, openNewsroom, site } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';
import { readerBrowser } from '../support/reader-browser.ts';

let newsroom: Newsroom;
let requested: Parameters<Captcha['check']>[0][];
beforeEach(() => {
  newsroom = openNewsroom();
  requested = [];
});
function browserBefore(answers: (answer: string | null) => Awaited<ReturnType<Captcha['check']>>) {
  const captcha: Captcha = {
    check: async (proof) => {
      requested.push(proof);
      return answers(proof.answer);
    },
  };
  const functionName = serve({ ...newsroom.needs, captcha });
  const ask = (input: Requested) => functionName(gatewayEvent(input), lambdaContext('checkout', 'a-request', 30));
  return readerBrowser({ origin: site, now: newsroom.now, ask });
}
const onlyPersons = (answer: string | null) => (answer === 'a-person' ? 'passed' : 'failed');
const open = (body: object, headers = {}) =>
  browserBefore(onlyPersons).call('POST', '/v1/checkouts', { body, headers });

test('a right answer opens the checkout', async () => {
  expect((await open({ ...steps.tenOnce, captcha: 'a-person' })).status).toBe(201);
});

test.each<[string, object, object]>([
  ['none', {}, {}],
  ['a wrong one', { captcha: 'a-robot' }, {}],
  ['none, for a campaign', { campaign: 'ad-free' }, {}],
  ['none, in the name of a wallet', { source: 'apple-pay' }, { 'x-captcha': 'passed', 'user-agent': 'Googlebot' }],
])('%s opens nothing: nothing is stored and Stripe is not asked', async (_what, more, headers) => {
  const before = await newsroom.stores.held();
  const said = await open({ ...steps.tenOnce, ...more }, headers);
  expect([said.status, said.json]).toEqual([403, expect.objectContaining({ code: 'captcha-failed' })]);
  expect(newsroom.stripeCalls).toEqual([]);
  expect(await newsroom.stores.held()).toEqual(before);
  expect(newsroom.log.of('checkout-refused')).toEqual([{ why: 'captcha-failed' }]);
});

test('nor does a plain form, which is answered with a page', async () => {
  const said = await browserBefore(onlyPersons).call('POST', '/v1/checkouts', {
    body: new URLSearchParams({
      frequency: 'once',
      amount: '10',
      currency: 'usd',
      returnUrl: steps.article,
    }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
  });
  expect([said.status, said.headers['content-type']]).toEqual([403, expect.stringContaining('text/html')]);
});

test('while nobody can say, nothing opens, and the reader may try again', async () => {
  const browser = browserBefore(() => 'unavailable');
  const said = await browser.call('POST', '/v1/checkouts', { body: { ...steps.tenOnce, captcha: 'a-person' } });
  expect([said.status, said.json]).toEqual([503, expect.objectContaining({ code: 'captcha-unavailable' })]);
  expect(said.headers['retry-after']).toBe('10');
});

test('a press that the network repeats asks about the same attempt', async () => {
  const headers = { 'idempotency-key': steps.pressKey() };
  const body = { ...steps.tenOnce, captcha: 'a-person' };
  const [one, two] = [await open(body, headers), await open(body, headers)];
  expect(two.json).toEqual(one.json);
  expect(new Set(requested.map(({ attempt }) => attempt)).size).toBe(1);
  await open(body);
  await open(body);
  expect(new Set(requested.map(({ attempt }) => attempt)).size).toBe(3);
});

test('it is asked while cards are tested and not before, and never of a supporter’s browser', async () => {
  const supporter = newsroom.browser();
  await steps.give(newsroom, supporter, steps.tenOnce);
  const captcha: Captcha = { check: async () => 'failed' };
  const { tries, clock } = newsroom.needs;
  const needs = { ...newsroom.needs, captcha: captchaWhenTested({ captcha, tries, clock }) };
  const ask = (input: Requested) => serve(needs)(gatewayEvent(input), lambdaContext('checkout', 'a-request', 30));
  const stranger = readerBrowser({ origin: site, now: newsroom.now, ask });
  const statusOf = async (browser = stranger) =>
    (await browser.call('POST', '/v1/checkouts', { body: steps.tenOnce })).status;
  const cookies = [`__Secure-seat=${supporter.cookie('__Secure-seat', '/v1')}`];
  const ofSupporter = async () =>
    (await stranger.call('POST', '/v1/checkouts', { body: steps.tenOnce, cookies })).status;
  for (let at = 0; at < 30; at += 1) {
    await steps.pay(newsroom, await steps.openCheckout(newsroom.browser(), steps.tenOnce), 'declined');
  }
  await newsroom.drain();
  expect([await statusOf(), await ofSupporter()]).toEqual([201, 201]);
  await steps.pay(newsroom, await steps.openCheckout(newsroom.browser(), steps.tenOnce), 'declined');
  await newsroom.drain();
  expect([await statusOf(), await ofSupporter()]).toEqual([403, 201]);
  newsroom.wait(20 * minute);
  expect(await statusOf()).toBe(201);
});

test('a supporter’s browser is not counted with its neighbours, and nobody gets 429', async () => {
  const supporter = newsroom.browser();
  await steps.give(newsroom, supporter, steps.tenOnce);
  const before = newsroom.log.of('checkouts-flooded').length;
  for (let at = 0; at < 35; at += 1) await steps.openCheckout(supporter, steps.tenOnce);
  expect(newsroom.log.of('checkouts-flooded')).toHaveLength(before);
  for (let at = 0; at < 35; at += 1) await steps.openCheckout(newsroom.browser(), steps.tenOnce);
  expect(newsroom.log.of('checkouts-flooded').length).toBeGreaterThan(before);
});
