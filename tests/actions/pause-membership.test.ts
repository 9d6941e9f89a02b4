// A pause leaves out payments and then goes on by itself; what rests can be ended, or something new be put in its place. Only for
// who proved the mailbox minutes ago, and what is paid for counts to its end.
import { beforeEach, describe, expect, test } from 'vitest';
import { freshen } from '../support/freshen.ts';
import { type Newsroom, openNewsroom } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';
import type { ReaderBrowser, Sent } from '../support/reader-browser.ts';

let newsroom: Newsroom;
let browser: ReaderBrowser;
let membership: string;
async function give(input: object = steps.fiveMonthly): Promise<void> {
  newsroom = openNewsroom();
  browser = newsroom.browser();
  membership = (await steps.partsOf(newsroom, await steps.give(newsroom, browser, input))).subscription;
  await freshen(newsroom, browser);
}
beforeEach(() => give());
const change = (body: object, sent: Sent = {}, from = browser) =>
  from.call('PATCH', `/v1/memberships/${membership}`, { body, ...sent });
const paid = () => [...newsroom.sandbox.state.world.invoices.values()].filter(({ status }) => status === 'paid').length;
const stands = async () =>
  Reflect.get(Object(Reflect.get(Object((await steps.readStanding(browser)).json), 'standing')), 'supporter');
const atStripe = () => newsroom.stripe.subscriptions.retrieve(membership);
const replace = (body: object) =>
  browser.call('POST', `/v1/memberships/${membership}/checkouts`, { body: { returnUrl: steps.article, ...body } });

describe('a pause', () => {
  test.each([
    [1, '2027-01-23T09:00:00Z', 62],
    [3, '2027-03-23T09:00:00Z', 121],
  ])(
    'of %i months goes on by itself on the usual day, and nothing is charged before',
    async (pauseMonths, next, days) => {
      const said = await change({ pauseMonths });
      expect([said.status, said.json]).toEqual([
        200,
        expect.objectContaining({ status: 'paused', renewsAt: next, endsAt: null, amountMinor: 500 }),
      ]);
      await newsroom.advanceDays(29);
      expect([await stands(), paid()]).toEqual([true, 1]);
      await newsroom.advanceDays(days - 29 - 2);
      // Without a day of grace: nobody waits for its money.
      expect([await stands(), paid()]).toEqual([false, 1]);
      await newsroom.advanceDays(3);
      expect([await stands(), paid(), (await atStripe()).status]).toEqual([true, 2, 'active']);
    },
  );

  test('that is ended early is charged on the usual day, and so is one that is set anew', async () => {
    await change({ pauseMonths: 3 });
    expect((await change({ pauseMonths: 1 })).json).toMatchObject({ renewsAt: '2027-01-23T09:00:00Z' });
    expect((await change({ pauseMonths: 0 })).json).toMatchObject({
      status: 'active',
      renewsAt: '2026-12-23T09:00:00Z',
    });
    await newsroom.advanceDays(31);
    expect([await stands(), paid()]).toEqual([true, 2]);
  });

  test('pressed once and sent twice is one pause at Stripe, and a failure that Stripe recorded is not replayed', async () => {
    const headers = { 'idempotency-key': steps.pressKey() };
    const path = `/v1/subscriptions/${membership}`;
    await steps.command(newsroom, '/faults', { status: 500, method: 'POST', path, recorded: true, after: false });
    for (let press = 0; press < 3; press += 1)
      expect((await change({ pauseMonths: 2 }, { headers })).json).toMatchObject({ status: 'paused' });
    const { data } = await newsroom.stripe.events.list({ type: 'customer.subscription.updated' });
    expect(data).toHaveLength(1);
  });

  test.each([
    ['is paid by the year', () => give({ ...steps.fiveMonthly, frequency: 'annual', amountMinor: 5000 })],
    ['is to end', () => newsroom.stripe.subscriptions.update(membership, { cancel_at_period_end: true })],
    ['has ended', () => newsroom.stripe.subscriptions.cancel(membership)],
    [
      'is behind with its payments',
      async () => {
        await steps.command(newsroom, `/subscriptions/${membership}/renewals`, { outcome: 'fails' });
        await newsroom.advanceDays(32);
        await freshen(newsroom, browser);
      },
    ],
  ])('of one that %s is refused', async (_, make) => {
    await make();
    await newsroom.drain();
    const said = await change({ pauseMonths: 1 });
    expect([said.status, said.json]).toEqual([409, expect.objectContaining({ code: 'not-pausable' })]);
    expect((await atStripe()).pause_collection).toBeNull();
  });

  test.each([4, -1, 1.5, '1', null])('of %j months is no request', async (pauseMonths) =>
    expect((await change({ pauseMonths })).status).toBe(422),
  );
  test('and another amount in one request is none either', async () =>
    expect((await change({ pauseMonths: 1, amountMinor: 700 })).status).toBe(422));
  test('is nobody else’s to ask for', async () => {
    const other = newsroom.browser();
    await steps.give(newsroom, other);
    await freshen(newsroom, other);
    for (const body of [{ pauseMonths: 1 }, { ends: 'now' }]) expect((await change(body, {}, other)).status).toBe(404);
    expect((await change({ pauseMonths: 1 }, {}, newsroom.browser())).status).toBe(401);
  });
});

