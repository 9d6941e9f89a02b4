// What a reconciliation keeps and looks at: the memory and the table fulfil the same contract.
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { healTotals } from '../../shared/actions/heal-totals.ts';
import { noCounts } from '../../shared/actions/reconcile.ts';
import { dynamodbStores } from '../../shared/adapters/dynamodb/stores.ts';
import { campaignKey, shardOf } from '../../shared/adapters/dynamodb/table.ts';
import { memoryStores } from '../../shared/adapters/memory/stores.ts';
import { day } from '../../shared/core/time.ts';
import type { DueSync, ReconcileRun } from '../../shared/ports/reconcile-store.ts';
import * as make from '../support/builders.ts';
import { freshTable, isTableMissing } from '../support/dynamodb-table.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { giftOf, sync } from './supporter-store-adapters.ts';

const november = { campaign: make.campaignId(), month: '2026-11' };

async function openMemory() {
  const { supporters, anonymousPayments, reconciliations, devices } = memoryStores({ token: () => '' });
  return {
    devices,
    supporters,
    anonymousPayments,
    store: reconciliations,
    /** Changes the counter without a payment. */
    spoil: async (amountMinor: number) => {
      const dump = supporters.dump();
      const totals = dump.totals.map((each) => ({ ...each, raisedMinor: each.raisedMinor + amountMinor }));
      supporters.restore({ ...dump, totals });
    },
  };
}
async function openTable() {
  const { documentClient, tableName } = await freshTable();
  const { supporters, anonymousPayments, reconciliations, devices } = dynamodbStores(documentClient, tableName);
  return {
    devices,
    supporters,
    anonymousPayments,
    store: reconciliations,
    spoil: async (amountMinor: number) => {
      await documentClient.send(
        new UpdateCommand({
          TableName: tableName,
          Key: campaignKey(november.campaign, { month: november.month, shard: shardOf(make.paymentId('ada')) }),
          UpdateExpression: 'ADD raisedMinor :by',
          ExpressionAttributeValues: { ':by': amountMinor },
        }),
      );
    },
  };
}
const plugs = [
  { name: 'in memory', isMissing: false, open: openMemory },
  { name: 'on DynamoDB', isMissing: isTableMissing(), open: openTable },
];

