// The description lists no answer that no function gives: each one is provoked here, or by the tests of its own
// verb. tests/support/described-answers.ts checks in all tests that every answer given is described.
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { type Route, routes } from '../../shared/api/routes.ts';
import { none } from '../../shared/api/schemas/fields.ts';
import { answersDescribed, answersGiven } from '../support/described-answers.ts';
import { type Newsroom, openNewsroom } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';
import type { ReaderBrowser } from '../support/reader-browser.ts';
import { confirmationIn, confirmReminder } from '../support/reminder-steps.ts';

const all: readonly (readonly [string, Route])[] = Object.entries(routes);
const pathOf = ({ path }: Route): string => path.replaceAll(/\{\w+\}/g, 'unheard');

async function provokeByShape(newsroom: Newsroom, route: Route): Promise<void> {
  const call = (sent: object, query = '') => newsroom.call(route.method, `${pathOf(route)}${query}`, sent);
  await call({ body: 'x'.repeat(600 * 1024) });
  if (route.access !== 'open' && route.access !== 'signature') {
    await call({ headers: { origin: 'https://evil.example' }, body: {} });
  }
  if (route.query !== none) for (const key of ['currency', 'all', 'plain']) await call({}, `?${key}=not-one-of-these`);
  if (route.body === none) return;
  await call({ body: '{"half":' });
  await call({ body: '{}', headers: { 'content-type': 'text/plain' } });
  await call({ body: { unheard: 1 } });
}

beforeAll(async () => {
  const newsroom = openNewsroom();
  for (const [, route] of all) await provokeByShape(newsroom, route);
  for (const path of ['/v1/offer', '/v1/health', '/v1/campaigns/ad-free', '/v1/campaigns/none', '/v1/openapi.json']) {
    await newsroom.call('GET', path);
  }
  const browser = newsroom.browser();
  const opened = await steps.openCheckout(browser);
  await steps.pay(newsroom, opened);
  await steps.comeBack(browser, opened);
  await newsroom.drain();
  await steps.readStanding(browser);
  await steps.readStanding(newsroom.browser());
  for (const each of [browser, newsroom.browser()]) await each.call('POST', '/v1/grants', { body: {} });
  await provokeCheckouts(newsroom);
  await provokeReminders(newsroom);
  await provokeChanges(newsroom, browser, (await steps.partsOf(newsroom, opened)).subscription);
  for (let at = 0; at < 130; at += 1) {
    await newsroom.call('POST', `/v1/checkouts/${opened.checkout}/claim`, { body: { secret: 'x'.repeat(43) } });
    await newsroom.call('POST', '/v1/links/redeem', { body: { token: 'x'.repeat(65) } });
  }
  // Hundreds of calls: on a busy machine more than the ten seconds that vitest allows.
});

async function provokeCheckouts(newsroom: Newsroom): Promise<void> {
  const browser = newsroom.browser();
  const input = (more: object, headers = {}) =>
    browser.call('POST', '/v1/checkouts', { body: { ...steps.tenOnce, ...more }, headers });
  for (const amountMinor of [1, 99_999_999]) await input({ amountMinor });
  for (const more of [
    { currency: 'kwd', amountMinor: 5555 },
    { currency: 'chf' },
    { campaign: 'unheard-of' },
    { returnUrl: 'https://evil.example' },
  ]) {
    await input(more);
  }
  await input({}, { 'idempotency-key': 'short' });
  await steps.give(newsroom, browser);
  await input(steps.fiveMonthly);
  const headers = { 'idempotency-key': steps.pressKey() };
  const opened = await steps.openCheckout(browser, steps.tenOnce, { headers });
  await input({ amountMinor: 2000 }, headers);
  await steps.pay(newsroom, opened);
  await newsroom.drain();
  await input({}, headers);
  const body = new URLSearchParams({
    frequency: 'once',
    amountMinor: '1000',
    currency: 'usd',
    returnUrl: steps.article,
  });
  const form = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };
  await browser.call('POST', '/v1/checkouts', { body: body.toString(), headers: form });
  await steps.command(newsroom, '/faults', { path: '/v1/checkout/sessions', method: 'POST', status: 429 });
  await input({});
}

async function provokeReminders(newsroom: Newsroom): Promise<void> {
  const input = (contribution: object) =>
    newsroom.call('POST', '/v1/reminders', {
      body: { email: 'reader@example.org', month: '+1', frequency: 'once', ...contribution },
    });
  await input({ amountMinor: 99_999_999, currency: 'usd' });
  await input({ amountMinor: 5555, currency: 'kwd' });
  const body = new URLSearchParams({ email: 'reader@example.org', month: '+3', returnUrl: steps.article });
  const form = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };
  await newsroom.call('POST', '/v1/reminders', { body: body.toString(), headers: form });
  await newsroom.answerLinkRequests();
  for (const token of [confirmationIn(newsroom.mailer.posted().at(-1)?.message.text), 'x'.repeat(43)]) {
    await confirmReminder(newsroom.browser(), token);
  }
  await newsroom.call('POST', '/v1/reminders/cancel', { body: { token: 'x'.repeat(43) } });
  await newsroom.call('GET', `/v1/reminders/cancel/${'x'.repeat(43)}`);
}

async function provokeChanges(newsroom: Newsroom, browser: ReaderBrowser, membership: string): Promise<void> {
  const change = (from: ReaderBrowser, id: string, headers = {}) =>
    from.call('PATCH', `/v1/memberships/${id}`, { body: { amountMinor: 700 }, headers });
  await change(browser, membership, { 'idempotency-key': 'short' });
  await change(newsroom.browser(), membership);
  await change(browser, 'sub_unheard');
}

/** The name of a verb's own test, or of the part of a function they all share. */
function isTested(answer: string): boolean {
  const [name = '', status = '', code] = answer.split(' ');
  // Any throw in any function: tests/runtime/http-handler.test.ts throws in one.
  if (code === 'something-broke') return true;
  // The same `checkContribution` as for a checkout, in a currency that only a change of the offer makes available there.
  const isChange = name === 'changeMembership' || name === 'replaceMembership';
  if (isChange && ['amount-not-payable', 'currency-not-offered'].includes(code ?? '')) return true;
  const verb = name.replaceAll(/[A-Z]/g, (message) => `-${message.toLowerCase()}`);
  // One address has three verbs.
  const verbs = isChange ? [verb, 'pause-membership'] : [verb];
  const files = readdirSync('tests/actions').filter((file) => verbs.some((each) => file.startsWith(each)));
  const text = files.map((file) => readFileSync(`tests/actions/${file}`, 'utf8')).join('\n');
  const isNamed = code === undefined ? text.includes(status) : text.includes(`'${code}'`);
  return isNamed || (code !== undefined && text.includes(`${status}, '${code}'`));
}

test('every described answer is given by a function', () => {
  const untested = answersDescribed().filter((answer) => !answersGiven.has(answer) && !isTested(answer));
  expect(untested).toEqual([]);
});
test('and each answer given here is described', () => {
  const described = new Set(answersDescribed());
  expect([...answersGiven].filter((answer) => !described.has(answer))).toEqual([]);
});
