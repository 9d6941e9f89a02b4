// Time passes over a newsroom: what is too old leaves its supporter by night, what still stands is never touched, and a
// rotated pepper is followed without anybody being lost.
import { beforeEach, describe, expect, test } from 'vitest';
import { serve } from '../../functions/reconcile.ts';
import { answerSyncRequest } from '../../shared/actions/answer-sync-request.ts';
import { memoryReconcileStore } from '../../shared/adapters/memory/reconcile-store.ts';
import { emailHasher } from '../../shared/adapters/node/hasher.ts';
import { keyRing } from '../../shared/adapters/node/key-ring.ts';
import { parseEmail } from '../../shared/core/email.ts';
import { known, parseCustomerId, parsePaymentId } from '../../shared/core/ids.ts';
import { standingOf } from '../../shared/core/standing.ts';
import { day } from '../../shared/core/time.ts';
import { type Newsroom, openNewsroom } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';

let newsroom: Newsroom;
let night: () => Promise<void>;
const reader = known(parseEmail('reader@example.org'));
const pepper = (fill: number): string => Buffer.alloc(32, fill).toString('base64url');
const openNight = (needs: Newsroom['needs']) => {
  const { supporters, anonymousPayments, devices } = newsroom.stores;
  const reconciliations = memoryReconcileStore(supporters, anonymousPayments, devices);
  const call = serve({ ...needs, listing: newsroom.listing, reconciliations });
  return async () => {
    await call({ job: 'nightly' }, { getRemainingTimeInMillis: () => 900_000 });
    await newsroom.drain();
  };
};
beforeEach(() => {
  newsroom = openNewsroom();
  night = openNight(newsroom.needs);
});
const held = async () => {
  const { supporters, anonymousPayments } = await newsroom.stores.held();
  return JSON.stringify({ supporters, anonymousPayments }).replaceAll(/"version":\d+/g, '');
};
const totals = () =>
  newsroom.stores.supporters.totals().map(({ raisedMinor, contributions }) => ({ raisedMinor, contributions }));
const inCampaign = { ...steps.tenOnce, campaign: 'ad-free' };

describe('a gift older than linkDays', () => {
  const give = async () => steps.partsOf(newsroom, await steps.give(newsroom, newsroom.browser(), inCampaign));

  test('becomes an amount of nobody, with everything that led to its giver, and is counted on', async () => {
    const { customer, intent } = await give();
    newsroom.wait(799 * day);
    await night();
    expect(await newsroom.stores.supporters.read(known(parseCustomerId(customer)))).not.toBeNull();
    newsroom.wait(2 * day);
    await night();
    const { supporters, anonymousPayments } = await newsroom.stores.held();
    expect(JSON.stringify(supporters)).not.toContain(customer);
    expect(supporters.pointers).toEqual([]);
    expect(anonymousPayments).toMatchObject([{ anonymousPayment: { id: intent, amountMinor: 1000 } }]);
    expect(totals()).toEqual([{ raisedMinor: 1000, contributions: 1 }]);
    // Time is no loss: nobody is woken for it.
    expect(newsroom.log.of('reconcile-found-difference')).toEqual([]);
  });

  test('stays so, whatever asks for a sync: its checkout, its payment, its customer, or a late refund, which moves the total', async () => {
    const opened = await steps.give(newsroom, newsroom.browser(), inCampaign);
    const { customer, intent } = await steps.partsOf(newsroom, opened);
    newsroom.wait(801 * day);
    await night();
    const customerId = known(parseCustomerId(customer));
    const syncRequests = [
      { part: 'checkout', objectId: opened.session },
      { part: 'payment', objectId: intent },
      { part: 'customer', objectId: customer },
    ] as const;
    const before = await held();
    for (const syncRequest of syncRequests)
      await answerSyncRequest(newsroom.needs, { ...syncRequest, customerId, eventId: 'evt_late' });
    expect(await held()).toBe(before);
    await newsroom.stripe.refunds.create({ payment_intent: intent, amount: 400 });
    await newsroom.drain();
    expect(totals()).toEqual([{ raisedMinor: 600, contributions: 1 }]);
    expect(JSON.stringify((await newsroom.stores.held()).supporters)).not.toContain(customer);
  });

  test('is never saved under a name, also from an empty table', async () => {
    const opened = await steps.openCheckout(newsroom.browser(), inCampaign);
    await steps.holdWebhooks(newsroom);
    await steps.pay(newsroom, opened, 'card', 'reader@example.org');
    newsroom.wait(801 * day);
    const { session: objectId } = opened;
    await answerSyncRequest(newsroom.needs, { part: 'checkout', objectId, customerId: null, eventId: 'evt_lost' });
    const { supporters, anonymousPayments } = await newsroom.stores.held();
    expect(supporters).toMatchObject({ supporters: [], pointers: [] });
    expect(anonymousPayments).toHaveLength(1);
  });
});

