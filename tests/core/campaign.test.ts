// What one payment adds to a campaign: net, in the campaign's own currency, in the newsroom's own month; and how a
// counter moves when that changes.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Campaign, type Counted, countedChanges, countedOf } from '../../shared/core/campaign.ts';
import type { Payment } from '../../shared/core/payment.ts';
import {
  campaignId,
  counted,
  currencyOf,
  disputed,
  membershipId,
  payment,
  periodPayment,
  someday,
} from '../support/builders.ts';

const [usd, eur, jpy, kwd] = ['usd', 'eur', 'jpy', 'kwd'].map(currencyOf);
if (usd === undefined || eur === undefined || jpy === undefined || kwd === undefined)
  throw new Error('four currencies');
const campaigns: readonly Campaign[] = [
  { id: campaignId('other'), currency: eur, goalMinor: 100, rates: {} },
  {
    id: campaignId(),
    currency: usd,
    goalMinor: 1_000_000,
    rates: { eur: [108, 100], jpy: [66, 100], kwd: [325, 1000] },
  },
];
const count = (changed: Partial<Payment> = {}, timeZone = 'Europe/Riga') =>
  countedOf(payment(changed), campaigns, timeZone);
const amount = (changed: Partial<Payment>) => count(changed)?.amountMinor ?? null;

describe('what a payment counts', () => {
  test('is its amount, in the month it was confirmed', () =>
    expect(count()).toEqual({ campaign: campaignId(), month: '2026-11', amountMinor: 1000 }));
  test('an annual payment counts whole in its month, as the cash it is', () =>
    expect(
      countedOf(
        periodPayment({
          amountMinor: 5000,
          purpose: { kind: 'period', membership: membershipId(), frequency: 'annual', periodEnd: someday },
        }),
        campaigns,
        'UTC',
      ),
    ).toMatchObject({ month: '2026-11', amountMinor: 5000 }));

  test.each<[string, Partial<Payment>, number | null]>([
    ['partly returned, what is left', { returnedMinor: 400 }, 600],
    ['returned whole, nothing', { returnedMinor: 1000 }, null],
    ['held back by the bank, nothing', disputed('open', 1000), null],
    ['asked about by the bank, all', disputed('open', 0), 1000],
    ['won back, all', disputed('won', 0), 1000],
    ['lost, nothing', disputed('lost', 1000), null],
    ['returned and lost beyond its amount, nothing', { returnedMinor: 800, ...disputed('lost', 800) }, null],
    ['pending, nothing', { status: 'pending', confirmedAt: null }, null],
    ['failed, nothing', { status: 'failed', confirmedAt: null }, null],
    ['of nothing (from credit), nothing', { amountMinor: 0 }, null],
    ['without a campaign, nothing', { campaign: null }, null],
    ['for a campaign that is over, nothing', { campaign: campaignId('forgotten') }, null],
  ])('%s', (_what, changed, expected) => expect(amount(changed)).toBe(expected));

  test.each<[string, Partial<Payment>, number | null]>([
    ['as the bank settled it', { currency: eur, settled: { amountMinor: 1093, currency: usd } }, 1093],
    [
      'as settled, less the share that was returned',
      { currency: eur, settled: { amountMinor: 1093, currency: usd }, returnedMinor: 500 },
      547,
    ],
    ["by the newsroom's rate while it is not settled", { currency: eur }, 1080],
    [
      "by the newsroom's rate where it is settled in a third",
      { currency: eur, settled: { amountMinor: 900, currency: currencyOf('gbp') } },
      1080,
    ],
    ['by a rate between minor units of other sizes', { currency: jpy, amountMinor: 1000 }, 660],
    ['by a rate from thousandths', { currency: kwd, amountMinor: 1000 }, 325],
    ['nothing in a currency without a rate', { currency: currencyOf('sek') }, null],
    ['its own amount, whatever it was settled in', { settled: { amountMinor: 920, currency: eur } }, 1000],
  ])('in another currency: %s', (_what, changed, expected) => expect(amount(changed)).toBe(expected));

  test.each([
    ['2026-11-30T21:59:59Z', 'Europe/Riga', '2026-11'],
    ['2026-11-30T22:00:00Z', 'Europe/Riga', '2026-12'],
    ['2026-12-31T23:30:00Z', 'UTC', '2026-12'],
    ['2026-12-31T23:30:00Z', 'Europe/Riga', '2027-01'],
    ['2027-01-01T03:00:00Z', 'America/New_York', '2026-12'],
  ])('at %s, for a newsroom in %s, counts in %s', (iso, timeZone, month) =>
    expect(count({ confirmedAt: Date.parse(iso) }, timeZone)?.month).toBe(month),
  );
});

describe('how the counters move', () => {
  test.each<[string, Counted | null, Counted | null, object[]]>([
    [
      'a payment that came in adds itself',
      null,
      counted(500),
      [{ amountMinor: 500, contributions: 1, month: '2026-11' }],
    ],
    [
      'one that went out takes itself away',
      counted(500),
      null,
      [{ amountMinor: -500, contributions: -1, month: '2026-11' }],
    ],
    ['one partly returned takes the difference', counted(500), counted(300), [{ amountMinor: -200, contributions: 0 }]],
    ['one heard of again moves nothing', counted(500), counted(500), []],
    ['one that never counted moves nothing', null, null, []],
    [
      'one that changed its month leaves one and joins the other',
      counted(500),
      counted(500, { month: '2026-12' }),
      [
        { amountMinor: -500, contributions: -1, month: '2026-11' },
        { amountMinor: 500, contributions: 1, month: '2026-12' },
      ],
    ],
    [
      'one that changed its campaign leaves one and joins the other',
      counted(500),
      counted(500, { campaign: campaignId('other') }),
      [
        { amountMinor: -500, contributions: -1, campaign: 'ad-free' },
        { amountMinor: 500, contributions: 1, campaign: 'other' },
      ],
    ],
  ])('%s', (_what, before, after, changes) => {
    const moved = countedChanges(before, after);
    expect(moved).toHaveLength(changes.length);
    expect(moved).toMatchObject(changes);
  });

  const counting = fc.record({
    campaign: fc.constantFrom(campaignId(), campaignId('other')),
    month: fc.constantFrom('2026-11', '2026-12'),
    amountMinor: fc.integer({ min: 1, max: 5000 }),
  });
  test('after any history, each counter is the sum of what counts there now', () =>
    fc.assert(
      fc.property(fc.array(fc.option(counting, { nil: null }), { maxLength: 8 }), (history) => {
        const totals = new Map<string, { amountMinor: number; contributions: number }>();
        for (const [index, after] of history.entries()) {
          for (const change of countedChanges(history[index - 1] ?? null, after)) {
            const key = `${change.campaign} ${change.month}`;
            const { amountMinor, contributions } = totals.get(key) ?? { amountMinor: 0, contributions: 0 };
            totals.set(key, {
              amountMinor: amountMinor + change.amountMinor,
              contributions: contributions + change.contributions,
            });
          }
        }
        const last = history.at(-1) ?? null;
        const left = [...totals].filter(([, total]) => total.amountMinor !== 0 || total.contributions !== 0);
        expect(left).toEqual(
          last === null
            ? []
            : [[`${last.campaign} ${last.month}`, { amountMinor: last.amountMinor, contributions: 1 }]],
        );
      }),
    ));
});
