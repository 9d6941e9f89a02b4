// What is left of a payment: totals take a bank at its word at once, standing waits for its answer.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { netMinor, type Payment } from '../../shared/core/payment.ts';
import { disputed, payment } from '../support/builders.ts';

const [totals, standing] = ['withdrawn-is-gone', 'withdrawn-until-lost'] as const;
describe('what is left', () => {
  test.each<[string, Partial<Payment>, forTotals: number, forStanding: number]>([
    ['of a confirmed payment is all of it', {}, 1000, 1000],
    ['of a pending one is nothing', { status: 'pending', confirmedAt: null }, 0, 0],
    ['of a failed one is nothing', { status: 'failed', confirmedAt: null }, 0, 0],
    ['after a partial return is the rest', { returnedMinor: 300 }, 700, 700],
    ['after a whole return is nothing', { returnedMinor: 1000 }, 0, 0],
    ['under an open dispute is gone for the totals alone', disputed('open', 1000), 0, 1000],
    ['under an inquiry is all of it', disputed('open', 0), 1000, 1000],
    ['after a lost dispute is gone for both', disputed('lost', 1000), 0, 0],
    ['after a dispute lost in part is the rest', disputed('lost', 400), 600, 600],
    [
      'with one dispute lost and another open is for standing without the lost one alone',
      { dispute: { outcome: 'lost', withdrawnMinor: 700, lostMinor: 400 } },
      300,
      600,
    ],
    ['after a won dispute is all of it', disputed('won', 0), 1000, 1000],
    [
      'of a return and a lost dispute together is never less than nothing',
      { returnedMinor: 600, ...disputed('lost', 600) },
      0,
      0,
    ],
  ])('%s', (_what, changed, forTotals, forStanding) => {
    expect(netMinor(payment(changed), totals)).toBe(forTotals);
    expect(netMinor(payment(changed), standing)).toBe(forStanding);
  });
  test('is never below nothing nor above what was paid, and totals never count more than standing', () =>
    fc.assert(
      fc.property(
        fc.nat(5000),
        fc.nat(6000),
        fc.option(
          fc
            .record({
              outcome: fc.constantFrom('open' as const, 'lost' as const, 'won' as const),
              withdrawnMinor: fc.nat(6000),
              lostMinor: fc.nat(6000),
            })
            .filter(({ withdrawnMinor, lostMinor }) => lostMinor <= withdrawnMinor),
          { nil: null },
        ),
        (amountMinor, returnedMinor, dispute) => {
          const each = payment({ amountMinor, returnedMinor, dispute });
          const [gone, there] = [netMinor(each, totals), netMinor(each, standing)];
          expect(gone).toBeGreaterThanOrEqual(0);
          expect(there).toBeLessThanOrEqual(amountMinor);
          expect(gone).toBeLessThanOrEqual(there);
        },
      ),
    ));
});
