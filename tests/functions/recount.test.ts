// `npm run recount` on a real table: after rates, the time zone or the campaigns changed, every payment counts what the settings say now.
import { beforeEach, describe, expect, test } from 'vitest';
import { settings } from '#settings';
import { checkCounting } from '../../operations/doctor/check-storage.ts';
import { countingName } from '../../operations/recount/counting-settings.ts';
import { recount } from '../../operations/recount/recount.ts';
import { runErasure } from '../../shared/actions/run-erasure.ts';
import { countingPayments } from '../../shared/adapters/dynamodb/counting-payments.ts';
import { dynamodbReconcileStore } from '../../shared/adapters/dynamodb/reconcile-store.ts';
import { countingPayments as rememberedPayments } from '../../shared/adapters/memory/counting-payments.ts';
import { known, parseCustomerId } from '../../shared/core/ids.ts';
import { parseCurrency } from '../../shared/core/money.ts';
import type { CountingPayments } from '../../shared/ports/counting-payments.ts';
import type { Payments } from '../../shared/ports/payments.ts';
import { freshTable, isTableMissing } from '../support/dynamodb-table.ts';
import { type Newsroom, openNewsroomOn } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';
import { inMemory, inTable } from '../support/newsroom-stores.ts';

/** Half past ten at night in London, half past midnight in Riga: the months differ. */
const lastNight = Date.UTC(2026, 10, 30, 22, 30);
const [before] = settings.campaigns;
if (before === undefined) throw new Error('the settings of tests have a campaign');
const doubled = { ...before, rates: { ...before.rates, eur: [216, 100] as const } };
const gift = { ...steps.tenOnce, currency: 'eur', campaign: 'ad-free' };

/** A gift that counts, one that counts nowhere, and one whose giver is erased. */
async function tellStory(newsroom: ReturnType<typeof openNewsroomOn>): Promise<void> {
  await steps.give(newsroom, newsroom.browser(), gift);
  await steps.give(newsroom, newsroom.browser(), { ...gift, campaign: undefined });
  const erased = await steps.give(newsroom, newsroom.browser(), { ...gift, amountMinor: 3000 });
  const { customer } = await steps.partsOf(newsroom, erased);
  await runErasure(newsroom.needs, known(parseCustomerId(String(customer))));
  await newsroom.drain();
}

describe.skipIf(isTableMissing())('npm run recount', () => {
  let newsroom: ReturnType<typeof openNewsroomOn>;
  let table: Awaited<ReturnType<typeof freshTable>>;
  let said = '';
  beforeEach(async () => {
    table = await freshTable();
    newsroom = openNewsroomOn(inTable(table), { startAt: lastNight });
    said = '';
    await tellStory(newsroom);
  });

  const reconciliations = () => dynamodbReconcileStore(table.documentClient, table.tableName);
  function run(change: Partial<Newsroom['needs']>, isDry = false): Promise<boolean> {
    const payments = countingPayments({ documentClient: table.documentClient, tableName: table.tableName });
    const worker = { ...newsroom.needs, ...change };
    const screen = {
      write: (text: string) => {
        said += text;
      },
    };
    const { clock, log } = newsroom.needs;
    return recount({ payments, worker, reconciliations: reconciliations(), clock, log, screen }, { isDry });
  }
  const totals = async () => {
    const sums = new Map<string, number>();
    for (const { pk, raisedMinor } of await table.rows()) {
      const [, , month] = /^CAMPAIGN#([^#]+)#(\d{4}-\d{2})#/.exec(String(pk)) ?? [];
      if (month !== undefined && Number(raisedMinor) > 0) sums.set(month, (sums.get(month) ?? 0) + Number(raisedMinor));
    }
    return Object.fromEntries(sums);
  };
  const doctorSays = (campaigns = settings.campaigns, timeZone = settings.newsroom.timeZone) =>
    checkCounting({
      reconciliations: reconciliations(),
      countingName: countingName({ campaigns, timeZone }),
      isInAws: true,
    });

  test('moves payments of supporters and of nobody to the new rate, once', async () => {
    expect(await totals()).toEqual({ '2026-12': 4320 });
    expect(await run({ campaigns: [doubled] })).toBe(true);
    expect(said).toContain('2 payments read; counted again 2, failed 0');
    expect(await totals()).toEqual({ '2026-12': 8640 });
    const rows = (await table.rows()).filter(({ pk }) => !String(pk).startsWith('JOB#'));
    said = '';
    expect(await run({ campaigns: [doubled] })).toBe(true);
    expect(said).toContain('counted again 0');
    expect((await table.rows()).filter(({ pk }) => !String(pk).startsWith('JOB#'))).toEqual(rows);
  });

  test.each([
    ['another time zone', { timeZone: 'Europe/London' }, { '2026-11': 4320 }],
    ['no campaign any more', { campaigns: [] }, {}],
    [
      'another currency of the campaign',
      { campaigns: [{ ...before, currency: known(parseCurrency(gift.currency)) }] },
      { '2026-12': 4000 },
    ],
  ])('counts by %s', async (_, change, due) => {
    expect(await run(change)).toBe(true);
    expect(await totals()).toEqual(due);
  });

  test('reads the same payments in memory', async () => {
    const remembered = openNewsroomOn(inMemory, { startAt: lastNight });
    await tellStory(remembered);
    const { supporters, anonymousPayments } = remembered.stores;
    const countOf = async (read: CountingPayments) => {
      const all: object[] = [];
      for await (const { id, customer, counted } of read()) all.push({ id, customer, counted });
      return all.sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
    };
    const inRows = await countOf(
      countingPayments({ documentClient: table.documentClient, tableName: table.tableName }),
    );
    expect(inRows).toHaveLength(2);
    expect(await countOf(rememberedPayments(supporters, anonymousPayments))).toEqual(inRows);
  });

  test('with --dry-run says how many it would be, and writes nothing', async () => {
    const rows = await table.rows();
    expect(await run({ campaigns: [doubled] }, true)).toBe(true);
    expect(said).toContain('to be counted again 2');
    expect(await table.rows()).toEqual(rows);
  });

  test('names what Stripe did not answer for, and goes on there the next time', async () => {
    let calls = 0;
    const payments: Payments = {
      ...newsroom.needs.payments,
      readPayment: async (...input) => {
        calls += 1;
        if (calls === 1) throw new Error('Stripe is away');
        return newsroom.needs.payments.readPayment(...input);
      },
    };
    expect(await run({ campaigns: [doubled], payments })).toBe(false);
    expect(said).toMatch(/could not be counted again: pi_\w+/);
    expect(await doctorSays([doubled])).toMatchObject({ state: 'problem', is: 'the last recount did not end' });
    said = '';
    expect(await run({ campaigns: [doubled] })).toBe(true);
    expect(said).toContain('counted again 1');
    expect(await totals()).toEqual({ '2026-12': 8640 });
  });

  test('is what the doctor asks for, until it was done with the settings of today', async () => {
    expect(await doctorSays()).toMatchObject({ state: 'notice', remedy: 'npm run recount' });
    await run({});
    expect(await doctorSays()).toMatchObject({ state: 'ok' });
    expect(await doctorSays(settings.campaigns.map((each) => ({ ...each, goalMinor: 1 })))).toMatchObject({
      state: 'ok',
    });
    expect(await doctorSays([doubled])).toMatchObject({ state: 'problem', remedy: 'npm run recount' });
    expect(await doctorSays(settings.campaigns, 'Europe/London')).toMatchObject({ state: 'problem' });
    await run({ campaigns: [doubled] });
    expect(await doctorSays([doubled])).toMatchObject({ state: 'ok' });
  });
});
