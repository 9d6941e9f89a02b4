// What a report is made of, invented: one gift in November 2026, which Stripe has too, and a campaign.
import { settings } from '#settings';
import type { ReportNeeds } from '../../operations/report/month-report.ts';
import { currencyOf } from './builders.ts';

export const november = Date.parse('2026-11-10T12:00:00Z');
export const heldGift: ReportNeeds['rows']['payments'][number] = {
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
export const chargeOfGift = { id: 'pi_one', currency: 'usd', amountMinor: 123_456, refundedMinor: 0, settled: null };
export const reportNeeds = (overrides: Partial<ReportNeeds> = {}): ReportNeeds => ({
  newsroom: 'The Meridian',
  timeZone: 'Europe/Riga',
  campaigns: settings.campaigns,
  now: Date.parse('2026-12-02T10:00:00Z'),
  rows: {
    payments: [heldGift],
    counted: [{ campaign: 'ad-free', month: '2026-11', amountMinor: 250_000 }],
    reminders: [],
  },
  stripe: { charges: [chargeOfGift], checkouts: [] },
  isMarked: async () => false,
  ...overrides,
});
