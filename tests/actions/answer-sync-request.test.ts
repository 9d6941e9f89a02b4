// The life of a membership and of a gift as Stripe tells it, through the signed webhook, the queue and the worker: what
// we hold follows, and standing follows the money.
import { beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { answerSyncRequest } from '../../shared/actions/answer-sync-request.ts';
import { standingOut } from '../../shared/api/schemas/recognition.ts';
import { supporterOut } from '../../shared/api/schemas/supporter.ts';
import { freshen } from '../support/freshen.ts';
import { type Newsroom, openNewsroom } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';
import { portalIn, pressPortal } from '../support/portal-steps.ts';
import type { ReaderBrowser } from '../support/reader-browser.ts';
import { interrupted } from '../support/syncs-by-hand.ts';

let newsroom: Newsroom;
let browser: ReaderBrowser;
beforeEach(() => {
  newsroom = openNewsroom();
  browser = newsroom.browser();
});
/** To read until when and why takes a fresh link; the pass does not. */
const standing = async () => {
  const said = z.parse(standingOut, (await steps.readStanding(browser)).json);
  await freshen(newsroom, browser);
  const { supporters } = z.parse(supporterOut, (await browser.call('GET', '/v1/supporter')).json);
  return { ...said, standing: supporters[0]?.standing };
};
const stands = (reason: string, until: string) => ({ standing: { supporter: true, reason, until } });
const none = { standing: { supporter: false }, pass: null };

describe('a monthly membership', () => {
  test('stands from month to month by itself while its money comes', async () => {
    await steps.give(newsroom, browser);
    expect(await standing()).toMatchObject(stands('membership', '2026-12-23T09:00:00Z'));
    await newsroom.advanceDays(30.5);
    expect(await standing()).toMatchObject(stands('membership', '2027-01-23T09:00:00Z'));
    await newsroom.advanceDays(31);
    expect(await standing()).toMatchObject(stands('membership', '2027-02-23T09:00:00Z'));
  });

  test('is waited for while its renewal is pending, and never loses an hour of standing', async () => {
    await steps.give(newsroom, browser);
    await newsroom.advanceDays(30);
    expect(await standing()).toMatchObject(stands('grace', '2027-01-06T09:00:00Z'));
    await newsroom.advanceMinutes(70);
    expect(await standing()).toMatchObject(stands('membership', '2027-01-23T09:00:00Z'));
  });

  test('whose renewal fails is waited for fourteen days, and no longer', async () => {
    const { subscription } = await steps.partsOf(newsroom, await steps.give(newsroom, browser));
    await steps.command(newsroom, `/subscriptions/${subscription}/renewals`, { outcome: 'fails' });
    await newsroom.advanceDays(31);
    expect(await standing()).toMatchObject(stands('grace', '2027-01-06T09:00:00Z'));
    await newsroom.advanceDays(14);
    expect(await standing()).toMatchObject(none);
    expect(browser.cookie('fascia')).toBeUndefined();
  });

  test('whose failed renewal is paid within that time stands as if nothing had been', async () => {
    const { subscription } = await steps.partsOf(newsroom, await steps.give(newsroom, browser));
    await steps.command(newsroom, `/subscriptions/${subscription}/renewals`, { outcome: 'fails' });
    await newsroom.advanceDays(31);
    await steps.command(newsroom, `/subscriptions/${subscription}/renewals`, { outcome: 'paid' });
    await newsroom.advanceDays(4);
    expect(await standing()).toMatchObject(stands('membership', '2027-01-23T09:00:00Z'));
  });

  test('cancelled in the portal is honoured until its end, without grace after it', async () => {
    const { subscription } = await steps.partsOf(newsroom, await steps.give(newsroom, browser));
    await freshen(newsroom, browser);
    const said = await pressPortal(browser);
    await steps.cancelInPortal(newsroom, portalIn(said), subscription);
    await newsroom.drain();
    expect(await standing()).toMatchObject(stands('membership', '2026-12-23T09:00:00Z'));
    await newsroom.advanceDays(29.9);
    expect(await standing()).toMatchObject(stands('membership', '2026-12-23T09:00:00Z'));
    await newsroom.advanceDays(0.2);
    expect(await standing()).toMatchObject(none);
  });

  test('cancelled at once by staff is honoured until the end of what was paid', async () => {
    const { subscription } = await steps.partsOf(newsroom, await steps.give(newsroom, browser));
    await newsroom.stripe.subscriptions.cancel(subscription);
    await newsroom.advanceDays(29);
    expect(await standing()).toMatchObject(stands('membership', '2026-12-23T09:00:00Z'));
    await newsroom.advanceDays(2);
    expect(await standing()).toMatchObject(none);
  });

  test('granted by staff stands to the end of the named day without money', async () => {
    const { subscription, intent } = await steps.partsOf(newsroom, await steps.give(newsroom, browser));
    expect(intent).toBe('');
    await newsroom.stripe.subscriptions.update(subscription, { metadata: { mainstay_grant: '2027-03-31' } });
    await newsroom.drain();
    expect(await standing()).toMatchObject(stands('granted', '2027-04-01T00:00:00Z'));
  });
});

test('an annual membership stands for its year', async () => {
  await steps.give(newsroom, browser, { ...steps.fiveMonthly, frequency: 'annual', amountMinor: 5000 });
  expect(await standing()).toMatchObject(stands('membership', '2027-11-23T09:00:00Z'));
});

describe('a gift', () => {
  test('stands sixty days from its confirmation', async () => {
    await steps.give(newsroom, browser, steps.tenOnce);
    expect(await standing()).toMatchObject(stands('gift', '2027-01-22T09:00:00Z'));
    await newsroom.advanceDays(60);
    expect(await standing()).toMatchObject(none);
  });

  test('given back takes its standing and its part of the total away', async () => {
    const input = { ...steps.tenOnce, campaign: 'ad-free' };
    const { intent } = await steps.partsOf(newsroom, await steps.give(newsroom, browser, input));
    await newsroom.stripe.refunds.create({ payment_intent: intent });
    await newsroom.drain();
    expect(await standing()).toMatchObject(none);
    expect(newsroom.stores.supporters.totals()).toEqual([
      expect.objectContaining({ raisedMinor: 0, contributions: 0 }),
    ]);
  });

  test('partly given back stands while what is left is as much as could have been given', async () => {
    const { intent } = await steps.partsOf(newsroom, await steps.give(newsroom, browser, steps.tenOnce));
    await newsroom.stripe.refunds.create({ payment_intent: intent, amount: 800 });
    await newsroom.drain();
    expect(await standing()).toMatchObject({ standing: { supporter: true } });
    await newsroom.stripe.refunds.create({ payment_intent: intent, amount: 1 });
    await newsroom.drain();
    expect(await standing()).toMatchObject(none);
  });

  test('in dispute stands until the dispute is lost, while the total goes without it at once', async () => {
    const input = { ...steps.tenOnce, campaign: 'ad-free' };
    const { intent } = await steps.partsOf(newsroom, await steps.give(newsroom, browser, input));
    const dispute = await steps.command(newsroom, '/disputes', { paymentIntent: intent });
    await newsroom.drain();
    expect(await standing()).toMatchObject({ standing: { supporter: true } });
    expect(newsroom.stores.supporters.totals()).toEqual([expect.objectContaining({ raisedMinor: 0 })]);
    await steps.command(newsroom, `/disputes/${steps.idOf(dispute)}`, { outcome: 'lost' });
    await newsroom.drain();
    expect(await standing()).toMatchObject(none);
  });

  test.each([
    ['gift', steps.tenOnce, 2],
    ['month of a membership', steps.fiveMonthly, 3],
  ] as const)(
    'in dispute, as a %s: each of its sync requests costs at most three calls',
    async (_what, input, most) => {
      await steps.give(newsroom, browser, input);
      await steps.holdWebhooks(newsroom);
      const intent = [...newsroom.sandbox.state.world.paymentIntents.keys()].at(-1) ?? '';
      await steps.command(newsroom, '/disputes', { paymentIntent: intent });
      newsroom.stripeCalls.length = 0;
      const syncRequest = { eventId: 'evt_of_a_dispute', part: 'payment', objectId: intent, customerId: null } as const;
      expect(await answerSyncRequest(newsroom.needs, syncRequest)).toBe('changed');
      expect(newsroom.stripeCalls.map(({ call }) => call)).toHaveLength(most);
    },
  );

  test('refunded after its metadata were wiped is still ours', async () => {
    const { intent } = await steps.partsOf(newsroom, await steps.give(newsroom, browser, steps.tenOnce));
    const { paymentIntents } = newsroom.sandbox.state.world;
    for (const [id, each] of paymentIntents) paymentIntents.set(id, { ...each, metadata: {} });
    await newsroom.stripe.refunds.create({ payment_intent: intent });
    await newsroom.drain();
    expect(await standing()).toMatchObject(none);
  });
});

test('a sync request whose time runs out while it is answered goes to another worker, and the later truth stays', async () => {
  await steps.give(newsroom, browser, { ...steps.tenOnce, campaign: 'ad-free' });
  const [intent = ''] = newsroom.sandbox.state.world.paymentIntents.keys();
  await newsroom.stripe.refunds.create({ payment_intent: intent, amount: 100 });
  await newsroom.sandbox.tick();
  const [received] = newsroom.queue.receive(1);
  if (received === undefined) throw new Error('no sync was requested');
  const late = interrupted(newsroom.needs.supporters, 'save', async () => {
    // It has read Stripe, and stalls: a minute later the queue believes it dead and hands its sync request to the next.
    newsroom.wait(61_000);
    await newsroom.stripe.refunds.create({ payment_intent: intent, amount: 200 });
    await newsroom.drain();
  });
  await answerSyncRequest({ ...newsroom.needs, supporters: late }, received.syncRequest);
  newsroom.queue.acknowledge(received.receipt);
  await newsroom.drain();
  expect(newsroom.queue.size()).toBe(0);
  expect(newsroom.log.of('sync-was-stale')).toHaveLength(1);
  expect(newsroom.stores.supporters.totals()).toMatchObject([{ raisedMinor: 700, contributions: 1 }]);
});
