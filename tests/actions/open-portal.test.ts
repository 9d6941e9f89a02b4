// The portal shows a name, so it opens only for a browser that proved itself minutes ago, and only for its own supporters.
import { beforeEach, expect, test } from 'vitest';
import { freshen } from '../support/freshen.ts';
import { type Newsroom, openNewsroom, stripeAddress } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';
import type { ReaderBrowser } from '../support/reader-browser.ts';

let newsroom: Newsroom;
let browser: ReaderBrowser;
beforeEach(() => {
  newsroom = openNewsroom();
  browser = newsroom.browser();
});
const give = async (input: object = steps.fiveMonthly, from = browser) => {
  const given = await steps.give(newsroom, from, input);
  await freshen(newsroom, from);
  return given;
};
const open = (body: object = {}, from = browser) => from.call('POST', '/v1/portal', { body });
const customerOf = async (opened: steps.Opened) => (await steps.partsOf(newsroom, opened)).customer;
const portalCustomer = () => [...newsroom.sandbox.state.world.portalSessions.values()].at(-1)?.customer;

test('a browser that has just redeemed a link gets an address, for use at once and kept by nobody', async () => {
  await give();
  const said = await open();
  expect([said.status, said.headers['cache-control']]).toEqual([200, 'no-store']);
  const url = steps.urlIn(said.json);
  expect(url.startsWith(`${stripeAddress}/p/session/`)).toBe(true);
  const secret = url.split('/').at(-1) ?? '';
  expect(JSON.stringify([await newsroom.stores.held(), newsroom.log.lines])).not.toContain(secret);
});

test('a quarter of an hour later it must prove itself anew', async () => {
  await give();
  newsroom.wait(15 * 60_000 - 1);
  expect((await open()).status).toBe(200);
  newsroom.wait(1);
  const said = await open();
  expect([said.status, said.json]).toEqual([403, expect.objectContaining({ code: 'not-fresh' })]);
});

test('renewing the standing does not make it fresh', async () => {
  await give();
  newsroom.wait(16 * 60_000);
  await steps.readStanding(browser);
  expect((await open()).status).toBe(403);
});

test.each([
  ['nobody saved the portal’s settings', {}],
  ['the configuration that setup stored is gone', { portal: 'bpc_gone' }],
])('where %s, it is away for a moment, never a defect', async (_why, made) => {
  Object.assign(newsroom.made, made);
  newsroom.sandbox.state.world.settings = { ...newsroom.sandbox.state.world.settings, hasDefaultPortal: false };
  await give();
  const said = await open();
  expect([said.status, said.json]).toEqual([503, expect.objectContaining({ code: 'payments-unavailable' })]);
});

test('a stranger learns nothing but that it is one', async () => {
  await give();
  const said = await open({}, newsroom.browser());
  expect([said.status, said.json]).toEqual([401, expect.objectContaining({ code: 'device-unknown' })]);
  expect(newsroom.sandbox.state.world.portalSessions.size).toBe(0);
});

test('of several supporters the default is the one whose membership goes on', async () => {
  await give(steps.tenOnce);
  const membership = await give();
  await give(steps.tenOnce);
  await open();
  expect(portalCustomer()).toBe(await customerOf(membership));
});

test('a membership that is cancelled is no longer the default where another goes on', async () => {
  const first = await give();
  const second = await give();
  const { subscription } = await steps.partsOf(newsroom, first);
  await newsroom.stripe.subscriptions.update(subscription, { cancel_at_period_end: true });
  await newsroom.drain();
  await open();
  expect(portalCustomer()).toBe(await customerOf(second));
});

test('a named supporter is opened where the browser acts for it, and is unknown where it does not', async () => {
  const contribution = await give(steps.tenOnce);
  await give();
  const supporter = await customerOf(contribution);
  expect((await open({ supporter })).status).toBe(200);
  expect(portalCustomer()).toBe(supporter);
  const other = newsroom.browser();
  await give(steps.fiveMonthly, other);
  for (const named of [supporter, 'cus_unheard']) {
    const said = await open({ supporter: named }, other);
    expect([said.status, said.json]).toEqual([404, expect.objectContaining({ code: 'supporter-unknown' })]);
  }
});

test('when Stripe does not answer, the reader may try again', async () => {
  await give();
  await steps.command(newsroom, '/faults', { path: '/v1/billing_portal', status: 429 });
  const said = await open();
  expect([said.status, said.json]).toEqual([503, expect.objectContaining({ code: 'payments-unavailable' })]);
  expect((await open()).status).toBe(200);
});

test('a claim opens nothing, however new it is: who opened a checkout need not be who paid it', async () => {
  await steps.give(newsroom, browser);
  const said = await open();
  expect([said.status, said.json]).toEqual([403, expect.objectContaining({ code: 'not-fresh' })]);
  expect(newsroom.sandbox.state.world.portalSessions.size).toBe(0);
});
