// The portal shows a name, so it opens only for a browser that proved itself minutes ago, and only for its own supporters.
import { beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { settings } from '#settings';
import { freshen } from '../support/freshen.ts';
import { type Newsroom, openNewsroom, site, stripeAddress } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';
import { portalIn, pressPortal } from '../support/portal-steps.ts';
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
const open = (fields: Readonly<Record<string, string>> = {}, from = browser) => pressPortal(from, fields);
const customerOf = async (opened: steps.Opened) => (await steps.partsOf(newsroom, opened)).customer;
const portalCustomer = () => [...newsroom.sandbox.state.world.portalSessions.values()].at(-1)?.customer;

test('a browser that has just redeemed a link is led to the portal, by an address that nobody keeps', async () => {
  await give();
  const said = await open();
  expect([said.status, said.headers['cache-control'], said.body]).toEqual([303, 'no-store', '']);
  const url = portalIn(said);
  expect(url.startsWith(`${stripeAddress}/p/session/`)).toBe(true);
  const secret = url.split('/').at(-1) ?? '';
  expect(JSON.stringify([await newsroom.stores.held(), newsroom.log.lines])).not.toContain(secret);
});

test('a quarter of an hour later it must prove itself anew', async () => {
  await give();
  newsroom.wait(15 * 60_000 - 1);
  expect((await open()).status).toBe(303);
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
  expect((await open({ supporter })).status).toBe(303);
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
  expect((await open()).status).toBe(303);
});

test('a claim opens nothing, however new it is: who opened a checkout need not be who paid it', async () => {
  await steps.give(newsroom, browser);
  const said = await open();
  expect([said.status, said.json]).toEqual([403, expect.objectContaining({ code: 'not-fresh' })]);
  expect(newsroom.sandbox.state.world.portalSessions.size).toBe(0);
});

describe('one page of the portal', () => {
  const flowOf = () => [...newsroom.sandbox.state.world.portalSessions.values()].at(-1)?.flow;
  const back = { type: 'redirect', redirect: { return_url: `${site}${settings.newsroom.accountPath}` } };
  const codeOf = (said: { readonly status: number; readonly json: unknown }) => [
    said.status,
    z.parse(z.looseObject({ code: z.string() }), said.json).code,
  ];

  test('changes the payment method, and leads back to the account page', async () => {
    const given = await give();
    expect((await open({ flow: 'payment_method_update' })).status).toBe(303);
    expect(flowOf()).toMatchObject({ type: 'payment_method_update', after_completion: back });
    expect(portalCustomer()).toBe(await customerOf(given));
  });

  test('cancels the membership that goes on, or the one that is named, whoever of the supporters holds it', async () => {
    const first = await steps.partsOf(newsroom, await give());
    const second = await steps.partsOf(newsroom, await give());
    for (const { customer, subscription } of [first, second]) {
      expect((await open({ flow: 'subscription_cancel', membership: subscription })).status).toBe(303);
      expect(flowOf()).toMatchObject({ subscription_cancel: { subscription }, after_completion: back });
      expect(portalCustomer()).toBe(customer);
    }
    expect((await open({ flow: 'subscription_cancel', supporter: first.customer })).status).toBe(303);
    expect(flowOf()).toMatchObject({ subscription_cancel: { subscription: first.subscription } });
  });

  test('is refused in a sentence for a membership that ends already, or is nobody’s here', async () => {
    const { subscription } = await steps.partsOf(newsroom, await give());
    const theirs = newsroom.browser();
    const { subscription: foreign } = await steps.partsOf(newsroom, await give(steps.fiveMonthly, theirs));
    for (const membership of [foreign, 'sub_unheard'])
      expect(codeOf(await open({ flow: 'subscription_cancel', membership }))).toEqual([404, 'membership-unknown']);
    await newsroom.stripe.subscriptions.update(subscription, { cancel_at_period_end: true });
    await newsroom.drain();
    const ending = { flow: 'subscription_cancel', membership: subscription };
    expect(codeOf(await open(ending))).toEqual([409, 'membership-ended']);
    expect(codeOf(await open({ flow: 'subscription_cancel' }))).toEqual([409, 'membership-ended']);
  });

  test('is refused to who gave once only, and to who named nothing that is one', async () => {
    await give(steps.tenOnce);
    expect(codeOf(await open({ flow: 'subscription_cancel' }))).toEqual([404, 'membership-unknown']);
    for (const body of [{ flow: 'subscription_update' }, { flow: 'subscription_cancel', membership: 'cus_1' }])
      expect(codeOf(await open(body))).toEqual([422, 'invalid-request']);
  });

  test('needs the right that the home page needs', async () => {
    const { subscription } = await steps.partsOf(newsroom, await steps.give(newsroom, browser, steps.fiveMonthly));
    for (const flow of ['payment_method_update', 'subscription_cancel'])
      expect(codeOf(await open({ flow, membership: subscription }))).toEqual([403, 'not-fresh']);
  });
});
