// What holds of standing whatever a supporter's parts are.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Membership, membershipStatuses } from '../../shared/core/membership.ts';
import type { Payment } from '../../shared/core/payment.ts';
import { disputed, membership, membershipId, payment, paymentId, periodPayment } from '../support/builders.ts';
import { days, none, standing } from './standing-stage.ts';

const names = fc.constantFrom('one', 'two', 'three');
const someDay = fc.integer({ min: -400, max: 400 }).map(days);
const maybeDay = fc.option(someDay, { nil: null });

const memberships: fc.Arbitrary<Membership> = fc
  .record({ id: names.map(membershipId), status: fc.constantFrom(...membershipStatuses), endsAt: maybeDay })
  .map((drawn) => membership({ ...drawn, renewsAt: drawn.endsAt === null ? days(400) : null }));
const granted = fc.tuple(memberships, someDay).map(([each, grantedUntil]) => ({ ...each, grantedUntil }));

const money = fc
  .record({ amountMinor: fc.integer({ min: 0, max: 3000 }), returned: fc.nat(3000), confirmedAt: someDay })
  .map(({ amountMinor, returned, confirmedAt }) => ({
    amountMinor,
    returnedMinor: Math.min(returned, amountMinor),
    confirmedAt,
  }));
const dispute = fc.option(
  fc.record({
    outcome: fc.constantFrom('open' as const, 'lost' as const, 'won' as const),
    withdrawnMinor: fc.nat(3000),
    lostMinor: fc.nat(3000),
  }),
  { nil: null },
);
const purposes: fc.Arbitrary<Payment['purpose']> = fc.oneof(
  fc.constant({ kind: 'gift' as const }),
  fc.record({
    kind: fc.constant('period' as const),
    membership: names.map(membershipId),
    frequency: fc.constantFrom('monthly' as const, 'annual' as const),
    periodEnd: someDay,
  }),
);
const confirmed: fc.Arbitrary<Payment> = fc
  .tuple(money, dispute, purposes, fc.nat(1000))
  .map(([each, disputed, purpose, number]) =>
    payment({ ...each, dispute: disputed, purpose, id: paymentId(`drawn${number}`) }),
  );
const unconfirmed = fc
  .tuple(confirmed, fc.constantFrom('pending' as const, 'failed' as const))
  .map(([each, status]) => ({ ...each, status, confirmedAt: null }));
/** Money that came and went again, whole. */
const takenBack = confirmed
  .filter(({ amountMinor }) => amountMinor > 0)
  .chain((each) =>
    fc.constantFrom(
      { ...each, returnedMinor: each.amountMinor, dispute: null },
      { ...each, returnedMinor: 0, ...disputed('lost', each.amountMinor) },
    ),
  );

const ofAny = fc.array(fc.oneof(memberships, granted), { maxLength: 4 });
const paid = fc.array(fc.oneof(confirmed, unconfirmed), { maxLength: 6 });

describe('standing, whatever the parts', () => {
  test('never exists without money that came, or a grant', () =>
    fc.assert(
      fc.property(
        fc.array(memberships, { maxLength: 4 }),
        fc.array(unconfirmed),
        someDay,
        (held, payments, now) => void expect(standing({ memberships: held, payments }, now)).toEqual(none),
      ),
    ));
  test('never exists from money that all went back, or was lost', () =>
    fc.assert(
      fc.property(
        fc.array(memberships, { maxLength: 4 }),
        fc.array(takenBack),
        someDay,
        (held, payments, now) => void expect(standing({ memberships: held, payments }, now)).toEqual(none),
      ),
    ));
  test('of money is never taken away by a payment that failed or went back; only a grace may be', () =>
    fc.assert(
      fc.property(ofAny, paid, fc.oneof(unconfirmed, takenBack), someDay, (held, payments, added, now) => {
        const [before, after] = [payments, [...payments, added]].map((each) =>
          standing({ memberships: held, payments: each }, now),
        );
        if (before?.reason !== 'grace') expect(after).toEqual(before);
        else expect(after?.until ?? 0).toBeLessThanOrEqual(before.until);
      }),
      { numRuns: 500 },
    ));
  test('is never shortened by one more payment that came and stayed', () =>
    fc.assert(
      fc.property(ofAny, paid, confirmed, someDay, (held, payments, added, now) => {
        const [before, after] = [payments, [...payments, added]].map((each) =>
          standing({ memberships: held, payments: each }, now),
        );
        if (before?.supporter) expect(after?.until).toBeGreaterThanOrEqual(before.until);
      }),
    ));
  test('once over stays over, as long as nothing new is heard', () =>
    fc.assert(
      fc.property(ofAny, paid, someDay, fc.nat(400), (memberships, payments, now, later) => {
        if (standing({ memberships, payments }, now).supporter) return;
        const then = standing({ memberships, payments }, now + later * 86_400_000);
        // Only a grace may begin later, and it needs a paid period that was standing before: so nothing may.
        expect(then).toEqual(none);
      }),
      { numRuns: 300 },
    ));
  test('stands at every instant before its end, and a later answer may only move the end later', () =>
    fc.assert(
      fc.property(
        ofAny,
        paid,
        someDay,
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (held, payments, now, share) => {
          const shown = standing({ memberships: held, payments }, now);
          if (!shown.supporter) return;
          expect(shown.until).toBeGreaterThan(now);
          const then = standing({ memberships: held, payments }, now + Math.floor((shown.until - now) * share));
          expect(then.supporter && then.until >= shown.until).toBe(true);
        },
      ),
      { numRuns: 300 },
    ));
  test('does not depend on the order of the parts', () =>
    fc.assert(
      fc.property(
        ofAny,
        paid,
        someDay,
        (held, payments, now) =>
          void expect(standing({ memberships: held.toReversed(), payments: payments.toReversed() }, now).until).toBe(
            standing({ memberships: held, payments }, now).until,
          ),
      ),
    ));
  test('never outlives the last paid period by more than the grace', () =>
    fc.assert(
      fc.property(fc.array(memberships, { maxLength: 3 }), someDay, someDay, (held, periodEnd, now) => {
        const only = periodPayment({
          purpose: { kind: 'period', membership: membershipId(), frequency: 'monthly', periodEnd },
        });
        const { until } = standing({ memberships: held, payments: [only] }, now);
        expect(until ?? periodEnd).toBeLessThanOrEqual(periodEnd + 14 * 86_400_000);
      }),
    ));
});
