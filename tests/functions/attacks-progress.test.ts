// Reading one gift out of a campaign, tried through the deployed functions: with own gifts around it, by asking again and again,
// and by asking differently. What is shown is the job's of the morning, over what is a day old.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dynamodbStores } from '../../shared/adapters/dynamodb/stores.ts';
import { day, hour, minute, roundedDown, second } from '../../shared/core/time.ts';
import { giftOf, sync } from '../contracts/supporter-store-adapters.ts';
import * as make from '../support/builders.ts';
import { type DeployedHarness, openDeployedHarness } from '../support/deployed-harness.ts';
import { isTableMissing } from '../support/dynamodb-table.ts';
import * as steps from '../support/newsroom-steps.ts';

const two = { ...steps.tenOnce, amountMinor: 200, campaign: 'ad-free' };
const path = '/v1/campaigns/ad-free';

describe.skipIf(isTableMissing())('a campaign', () => {
  let harness: DeployedHarness;
  beforeAll(async () => {
    harness = await openDeployedHarness();
    // Noon of a tenth: no month ends meanwhile, whatever today is.
    const today = new Date(harness.now());
    await harness.wait(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + 1, 10, 12) - harness.now());
    await morning();
  });
  afterAll(() => harness?.stop());
  const shown = async (query = '', headers = {}) =>
    (await harness.ask({ method: 'GET', path: `${path}${query}`, headers })).body;
  const morning = () => harness.timer('reconcile', { job: 'progress' });

  test('shows nothing of the tenth gift to who gave the other nine', async () => {
    for (let own = 0; own < 9; own += 1) await steps.give(harness, harness.browser(), two);
    await harness.drain();
    const before = await shown();
    await steps.give(harness, harness.browser(), { ...two, amountMinor: 75_000 });
    await harness.drain();
    for (const wait of [0, 1, 7, 60, 6 * 60]) {
      await harness.wait(wait * minute);
      const answers = [await shown(), await shown('?locale=de'), await shown('', { origin: 'https://evil.example' })];
      expect(new Set([before, ...answers]).size).toBe(1);
    }
    await harness.wait(2 * day);
    await morning();
    expect(await shown()).toBe(before);
  });

  test('moves when many gave, at the job of the next morning and at no request', async () => {
    const confirmedAt = roundedDown(harness.now() - 2 * hour, second);
    const { supporters } = dynamodbStores(harness.table.documentClient, harness.table.tableName);
    const month = new Date(harness.now()).toISOString().slice(0, 7);
    // Twelve bands' worth: the goal, wherever its edge lies.
    for (let at = 0; at < 600; at += 1) {
      const gift = giftOf(`many${at}`, { amountMinor: 2000, confirmedAt });
      await sync(supporters, gift, make.counted(2000, { month }));
    }
    const before = await shown();
    await harness.wait(12 * hour);
    await morning();
    expect(await shown()).toBe(before);
    await harness.wait(day);
    expect(await shown()).toBe(before);
    await morning();
    expect(JSON.parse((await shown()) ?? '')).toMatchObject({ raisedMinor: 1_000_000 });
    await harness.wait(hour);
    await morning();
    expect(JSON.parse((await shown()) ?? '')).toMatchObject({ raisedMinor: 1_000_000 });
  });
});
