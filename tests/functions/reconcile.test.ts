// Reconciliation: from an empty table it restores everything that Stripe knows, and the nightly run finds what
// was lost during the day. Real rows in DynamoDB Local, the sandbox behind the real SDK.
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import { serve } from '../../functions/reconcile.ts';
import { answerSyncRequest } from '../../shared/actions/answer-sync-request.ts';
import { reconcile, reconcileOutcomeOf } from '../../shared/actions/reconcile.ts';
import { dynamodbReconcileStore } from '../../shared/adapters/dynamodb/reconcile-store.ts';
import { memoryReconcileStore } from '../../shared/adapters/memory/reconcile-store.ts';
import { known, parseCustomerId } from '../../shared/core/ids.ts';
import { day } from '../../shared/core/time.ts';
import { listings } from '../../shared/ports/stripe-listing.ts';
import { type FreshTable, freshTable, isTableMissing } from '../support/dynamodb-table.ts';
import { freshen } from '../support/freshen.ts';
import { type Newsroom, openNewsroom, openNewsroomOn } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';
import { inTable } from '../support/newsroom-stores.ts';

const everything = listings.filter((each) => each !== 'events' && each !== 'changes');
const rebuild = async (newsroom: Pick<Newsroom, 'listing'> & { needs: Parameters<typeof answerSyncRequest>[0] }) =>
  reconcile(
    {
      listing: newsroom.listing,
      saveCursor: async () => undefined,
      syncRequest: async (syncRequest) => reconcileOutcomeOf(await answerSyncRequest(newsroom.needs, syncRequest)),
    },
    { listings: everything, since: null, run: 'all', from: null },
  );

