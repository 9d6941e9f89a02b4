// What each flow costs on DynamoDB, in write units as AWS bills them: budgets that a careless change would break without
// any test of behaviour noticing.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dynamodbAttemptLimiter } from '../../shared/adapters/dynamodb/attempt-limiter.ts';
import { type ConsumedUnits, observeCapacity } from '../../shared/adapters/dynamodb/capacity.ts';
import { dynamodbCheckoutStore } from '../../shared/adapters/dynamodb/checkout-store.ts';
import { dynamodbDeviceStore } from '../../shared/adapters/dynamodb/device-store.ts';
import { dynamodbSupporterStore } from '../../shared/adapters/dynamodb/supporter-store.ts';
import { attempt, campaignId, checkout, counted, device, hashOf, keyOf, someday } from '../support/builders.ts';
import { type FreshTable, freshTable, isTableMissing } from '../support/dynamodb-table.ts';
import { giftOf, sync } from './supporter-store-adapters.ts';

const secret = async () => ({ key: Buffer.alloc(32, 1) });

describe.skipIf(isTableMissing())('on DynamoDB', () => {
  let table: FreshTable;
  let calls: ConsumedUnits[] = [];
  beforeAll(async () => {
    table = await freshTable();
    observeCapacity(table.documentClient, (consumed) => calls.push(consumed));
  });
  beforeEach(() => {
    calls = [];
  });
  const sum = (kind: ConsumedUnits['kind']) =>
    calls.filter((call) => call.kind === kind).reduce((units, call) => units + call.units, 0);
  const supporters = () => dynamodbSupporterStore(table.documentClient, table.tableName);

  test('a sync costs six write units and one read', async () => {
    await sync(supporters(), giftOf('sync'), counted(1000));
    calls = [];
    await sync(supporters(), giftOf('sync', { returnedMinor: 500 }), counted(500));
    expect(sum('write')).toBe(6);
    expect(sum('read')).toBe(1);
  });

  test('a sync that moves no total costs four, and one that moves money between months eight', async () => {
    await sync(supporters(), giftOf('still'), counted(1000));
    calls = [];
    await sync(supporters(), giftOf('still'), counted(1000));
    expect(sum('write')).toBe(4);
    calls = [];
    await sync(supporters(), giftOf('still'), counted(1000, { month: '2026-12' }));
    expect(sum('write')).toBe(8);
  });

  test('a first sync, with the pointer of its address, costs at most ten', async () => {
    await sync(supporters(), giftOf('first'), counted(1000));
    await supporters().pointEmail({ pepper: 'p1', hash: hashOf('first') }, giftOf('first').customer);
    expect(sum('write')).toBe(10);
    calls = [];
    await supporters().pointEmail({ pepper: 'p1', hash: hashOf('first') }, giftOf('first').customer);
    expect(sum('write')).toBe(0);
  });

  test('the largest part still fits the kilobyte of one unit', async () => {
    const longest = 'x'.repeat(60);
    const part = giftOf(longest, {
      purpose: { kind: 'period', membership: `sub_${longest}`, frequency: 'monthly', periodEnd: someday },
      campaign: campaignId('c'.repeat(32)),
      dispute: { outcome: 'open', withdrawnMinor: 99_999_999, lostMinor: 99_999_999 },
      settled: { amountMinor: 99_999_999, currency: 'usd' },
    });
    await sync(supporters(), part, counted(99_999_999, { campaign: campaignId('c'.repeat(32)) }));
    expect(sum('write')).toBe(6);
    expect(await supporters().readVersioned(keyOf(part))).toMatchObject({ part });
  });

  test('a checkout, counted by two limits, costs at most four', async () => {
    const chance = { token: () => 's'.repeat(43) };
    const limiter = dynamodbAttemptLimiter(table.documentClient, table.tableName, { chance, secret });
    const limits = ['checkouts-by-origin', 'checkouts-by-address'].map((name) => ({
      name,
      most: 9,
      windowSeconds: 600,
    }));
    const store = dynamodbCheckoutStore(table.documentClient, table.tableName);
    // The salt of the day is made once a day and belongs to no checkout.
    await limiter.count({ name: 'first-of-the-day', most: 9, windowSeconds: 600 }, 'x', someday);
    calls = [];
    for (const limit of limits) await limiter.count(limit, '192.0.2.17', someday);
    await store.begin(attempt());
    const returnUrl = `https://meridian.example/${'an-article-'.repeat(20)}`;
    await store.remember(checkout({ returnUrl, claims: [hashOf('cookie'), hashOf('page')], device: hashOf('device') }));
    expect(sum('write')).toBe(4);
  });

  test('a device is renewed with one write and one read', async () => {
    const store = dynamodbDeviceStore(table.documentClient, table.tableName);
    await store.remember(device());
    await store.read(device().hash, someday);
    expect([sum('write'), sum('read')]).toEqual([1, 1]);
  });
});
