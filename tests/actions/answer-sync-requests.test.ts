// The requests of one batch are answered by supporter: one question to Stripe and one transaction for each, whatever the
// order. One bad part takes nothing with it, and each change is logged once.
import { beforeEach, describe, expect, test } from 'vitest';
import { reconcilePrefix } from '../../shared/actions/answer-sync-request.ts';
import { answerSyncRequests } from '../../shared/actions/answer-sync-requests.ts';
import { known, parseCustomerId } from '../../shared/core/ids.ts';
import type { SyncRequest } from '../../shared/core/sync-request.ts';
import { syncRequest } from '../support/builders.ts';
import { type Newsroom, openNewsroom } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';

let newsroom: Newsroom;
beforeEach(async () => {
  newsroom = openNewsroom();
  await steps.holdWebhooks(newsroom);
});

async function answer(syncRequests: readonly SyncRequest[], hasTime = () => true) {
  const [done, failed]: [string[], string[]] = [[], []];
  newsroom.stripeCalls.length = 0;
  await answerSyncRequests(newsroom.needs, syncRequests, {
    hasTime,
    done: ({ objectId }) => void done.push(objectId),
    failed: ({ objectId }) => void failed.push(objectId),
  });
  return { done: done.sort(), failed: failed.sort(), calls: newsroom.stripeCalls.map(({ call }) => call) };
}
/** What Stripe would tell of somebody who paid: of the checkout, of all that it made, and of the money without a name. */
async function paid(frequency: 'once' | 'monthly') {
  const opened = await steps.openCheckout(newsroom.browser(), frequency === 'once' ? steps.tenOnce : steps.fiveMonthly);
  await steps.pay(newsroom, opened);
  const session = await newsroom.stripe.checkout.sessions.retrieve(opened.session);
  const customerId = known(parseCustomerId(String(session.customer)));
  const world = newsroom.sandbox.state.world;
  const ofCustomer = <T extends { customer?: unknown }>(rows: ReadonlyMap<string, T>) =>
    [...rows].flatMap(([id, row]) => (row.customer === customerId ? [id] : []));
  const named = [
    ...ofCustomer(world.subscriptions).map((objectId) => ({ part: 'membership', objectId, customerId }) as const),
    ...ofCustomer(world.invoices).map((objectId) => ({ part: 'payment', objectId, customerId }) as const),
    ...ofCustomer(world.paymentIntents).map((objectId) => ({ part: 'payment', objectId, customerId }) as const),
  ];
  const requests = [
    { part: 'checkout', objectId: opened.session, customerId } as const,
    ...named,
    ...ofCustomer(world.paymentIntents).map((objectId) => ({ part: 'payment', objectId, customerId: null }) as const),
  ].map((each, at) => syncRequest({ ...each, eventId: `${reconcilePrefix}${at}` }));
  return { customerId, requests };
}
const held = async (customer: Awaited<ReturnType<typeof paid>>['customerId']) => {
  const supporter = await newsroom.stores.supporters.read(customer);
  return [supporter?.memberships.length ?? 0, supporter?.payments.length ?? 0];
};
const differences = () => newsroom.log.of('reconcile-found-difference').map(({ part }) => part);

describe('the requests of one supporter', () => {
  test('of a new member ask for the checkout and the intent once each, and all are done', async () => {
    const { customerId, requests } = await paid('monthly');
    const { done, failed, calls } = await answer(requests);
    expect([done, failed]).toEqual([requests.map(({ objectId }) => objectId).sort(), []]);
    expect(calls.map((call) => call.split('/')[2]).sort()).toEqual(['checkout', 'payment_intents']);
    expect(await held(customerId)).toEqual([1, 1]);
  });

  test('of a gift ask once', async () => {
    const { customerId, requests } = await paid('once');
    expect((await answer(requests)).calls).toHaveLength(1);
    expect(await held(customerId)).toEqual([0, 1]);
  });

  test.each([
    ['in the order of Stripe', (requests: readonly SyncRequest[]) => requests],
    ['the other way round', (requests: readonly SyncRequest[]) => [...requests].reverse()],
  ])('log each change once, for the request that names the part (%s)', async (_, order) => {
    const { requests } = await paid('monthly');
    await answer(order(requests));
    expect(differences().sort()).toEqual(['membership', 'payment']);
    await answer(order(requests));
    expect(differences()).toHaveLength(2);
  });
});

describe('a batch of several supporters', () => {
  test('is one question for each, and none waits for another', async () => {
    const [one, two] = [await paid('once'), await paid('monthly')];
    const { failed } = await answer([...one.requests, ...two.requests]);
    expect([failed, await held(one.customerId), await held(two.customerId)]).toEqual([[], [0, 1], [1, 1]]);
  });

  test('answers all but what Stripe does not have, of the same supporter too', async () => {
    const [one, two] = [await paid('once'), await paid('monthly')];
    const gone = [one, two].map(({ customerId }) => syncRequest({ part: 'payment', objectId: 'pi_gone', customerId }));
    const nameless = syncRequest({ part: 'payment', objectId: 'ch_gone', customerId: null });
    const { done, failed } = await answer([...gone, ...one.requests, nameless, ...two.requests]);
    expect(failed).toEqual(['ch_gone', 'pi_gone', 'pi_gone']);
    expect(done).toHaveLength(one.requests.length + two.requests.length);
    expect([await held(one.customerId), await held(two.customerId)]).toEqual([
      [0, 1],
      [1, 1],
    ]);
  });

  test('begins nobody whom it could not end in its time: neither done nor failed, they come again', async () => {
    const [one, two] = [await paid('once'), await paid('monthly')];
    expect(await answer([...one.requests, ...two.requests], () => false)).toMatchObject({ done: [], failed: [] });
    expect([await held(one.customerId), await held(two.customerId)]).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  test('leaves nothing of ids that other apps chose, and fails none of them', async () => {
    const { customerId } = await paid('once');
    const strange = ['membership', 'checkout'] as const;
    const requests = strange.map((part) => syncRequest({ part, objectId: 'sub-of-another-shop', customerId }));
    expect((await answer(requests)).failed).toEqual([]);
    expect(newsroom.log.of('sync-foreign')).toHaveLength(2);
  });
});