test('of a membership that goes on only the old payments leave; its standing and its pointer stay', async () => {
  const { customer } = await steps.partsOf(newsroom, await steps.give(newsroom, newsroom.browser()));
  await newsroom.advanceDays(830);
  await night();
  const supporter = await newsroom.stores.supporters.read(known(parseCustomerId(customer)));
  expect(supporter?.memberships).toHaveLength(1);
  const ages = supporter?.payments.map(({ confirmedAt }) => newsroom.now() - (confirmedAt ?? 0)) ?? [];
  expect(ages.length).toBeGreaterThan(20);
  expect(Math.max(...ages)).toBeLessThanOrEqual(800 * day);
  const { supporters, anonymousPayments } = await newsroom.stores.held();
  expect(anonymousPayments.length).toBeGreaterThan(0);
  expect(supporters.pointers).toHaveLength(1);
  if (supporter === null) throw new Error('the supporter is gone');
  expect(standingOf(supporter, newsroom.now(), newsroom.needs.policy)).toMatchObject({ supporter: true });
});

test('a membership that ended longer ago leaves with the last of its payments', async () => {
  const { customer, subscription } = await steps.partsOf(newsroom, await steps.give(newsroom, newsroom.browser()));
  await newsroom.stripe.subscriptions.cancel(subscription);
  await newsroom.drain();
  newsroom.wait(801 * day);
  await night();
  expect(JSON.stringify((await newsroom.stores.held()).supporters)).not.toContain(customer);
  const [anonymousPayment] = newsroom.stores.anonymousPayments.dump();
  expect(known(parsePaymentId(anonymousPayment?.anonymousPayment.id ?? ''))).toBeDefined();
});

describe('a pepper that was rotated', () => {
  const rotated = () => {
    const syncRequest = keyRing('k2', { k1: pepper(7), k2: pepper(8) });
    return { ...newsroom.needs, emails: emailHasher(async () => syncRequest) };
  };
  test('is followed by night: the address leads under the new one, and under the old one no more', async () => {
    const opened = await steps.openCheckout(newsroom.browser());
    await steps.pay(newsroom, opened, 'card', 'reader@example.org');
    await newsroom.drain();
    const { customer } = await steps.partsOf(newsroom, opened);
    expect(newsroom.stores.supporters.dump().pointers).toEqual([expect.stringMatching(/^k1#/)]);
    const needs = rotated();
    const customerId = known(parseCustomerId(customer));
    await openNight(needs)();
    await answerSyncRequest(needs, { part: 'customer', objectId: customer, customerId, eventId: 'rec_one' });
    const { hash } = await needs.emails.hashEmail(reader);
    expect(newsroom.stores.supporters.dump().pointers).toEqual([`k2#${hash}#${customer}`]);
  });
  test('is looked for under both while it is followed', async () => {
    const { emails } = rotated();
    const all = await emails.hashesOf(reader);
    expect(all.map((each) => each.pepper)).toEqual(['k2', 'k1']);
  });
  test('of a stranger to us at Stripe is nothing to follow', async () => {
    const { id } = await newsroom.stripe.customers.create({ email: 'shopper@example.org' });
    const before = await held();
    const customerId = known(parseCustomerId(id));
    const syncRequest = { part: 'customer', objectId: id, customerId, eventId: 'rec_one' } as const;
    expect(await answerSyncRequest(rotated(), syncRequest)).toBe('foreign');
    expect(await held()).toBe(before);
  });
});