describe('what rests', () => {
  const pause = () => change({ pauseMonths: 2 });
  const failForGood = async (afterLastRetry: 'unpaid' | 'pause') => {
    const { world } = newsroom.sandbox.state;
    world.settings = { ...world.settings, afterLastRetry };
    await steps.command(newsroom, `/subscriptions/${membership}/renewals`, { outcome: 'fails' });
    await newsroom.advanceDays(60);
    await freshen(newsroom, browser);
  };
  test.each([
    ['paused', pause, true],
    ['unpaid', () => failForGood('unpaid'), false],
    ['paused by Stripe after its last try', () => failForGood('pause'), false],
  ])('%s is listed, and is ended at once; what is paid for counts to its end', async (_, make, still) => {
    await make();
    const { json } = await browser.call('GET', '/v1/supporter');
    expect(json).toMatchObject({ supporters: [{ memberships: [{ membership, endsAt: null }] }] });
    const said = await change({ ends: 'now' });
    expect([said.status, said.json]).toEqual([200, expect.objectContaining({ status: 'canceled', renewsAt: null })]);
    expect([(await atStripe()).status, await stands()]).toEqual(['canceled', still]);
    expect((await change({ ends: 'now' })).json).toMatchObject({ code: 'membership-ended' });
  });
  test('not is ended on Stripe’s own page, which asks once more', async () => {
    const said = await change({ ends: 'now' });
    expect([said.status, said.json]).toEqual([409, expect.objectContaining({ code: 'still-paid' })]);
    expect((await atStripe()).status).toBe('active');
  });
  test('ends when a new membership in its place is paid, and not before', async () => {
    await pause();
    const opened = steps.openedIn(await replace({ amountMinor: 500 }));
    expect((await atStripe()).status).toBe('active');
    await steps.pay(newsroom, opened);
    await newsroom.drain();
    expect((await atStripe()).status).toBe('canceled');
  });
});

test('by the year is a new payment, which ends the monthly one', async () => {
  const opened = steps.openedIn(await replace({ amountMinor: 5000, frequency: 'annual' }));
  await steps.pay(newsroom, opened);
  await newsroom.drain();
  const { subscription } = await steps.partsOf(newsroom, opened);
  const [item] = (await newsroom.stripe.subscriptions.retrieve(subscription)).items.data;
  expect([item?.price.recurring?.interval, item?.price.unit_amount, (await atStripe()).status]).toEqual([
    'year',
    5000,
    'canceled',
  ]);
  expect((await replace({ amountMinor: 500, frequency: 'annual' })).json).toMatchObject({ code: 'membership-ended' });
});
