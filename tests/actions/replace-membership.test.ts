// A new checkout in place of a membership: who may open one, and every refusal. When the old one ends stands in
// tests/functions/replacement.test.ts.
import { beforeEach, expect, test } from 'vitest';
import { replaceMembership } from '../../shared/actions/replace-membership.ts';
import { parseMembershipId } from '../../shared/core/ids.ts';
import { borrow } from '../support/borrow.ts';
import { freshen } from '../support/freshen.ts';
import { type Newsroom, openNewsroom } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';
import type { ReaderBrowser, Sent } from '../support/reader-browser.ts';

let newsroom: Newsroom;
let giver: ReaderBrowser;
/** Proves the payer's mailbox, and opened no checkout of this membership. */
let reader: ReaderBrowser;
let membership: string;
beforeEach(async () => {
  newsroom = openNewsroom();
  [giver, reader] = [newsroom.browser(), newsroom.browser()];
  membership = (await steps.partsOf(newsroom, await steps.give(newsroom, giver))).subscription;
  await borrow(newsroom, giver, reader);
  await freshen(newsroom, reader);
});
const page = { amountMinor: 1500, returnUrl: steps.article };
const replace = (from = reader, body: object = page, { id = membership, ...sent }: Sent & { id?: string } = {}) =>
  from.call('POST', `/v1/memberships/${id}/checkouts`, { body, ...sent });
const opened = () => newsroom.stripeCalls.filter(({ call }) => call === 'POST /v1/checkout/sessions');

test('opens a checkout of the same frequency and currency, which names what it replaces on the session alone', async () => {
  const said = await replace();
  expect(said.status).toBe(201);
  const body = Object.fromEntries(opened().at(-1)?.body ?? []);
  expect(body).toMatchObject({ mode: 'subscription', 'metadata[mainstay_replaces]': membership });
  expect(body['line_items[0][price_data][unit_amount]']).toBe('1500');
  expect(body['subscription_data[metadata][mainstay_replaces]']).toBeUndefined();
});

test('is not counted with others behind the same network', async () => {
  for (let at = 0; at < 31; at += 1)
    await replace(reader, page, { headers: { 'idempotency-key': steps.pressKey(`${at}`) } });
  expect(newsroom.log.of('checkouts-flooded')).toEqual([]);
});

test.each<[string, number, string, (ask: typeof replace) => ReturnType<typeof replace>]>([
  ['a stranger', 401, 'device-unknown', (ask) => ask(newsroom.browser())],
  ['who opened the checkout alone', 403, 'not-fresh', (ask) => ask(giver)],
  ['what is not theirs', 404, 'membership-unknown', (ask) => ask(reader, page, { id: 'sub_unheard' })],
  [
    'a key that is none',
    400,
    'idempotency-key-invalid',
    (ask) => ask(reader, page, { headers: { 'idempotency-key': 'x' } }),
  ],
  ['too little', 422, 'amount-too-small', (ask) => ask(reader, { ...page, amountMinor: 1 })],
  ['too much', 422, 'amount-too-large', (ask) => ask(reader, { ...page, amountMinor: 99_999_999 })],
  [
    'a page of another site',
    422,
    'return-url-foreign',
    (ask) => ask(reader, { ...page, returnUrl: 'https://evil.example/' }),
  ],
])('%s is refused with %i, and nothing is opened', async (_who, status, code, ask) => {
  const before = opened().length;
  const said = await ask(replace);
  expect([said.status, said.json]).toEqual([status, expect.objectContaining({ code })]);
  expect(opened()).toHaveLength(before);
});

test('a membership that ends is not replaced', async () => {
  await newsroom.stripe.subscriptions.update(membership, { cancel_at_period_end: true });
  await newsroom.drain();
  const said = await replace();
  expect([said.status, said.json]).toEqual([409, expect.objectContaining({ code: 'membership-ended' })]);
});

test('one key is one press: another amount is a conflict, and a completed one is not opened again', async () => {
  const headers = { 'idempotency-key': steps.pressKey() };
  const first = steps.openedIn(await replace(reader, page, { headers }));
  expect(steps.openedIn(await replace(reader, page, { headers }))).toEqual(first);
  const other = await replace(reader, { ...page, amountMinor: 1600 }, { headers });
  expect([other.status, other.json]).toEqual([409, expect.objectContaining({ code: 'attempt-conflict' })]);
  await steps.holdWebhooks(newsroom);
  await steps.pay(newsroom, first);
  await steps.comeBack(reader, first);
  const again = await replace(reader, page, { headers });
  expect([again.status, again.json]).toEqual([409, expect.objectContaining({ code: 'attempt-complete' })]);
  await steps.letWebhooksGo(newsroom);
  await newsroom.drain();
  expect((await newsroom.stripe.subscriptions.retrieve(membership)).status).toBe('canceled');
});

test('stopped checkouts and a silent Stripe are said, and nothing ends', async () => {
  newsroom.stores.switches.set('checkouts', true);
  const stopped = await replace();
  expect([stopped.status, stopped.json]).toEqual([503, expect.objectContaining({ code: 'checkouts-stopped' })]);
  newsroom.stores.switches.set('checkouts', false);
  await steps.command(newsroom, '/faults', { status: 500, times: 9, method: 'POST' });
  const silent = await replace();
  expect([silent.status, silent.json]).toEqual([503, expect.objectContaining({ code: 'payments-unavailable' })]);
  expect((await newsroom.stripe.subscriptions.retrieve(membership)).status).toBe('active');
});

test('from a country where nobody is asked it is refused with 403 not-from-here', async () => {
  const { needs } = newsroom;
  const before = opened().length;
  const said = await replaceMembership(needs, {
    device: needs.hasher.digest(reader.cookie(needs.cookies.device, '/v1') ?? ''),
    membership: parseMembershipId(membership),
    ...page,
    ...{
      frequency: null,
      locale: null,
      source: null,
      claimSecret: null,
      attemptKey: null,
      caller: 'a reader',
      country: 'BY',
    },
  });
  expect(said).toEqual({ ok: false, failure: { kind: 'not-from-here' } });
  expect(opened()).toHaveLength(before);
});
