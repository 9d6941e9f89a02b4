// The page of `npm run report` from invented rows: its counts of reminders and campaigns, its text where something differs,
// and that names of settings and sources are escaped.
import { describe, expect, test } from 'vitest';
import { monthReport } from '../../operations/report/month-report.ts';
import { isAgreed } from '../../operations/report/page/check-section.ts';
import { reportPage } from '../../operations/report/page/report-page.ts';
import {
  chargeOfGift as charge,
  heldGift as held,
  reportNeeds as needs,
  november,
} from '../support/invented-report.ts';

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

  test.each<[string, readonly number[], string, string]>([
    ['whole months', [90_00, 100_00, 125_00], '2026-12-02', '25 % more than the month before'],
    ['a worse month', [90_00, 100_00, 50_00], '2026-12-02', '50 % less than the month before'],
    ['a month of many gifts', [1_00, 1_00, 55_60], '2026-12-02', '56 times as much as the month before'],
    ['the first month, which may have begun late', [0, 1_00, 55_60], '2026-12-02', ''],
    ['a month that goes on', [90_00, 100_00, 50_00], '2026-11-20', ''],
  ])('compares whole months only: %s', async (_what, amounts, today, said) => {
    const payments = amounts.flatMap((amountMinor, at) =>
      amountMinor === 0
        ? []
        : [
            {
              ...held,
              id: `pi_${at}`,
              amountMinor,
              grossMinor: amountMinor,
              confirmedAt: Date.parse(`2026-${String(9 + at).padStart(2, '0')}-10T12:00:00Z`),
            },
          ],
    );
    const rows = { ...needs().rows, payments };
    const page = reportPage(await monthReport(needs({ rows, now: Date.parse(`${today}T10:00:00Z`) }), '2026-11'));
    const [lead = ''] = /<p class="lead">[^<]*/.exec(page) ?? [];
    if (said === '') expect(lead).not.toMatch(/the month before/);
    else expect(lead).toContain(said);
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
