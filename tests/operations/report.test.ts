// The page of `npm run report` from invented rows: its counts of reminders and campaigns, its text where something differs,
// and that names of settings and sources are escaped.
import { describe, expect, test } from 'vitest';
import { settings } from '#settings';
import { monthReport, type ReportNeeds } from '../../operations/report/month-report.ts';
import { isAgreed } from '../../operations/report/page/check-section.ts';
import { reportPage } from '../../operations/report/page/report-page.ts';
import { currencyOf } from '../support/builders.ts';

const november = Date.parse('2026-11-10T12:00:00Z');
const held: ReportNeeds['rows']['payments'][number] = {
  id: 'pi_one',
  frequency: 'once',
  currency: currencyOf('usd'),
  period: null,
  confirmedAt: november,
  grossMinor: 123_456,
  amountMinor: 123_456,
  returnedMinor: 0,
  refundedMinor: 0,
};
const charge = { id: 'pi_one', currency: 'usd', amountMinor: 123_456, refundedMinor: 0, settled: null };
const needs = (overrides: Partial<ReportNeeds> = {}): ReportNeeds => ({
  newsroom: 'The Meridian',
  timeZone: 'Europe/Riga',
  campaigns: settings.campaigns,
  now: Date.parse('2026-12-02T10:00:00Z'),
  rows: { payments: [held], counted: [{ campaign: 'ad-free', month: '2026-11', amountMinor: 250_000 }], reminders: [] },
  stripe: { charges: [charge], checkouts: [] },
  isMarked: async () => false,
  ...overrides,
});

describe('the page of a month', () => {
  test('formats amounts, and shows the progress of a campaign', async () => {
    const page = reportPage(await monthReport(needs(), '2026-11'));
    expect(page).toContain('$1,234.56');
    expect(page).toContain('$2,500.00 of $10,000.00 this month: 25 %');
    expect(page).toContain('<h1>November 2026</h1>');
  });

  test('counts sent and waiting reminders, and what came from them', async () => {
    const reminders = [
      { state: 'sent', messages: [november] },
      { state: 'sent', messages: [Date.parse('2026-10-10T12:00:00Z')] },
      { state: 'due', messages: [] },
      { state: 'never', messages: [] },
    ];
    const checkouts = [{ source: 'reminder', isMembership: true, currency: 'usd', amountMinor: 500 }];
    const rows = { ...needs().rows, reminders };
    const report = await monthReport(needs({ rows, stripe: { charges: [charge], checkouts } }), '2026-11');
    expect(report.messages).toEqual({ sent: 1, waiting: 1 });
    const page = reportPage(report);
    expect(page).toContain('1 reminder was sent this month, and 1 reminder waits');
    expect(page).toContain('0 one-time gifts and 1 membership, $5.00 at checkout');
  });

  test('counts charges of another app as foreign, and marked ones as missing', async () => {
    const other = { ...charge, id: 'pi_other', amountMinor: 9900 };
    const stripe = { charges: [charge, other], checkouts: [] };
    const foreign = await monthReport(needs({ stripe }), '2026-11');
    expect([isAgreed(foreign), foreign.check.foreign.length]).toEqual([true, 1]);
    expect(reportPage(foreign)).toContain('1 other charge on the account ($99.00)');
    const missing = await monthReport(needs({ stripe, isMarked: async (id) => id === 'pi_other' }), '2026-11');
    expect([isAgreed(missing), missing.check.missing.length]).toEqual([false, 1]);
  });

  test('says so if the month is not over', async () => {
    const report = await monthReport(needs({ now: november }), '2026-11');
    expect(reportPage(report)).toContain('November 2026, so far');
  });

  test('escapes names for HTML', async () => {
    const checkouts = [{ source: '<script>', isMembership: false, currency: 'usd', amountMinor: 500 }];
    const report = await monthReport(
      needs({ newsroom: 'A & <b>', stripe: { charges: [charge], checkouts } }),
      '2026-11',
    );
    expect(reportPage(report)).not.toMatch(/<script|<b>\)/);
    expect(reportPage(report)).toContain('A &amp; &lt;b&gt;');
  });
});
