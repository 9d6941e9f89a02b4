// `npm run recount` as a person runs it, a process of its own on a running stage: it counts again what was counted by the rates of
// another day, while the function `sync` saves refunds of the same payments.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sdkFor } from '../../packages/stripe-sandbox/tests/stage.ts';
import { type DeployedHarness, openDeployedHarness } from '../support/deployed-harness.ts';
import { isTableMissing } from '../support/dynamodb-table.ts';
import * as steps from '../support/newsroom-steps.ts';

const gifts = 12;
const giftMinor = 1000;
const refundedMinor = 300;
/** What each payment counted by the rates before. */
const countedBefore = 777;

describe.skipIf(isTableMissing())('npm run recount, a process of its own', () => {
  let harness: DeployedHarness;
  const intents: string[] = [];
  beforeAll(async () => {
    harness = await openDeployedHarness();
    for (let gift = 0; gift < gifts; gift += 1) {
      const input = { ...steps.tenOnce, campaign: 'ad-free' };
      const opened = await steps.openCheckout(harness.browser(), input, {
        headers: { 'idempotency-key': steps.pressKey(`${gift}`) },
      });
      await steps.pay(harness, opened);
      intents.push((await steps.partsOf({ stripe: stripe() }, opened)).intent);
    }
    await harness.drain();
  });
  afterAll(() => harness?.stop());

  const stripe = () => sdkFor(harness.sandbox, 0, 'sk_test_staff');
  const recount = (...more: readonly string[]) =>
    promisify(execFile)(process.execPath, ['operations/recount.ts', ...more], {
      env: { ...process.env, DEAD_LETTERS_URL: harness.queue.deadLetterUrl },
    });
  const totals = async () => {
    const rows = (await harness.table.rows()).filter(({ pk }) => /^CAMPAIGN#ad-free#\d/.test(String(pk)));
    const sum = (field: string) => rows.reduce((all, row) => all + Number(row[field] ?? 0), 0);
    return [sum('raisedMinor'), sum('contributions')];
  };
  /** As if the settings had had another rate on the day it came: the payment and its month's total say so. */
  async function countAsBefore(): Promise<void> {
    const { documentClient, tableName } = harness.table;
    const change = async (row: Readonly<Record<string, unknown>>, path: readonly string[], to: number) => {
      const names = Object.fromEntries(path.map((name, at) => [`#n${at}`, name]));
      await documentClient.send(
        new UpdateCommand({
          TableName: tableName,
          Key: { pk: row['pk'], sk: row['sk'] },
          UpdateExpression: `SET ${Object.keys(names).join('.')} = :to`,
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: { ':to': to },
        }),
      );
    };
    let raised = 0;
    for (const row of await harness.table.rows()) {
      if (row['counted'] === null || typeof row['counted'] !== 'object') continue;
      await change(row, ['counted', 'amountMinor'], countedBefore);
      raised += countedBefore;
    }
    for (const row of await harness.table.rows()) {
      if (!/^CAMPAIGN#ad-free#\d/.test(String(row['pk'])) || !(Number(row['raisedMinor']) > 0)) continue;
      await change(row, ['raisedMinor'], raised);
      // A month's total lies in several rows.
      raised = 0;
    }
  }

  test('--dry-run says how many it would be, and writes nothing', async () => {
    await countAsBefore();
    const before = await harness.table.rows();
    const { stdout } = await recount('--dry-run');
    expect(stdout).toContain(`${gifts} payments read; to be counted again ${gifts}, failed 0`);
    expect(await harness.table.rows()).toEqual(before);
    expect(await totals()).toEqual([gifts * countedBefore, gifts]);
  });

  test('counts all of them again while a worker saves refunds of every second one', async () => {
    const running = recount();
    for (const payment_intent of intents.filter((_, at) => at % 2 === 0)) {
      await stripe().refunds.create({ payment_intent, amount: refundedMinor });
      await harness.drain();
    }
    const { stdout } = await running;
    expect(stdout).toContain(`${gifts} payments read`);
    expect(stdout).toContain('failed 0');
    expect(await totals()).toEqual([gifts * giftMinor - (gifts / 2) * refundedMinor, gifts]);
    expect((await recount()).stdout).toContain('counted again 0, failed 0');
  });
});