describe.each(plugs)('a reconcile store $name', ({ isMissing, open }) => {
  describe.skipIf(isMissing)('fulfils its contract:', () => {
    let harness: Awaited<ReturnType<typeof openTable>>;
    beforeEach(async () => {
      harness = await open();
    });
    const give = (name: string, amountMinor = 1000) =>
      sync(harness.supporters, giftOf(name), make.counted(amountMinor, november));
    const syncRequests = async () => {
      const found: DueSync[] = [];
      const by = { overdueBefore: make.someday, agedBefore: make.someday - 800 * day, pepper: 'p2' };
      for await (const syncRequest of harness.store.due(by)) found.push(syncRequest);
      return found;
    };
    const due = async () => (await syncRequests()).map(({ objectId }) => objectId).sort();

    test('what was fresh leaves no time behind, and what is fresh stays, each supporter for itself', async () => {
      const holdings = [0, 1, -60_000, 60_000].map((offset, at) =>
        make.holding({ customer: make.customerId(`f${at}`), freshUntil: at === 0 ? 0 : make.someday + offset }),
      );
      const [device, fresh] = [
        make.device({ holdings }),
        make.device({ hash: make.hashOf('fresh'), holdings: holdings.slice(1, 2) }),
      ];
      await Promise.all([device, fresh].map((each) => harness.devices.remember(each)));
      await harness.store.forgetFreshness(make.someday);
      const left = await Promise.all([device, fresh].map((each) => harness.devices.read(each.hash, make.someday)));
      expect(left).toEqual([
        { ...device, holdings: holdings.map((each, at) => (at === 2 ? { ...each, freshUntil: 0 } : each)) },
        fresh,
      ]);
    });

    test('a run is where it was left, each job for itself', async () => {
      const run: ReconcileRun = {
        run: 'one',
        startedAt: make.someday,
        since: null,
        isDone: false,
        cursor: { listing: 'intents', after: 'pi_1', counts: { ...noCounts, queued: 3 } },
      };
      expect(await harness.store.readRun('nightly')).toBeNull();
      await harness.store.keepRun('nightly', run);
      await harness.store.keepRun('weekly', { ...run, cursor: null, isDone: true });
      expect(await harness.store.readRun('nightly')).toEqual(run);
      expect(await harness.store.readRun('weekly')).toEqual({ ...run, cursor: null, isDone: true });
      expect(await harness.store.readRun('command')).toBeNull();
    });

    test('memberships that should have renewed or ended are found, those that did or will are not', async () => {
      const passed = make.someday - day;
      const cases = [
        make.membership({ id: make.membershipId('late'), renewsAt: passed }),
        make.membership({ id: make.membershipId('owing'), renewsAt: passed, status: 'past_due', idleSince: passed }),
        make.membership({ id: make.membershipId('ending'), renewsAt: null, endsAt: passed }),
        make.membership({ id: make.membershipId('ended'), renewsAt: null, endsAt: passed, status: 'canceled' }),
        make.membership({ id: make.membershipId('early') }),
        make.membership({
          id: make.membershipId('never'),
          renewsAt: null,
          endsAt: null,
          status: 'paused',
          idleSince: passed,
        }),
      ];
      for (const each of cases) await sync(harness.supporters, each);
      expect(await due()).toEqual(['sub_ending', 'sub_late', 'sub_owing']);
    });

    test('parts that are too old to be held under a name are found, younger ones are not', async () => {
      const old = make.someday - 801 * day;
      const renewsAt = make.someday + day;
      const year = { kind: 'period', membership: make.membershipId(), frequency: 'annual', periodEnd: old } as const;
      const cases = [
        giftOf('old', { confirmedAt: old }),
        giftOf('young', { confirmedAt: old + 2 * day }),
        giftOf('pending', { status: 'pending', confirmedAt: null, begunOn: old + 2 * day }),
        giftOf('bounced', { status: 'failed', confirmedAt: null, begunOn: old }),
        // Stored before rows had such a day: Stripe knows it.
        giftOf('undated', { status: 'failed', confirmedAt: null }),
        giftOf('unpaid', { status: 'failed', confirmedAt: null, purpose: year }),
        // What was paid for ended long ago, yet it was paid lately.
        giftOf('late', { purpose: year }),
        make.membership({ id: make.membershipId('old'), status: 'canceled', endsAt: old, renewsAt: null }),
        make.membership({ id: make.membershipId('young'), status: 'canceled', endsAt: old + 2 * day, renewsAt: null }),
        make.membership({ id: make.membershipId('granted'), status: 'canceled', endsAt: old, grantedUntil: renewsAt }),
        make.membership({ id: make.membershipId('live'), renewsAt }),
        make.membership({ id: make.membershipId('unpaid'), status: 'unpaid', renewsAt, idleSince: old }),
        make.membership({ id: make.membershipId('behind'), status: 'past_due', renewsAt, idleSince: old + 2 * day }),
        make.membership({ id: make.membershipId('undated'), status: 'past_due', renewsAt }),
      ];
      for (const each of cases) await sync(harness.supporters, each);
      expect(await due()).toEqual([
        ...['pi_bounced', 'pi_old', 'pi_undated', 'pi_unpaid'],
        ...['sub_old', 'sub_undated', 'sub_unpaid'],
      ]);
    });

    test('supporters to whom an address leads under a pepper that was rotated are found', async () => {
      const [ada, ben] = [make.customerId('ada'), make.customerId('ben')];
      await harness.supporters.pointEmail({ pepper: 'p1', hash: make.hashOf('ada') }, ada);
      await harness.supporters.pointEmail({ pepper: 'p2', hash: make.hashOf('ben') }, ben);
      expect(await syncRequests()).toEqual([{ part: 'customer', objectId: ada, customerId: ada }]);
      await harness.supporters.pointEmail({ pepper: 'p2', hash: make.hashOf('ada, anew') }, ada);
      await harness.supporters.dropPointers(ada, [{ pepper: 'p2', hash: make.hashOf('ada, anew') }]);
      expect(await syncRequests()).toEqual([]);
    });

    test('totals that are the sum of their payments and anonymous payments are left alone', async () => {
      for (const name of ['ada', 'ben', 'cleo']) await give(name);
      await harness.anonymousPayments.remove(make.keyOf(giftOf('ben')));
      expect(await harness.store.auditTotals()).toEqual([]);
    });

    test('a drifted total becomes the sum again, and is reported', async () => {
      await give('ada');
      await give('ben', 500);
      await harness.spoil(700);
      expect(await harness.store.auditTotals()).toMatchObject([november]);
      const log = recordedLog();
      expect(await healTotals({ totals: harness.store, log })).toEqual({ corrected: 1, moved: 0 });
      expect(await harness.store.auditTotals()).toEqual([]);
      expect(log.of('total-corrected')).toEqual([{ count: 1 }]);
    });

    test('a total that moved since it was looked at is left for the next time', async () => {
      await give('ada');
      await harness.spoil(700);
      const [difference] = await harness.store.auditTotals();
      if (difference === undefined) throw new Error('there is no difference');
      await give('ada', 400);
      expect(await harness.store.correctTotal(difference)).toBe('moved');
      expect(await healTotals({ totals: harness.store, log: recordedLog() })).toEqual({ corrected: 1, moved: 0 });
      expect(await harness.store.auditTotals()).toEqual([]);
    });
  });
});

describe.skipIf(isTableMissing())('on DynamoDB', () => {
  test('a payment that becomes anonymous while the rows are summed makes its total a moved one', async () => {
    const harness = await openTable();
    await sync(harness.supporters, giftOf('ada'), make.counted(1000, november));
    await harness.spoil(700);
    const [difference] = await harness.store.auditTotals();
    if (difference === undefined) throw new Error('there is no difference');
    await harness.anonymousPayments.remove(make.keyOf(giftOf('ada')));
    expect(await harness.store.correctTotal(difference)).toBe('moved');
  });
});
