// A link for whoever paid a checkout, at the request of the browser that opened it. What is mailed, to whom and how often, stands
// in tests/functions/own-link.test.ts; here are the answers.
import { beforeEach, expect, test } from 'vitest';
import { linkIn } from '../support/link-steps.ts';
import { type Newsroom, openNewsroom } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';
import type { ReaderBrowser } from '../support/reader-browser.ts';

let newsroom: Newsroom;
let browser: ReaderBrowser;
beforeEach(() => {
  newsroom = openNewsroom();
  browser = newsroom.browser();
});
const send = (body: object = {}, from = browser) => from.call('POST', '/v1/checkouts/link', { body });

test('202: the request waits sealed, as long as any other, and shows no address', async () => {
  await steps.give(newsroom, browser);
  const said = await send({ locale: 'fr' });
  expect([said.status, linkIn(said.json)]).toEqual([202, expect.stringMatching(/^[\w-]{22}$/)]);
  const [{ request } = { request: null }] = newsroom.mail.dump();
  expect(JSON.stringify([request, said.body, newsroom.log.lines])).not.toContain('example.com');
  await newsroom.answerLinkRequests();
  expect(newsroom.mailer.posted().map(({ to }) => to)).toEqual(['reader@example.com']);
});

test('the third for one checkout is refused, and another checkout of the browser has its own', async () => {
  await steps.give(newsroom, browser);
  const said = [await send(), await send(), await send()];
  expect(said.map(({ status }) => status)).toEqual([202, 202, 409]);
  expect(said[2]?.json).toMatchObject({ code: 'links-used-up' });
  await steps.give(newsroom, browser, steps.tenOnce);
  expect((await send()).status).toBe(202);
});

test('who proves no checkout learns nothing of one, however they ask', async () => {
  const { checkout } = await steps.give(newsroom, browser);
  const stranger = newsroom.browser();
  for (const body of [{}, { checkoutId: checkout }, { checkoutId: checkout, secret: 'w'.repeat(43) }]) {
    const said = await send(body, stranger);
    expect([said.status, said.json]).toEqual([404, expect.objectContaining({ code: 'checkout-unknown' })]);
  }
  expect(newsroom.mail.size()).toBe(0);
});

test('a checkout that nobody completed has no payer to write to', async () => {
  const secret = 's'.repeat(43);
  const claimHash = newsroom.needs.hasher.digest(secret);
  const { checkout } = await steps.openCheckout(browser, { ...steps.tenOnce, claimHash });
  const said = await send({ checkoutId: checkout, secret });
  expect([said.status, said.json]).toEqual([409, expect.objectContaining({ code: 'checkout-open' })]);
});

test('an address that nobody can read is answered alike, and nothing waits', async () => {
  const opened = await steps.openCheckout(browser);
  await steps.pay(newsroom, opened, 'card', '"quoted.reader"@example.org');
  await steps.comeBack(browser, opened);
  expect((await send()).status).toBe(202);
  expect(newsroom.mail.size()).toBe(0);
  expect(newsroom.log.of('address-unreadable').length).toBeGreaterThan(0);
});