/** What a reconciliation restores: not how often a row was saved, when a tombstone was set, nor the browsers. */
const rebuilt = (rows: readonly Record<string, unknown>[]) =>
  rows
    .filter((row) => /^(?:SUP|ANONYMOUS|EMAIL)#/.test(String(row['pk'])) || /^CAMPAIGN#.*#\d$/.test(String(row['pk'])))
    .map(({ version: _version, moves: _moves, generation: _generation, ...row }) => row)
    .map((row) => ('erasedAt' in row ? { ...row, erasedAt: 'once' } : row))
    // A counter that returned to zero equals a missing one.
    .filter((row) => row['raisedMinor'] !== 0)
    .sort((one, other) => (`${one['pk']} ${one['sk']}` < `${other['pk']} ${other['sk']}` ? -1 : 1));

async function empty({ documentClient, tableName, rows }: FreshTable): Promise<void> {
  for (const { pk, sk } of await rows()) {
    const Delete = [{ DeleteRequest: { Key: { pk, sk } } }];
    await documentClient.send(new BatchWriteCommand({ RequestItems: { [tableName]: Delete } }));
  }
}

describe.skipIf(isTableMissing())('from an empty table', () => {
  let table: FreshTable;
  let newsroom: Awaited<ReturnType<typeof openStory>>;
  let before: ReturnType<typeof rebuilt>;
  async function openStory(on: FreshTable) {
    const harness = openNewsroomOn(inTable(on));
    const give = async (input: object) =>
      steps.partsOf(harness, await steps.give(harness, harness.browser(), { campaign: 'ad-free', ...input }));
    const monthly = await give(steps.fiveMonthly);
    const failing = await give({ ...steps.fiveMonthly, amountMinor: 700 });
    const leaving = await give({ ...steps.fiveMonthly, frequency: 'annual', amountMinor: 6000 });
    const refunded = await give(steps.tenOnce);
    const disputed = await give({ ...steps.tenOnce, amountMinor: 2000, currency: 'eur' });
    const debit = await steps.openCheckout(harness.browser(), steps.tenOnce);
    await steps.pay(harness, debit, 'bank_debit', 'somebody@example.com');
    await harness.stripe.refunds.create({ payment_intent: refunded.intent, amount: 300 });
    await steps.command(harness, '/disputes', { paymentIntent: disputed.intent });
    await harness.stripe.subscriptions.update(leaving.subscription, { cancel_at_period_end: true });
    await steps.command(harness, `/subscriptions/${failing.subscription}/renewals`, { outcome: 'fails' });
    await harness.advanceDays(33);
    const [renewal] = (await harness.stripe.paymentIntents.list({ customer: monthly.customer })).data;
    await harness.stripe.refunds.create({ payment_intent: renewal?.id ?? '' });
    const gone = await give({ ...steps.tenOnce, amountMinor: 4200 });
    await harness.stripe.customers.del(gone.customer);
    const leaver = harness.browser();
    await steps.give(harness, leaver, { ...steps.fiveMonthly, campaign: 'ad-free', amountMinor: 3300 });
    await freshen(harness, leaver);
    if ((await leaver.call('DELETE', '/v1/supporter')).status !== 200) throw new Error('nobody was erased');
    await harness.drain();
    return harness;
  }
  beforeAll(async () => {
    table = await freshTable();
    newsroom = await openStory(table);
    before = rebuilt(await table.rows());
  });

  test('every supporter, membership, payment, pointer, anonymous payment and total comes out as it was', async () => {
    // The story must have several kinds of parts, or this proves nothing.
    expect(before.length).toBeGreaterThan(20);
    expect(before.filter((row) => String(row['pk']).startsWith('ANONYMOUS#'))).toHaveLength(2);
    await empty(table);
    const { counts } = await rebuild(newsroom);
    expect(counts).toMatchObject({ failed: 0 });
    const after = rebuilt(await table.rows());
    expect(after).toEqual(before);
  });

  test('a second time changes nothing but versions', async () => {
    const once = rebuilt(await table.rows());
    expect((await rebuild(newsroom)).counts.changed).toBe(0);
    expect(rebuilt(await table.rows())).toEqual(once);
    expect(await dynamodbReconcileStore(table.documentClient, table.tableName).auditTotals()).toEqual([]);
  });
});

describe('the timer', () => {
  const remaining = (milliseconds: number) => ({ getRemainingTimeInMillis: () => milliseconds });
  function openTimer() {
    const newsroom = openNewsroom();
    const { supporters, anonymousPayments, devices } = newsroom.stores;
    const reconciliations = memoryReconcileStore(supporters, anonymousPayments, devices);
    const call = serve({ ...newsroom.needs, listing: newsroom.listing, reconciliations });
    return { newsroom, reconciliations, call };
  }
  /** No event arrives: the endpoint refuses until Stripe gives up. */
  async function lostCancel(newsroom: Newsroom) {
    const { subscription } = await steps.partsOf(newsroom, await steps.give(newsroom, newsroom.browser()));
    await steps.command(newsroom, '/deliveries', { drop: 1 });
    await newsroom.stripe.subscriptions.cancel(subscription);
    await newsroom.drain();
    return subscription;
  }
  const statuses = ({ stores }: Newsroom) =>
    stores.supporters
      .dump()
      .supporters.flatMap(([, held]) =>
        Object.values(held.parts).flatMap(({ part }) => (part?.kind === 'membership' ? [part.status] : [])),
      );

  test('requests a sync at night of what was lost, and the worker logs it once', async () => {
    const { newsroom, call } = openTimer();
    await lostCancel(newsroom);
    expect(statuses(newsroom)).toEqual(['active']);
    await call({ job: 'nightly' }, remaining(900_000));
    await newsroom.drain();
    expect(statuses(newsroom)).toEqual(['canceled']);
    expect(newsroom.log.of('reconcile-found-difference')).toMatchObject([{ part: 'membership' }]);
  });

  test('saves its cursor when time runs out, continues at the next call, and then does nothing', async () => {
    const { newsroom, call, reconciliations } = openTimer();
    await lostCancel(newsroom);
    await call({ job: 'weekly' }, remaining(1000));
    expect(newsroom.queue.size()).toBe(0);
    await call({ job: 'weekly' }, remaining(900_000));
    expect(await reconciliations.readRun('weekly')).toMatchObject({ isDone: true, cursor: { listing: null } });
    await newsroom.drain();
    expect(statuses(newsroom)).toEqual(['canceled']);
    const requested = newsroom.stripeCalls.length;
    await call({ job: 'weekly' }, remaining(900_000));
    expect(newsroom.stripeCalls.length).toBe(requested);
    newsroom.wait(7 * day);
    await call({ job: 'weekly' }, remaining(900_000));
    expect(newsroom.stripeCalls.length).toBeGreaterThan(requested);
  });

  test('requests a sync at night of memberships that should have renewed days ago, without an event of three days', async () => {
    const { newsroom, call } = openTimer();
    const subscription = await lostCancel(newsroom);
    newsroom.wait(40 * day);
    await call({ job: 'nightly' }, remaining(900_000));
    const taken = newsroom.queue.receive(10).map(({ syncRequest }) => syncRequest);
    expect(taken).toMatchObject([{ part: 'membership', objectId: subscription }]);
  });

  test('finds weekly what happened to old parts, after an outage longer than the nightly window', async () => {
    const { newsroom, call } = openTimer();
    const input = { ...steps.tenOnce, campaign: 'ad-free' };
    const [saved, left] = [
      await steps.partsOf(newsroom, await steps.give(newsroom, newsroom.browser(), input)),
      await steps.partsOf(newsroom, await steps.give(newsroom, newsroom.browser(), input)),
    ];
    const dispute = steps.idOf(await steps.command(newsroom, '/disputes', { paymentIntent: saved.intent }));
    await newsroom.drain();
    newsroom.wait(50 * day);
    await steps.command(newsroom, '/deliveries', { drop: 1 });
    await steps.command(newsroom, `/disputes/${dispute}`, { outcome: 'lost' });
    await newsroom.stripe.customers.del(left.customer);
    newsroom.wait(10 * day);
    for (const [job, isFound] of [
      ['nightly', false],
      ['weekly', true],
    ] as const) {
      await call({ job }, remaining(900_000));
      await newsroom.drain();
      const [lost, gone] = await Promise.all(
        [saved.customer, left.customer].map((id) => newsroom.stores.supporters.read(known(parseCustomerId(id)))),
      );
      expect([lost?.payments[0]?.dispute?.outcome === 'lost', gone?.isErased]).toEqual([isFound, isFound]);
    }
  });

  test('corrects a drifted total', async () => {
    const { newsroom, call } = openTimer();
    await steps.give(newsroom, newsroom.browser(), { ...steps.tenOnce, campaign: 'ad-free' });
    const dump = newsroom.stores.supporters.dump();
    const totals = dump.totals.map((each) => ({ ...each, raisedMinor: 7 }));
    newsroom.stores.supporters.restore({ ...dump, totals });
    await call({ job: 'nightly' }, remaining(900_000));
    expect(newsroom.stores.supporters.totals()).toMatchObject([{ raisedMinor: 1000 }]);
    expect(newsroom.log.of('total-corrected')).toHaveLength(1);
  });

  test('refuses any other call', async () => {
    const { call } = openTimer();
    await expect(call({ job: 'hourly' }, remaining(900_000))).rejects.toThrow();
  });
});
