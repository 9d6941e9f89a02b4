// `npm run report` on a story that went through the deployed doors: its figures are the story's, they agree with Stripe to
// the cent, a difference is said, and no person is on the page.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { boundsOf, monthReport } from '../../local/commands/report/month-report.ts';
import { isAgreed } from '../../local/commands/report/page/check-section.ts';
import { reportPage } from '../../local/commands/report/page/report-page.ts';
import { readRows } from '../../local/commands/report/read-rows.ts';
import { readStripeMonth } from '../../local/commands/report/read-stripe-month.ts';
import { settings } from '../../mainstay.config.ts';
import { netOf, wholeOf } from '../../shared/core/report-income.ts';
import { day, hour, monthOf } from '../../shared/core/time.ts';
import { sdkFor } from '../sandbox/stage.ts';
import { type DeployedHouse, openDeployedHouse } from '../support/deployed-house.ts';
import { isTableMissing } from '../support/dynamodb-table.ts';
import * as deeds from '../support/newsroom-deeds.ts';

describe.skipIf(isTableMissing())('npm run report', () => {
  let house: DeployedHouse;
  let month = '';
  const stripe = () => sdkFor(house.sandbox, 0, 'sk_test_staff');
  const { timeZone, name } = settings.newsroom;
  const made = async (of = month) => {
    const rows = await readRows(house.table.documentClient, house.table.tableName);
    const listed = await readStripeMonth(stripe(), ...boundsOf(of, timeZone));
    const { campaigns } = settings;
    const isMarked = async () => true;
    return monthReport({ newsroom: name, timeZone, campaigns, now: house.now(), rows, stripe: listed, isMarked }, of);
  };

  beforeAll(async () => {
    house = await openDeployedHouse();
    // At the beginning of a month, so that the story is within it whenever it is told.
    const start = monthOf(house.now(), timeZone);
    while (monthOf(house.now(), timeZone) === start) await house.wait(day);
    month = monthOf(house.now(), timeZone);
    await deeds.give(house, house.browser(), { ...deeds.tenOnce, campaign: 'ad-free', source: 'article-end' });
    await deeds.give(house, house.browser(), { ...deeds.tenOnce, currency: 'eur', amountMinor: 2500 });
    await deeds.give(house, house.browser(), { ...deeds.fiveMonthly, source: 'reminder' });
    const given = await deeds.give(house, house.browser(), { ...deeds.tenOnce, amountMinor: 5000 });
    const { intent } = await deeds.partsOf({ stripe: stripe() }, given);
    await stripe().refunds.create({ payment_intent: intent, amount: 1500 });
    // What reached the balance is known a while after the charge.
    await house.wait(hour);
    await house.drain();
  });
  afterAll(() => house?.stop());

  test('has the figures of the story', async () => {
    const report = await made();
    const sums = report.income.at(-1)?.currencies.map((each) => [each.currency, netOf(wholeOf(each))]);
    expect(sums).toEqual([
      ['usd', 1000 + 500 + 3500],
      ['eur', 2500],
    ]);
    expect(report.members.months.at(-1)).toMatchObject({ joined: 1, ended: 0, standing: { monthly: 1, annual: 0 } });
    expect(report.campaigns.map(({ months }) => months.at(-1)?.raisedMinor)).toEqual([1000]);
    expect(report.sources.find(({ source }) => source === 'reminder')).toMatchObject({ gifts: 0, memberships: 1 });
  });

  test('agrees with Stripe to the cent, refunds and fees among it', async () => {
    const report = await made();
    expect(isAgreed(report)).toBe(true);
    expect(report.check.lines).toMatchObject([
      { currency: 'eur', ours: { payments: 1, amountMinor: 2500 } },
      { currency: 'usd', ours: { payments: 3, amountMinor: 6500, refundedMinor: 1500 } },
    ]);
    expect(report.check.settled[0]?.feeMinor).toBeGreaterThan(0);
    expect(reportPage(report)).toContain('to the cent.');
  });

  test('has no person on it: no id, no address', async () => {
    const page = reportPage(await made());
    expect(page).not.toMatch(/\b(?:cus|sub|pi|ch|in|cs|txn)_[A-Za-z0-9]/);
    expect(page).not.toContain('@example');
    expect(page).not.toMatch(/<script|https?:/);
  });

  test('says what differs, and what is missing here, instead of explaining it away', async () => {
    await deeds.holdWebhooks(house);
    const browser = house.browser();
    const opened = await deeds.openCheckout(browser, { ...deeds.tenOnce, amountMinor: 700 });
    await deeds.pay(house, opened);
    const report = await made();
    expect(report.check.missing).toHaveLength(1);
    expect(isAgreed(report)).toBe(false);
    expect(reportPage(report)).toContain('missing here: 1');
    await deeds.letWebhooksGo(house);
    await house.drain();
    expect(isAgreed(await made())).toBe(true);
  });

  test('of a month without money is a page all the same', async () =>
    expect(reportPage(await made('2024-02'))).toContain('No money was confirmed'));
});
