// The order of a visit is load-bearing: note, ask, save, and move the version even when nothing changed. Each test
// drives visits against each other by hand, at the places where an interruption would let an older truth stay.
import { describe, expect, test } from 'vitest';
import { type PartPlace, visitPart } from '../../shared/actions/visit-part.ts';
import type { Membership } from '../../shared/core/membership.ts';
import { day } from '../../shared/core/time.ts';
import type { SupporterStore } from '../../shared/ports/supporter-store.ts';
import { customerId, membership, payment, someday } from '../support/builders.ts';
import { gift, interrupted, marker, openVisits, refunded } from '../support/visits-by-hand.ts';

describe('a visit that is overtaken', () => {
  test('between asking and saving is stale, asks again, and the later truth stays', async () => {
    const { visit, stripe, stores, held, journal } = openVisits();
    const overtaken = interrupted(stores.supporters, 'save', async () => {
      stripe.payment = refunded(1000);
      await visit();
    });
    expect(await visit({ supporters: overtaken })).toBe('unchanged');
    expect((await held()).part).toEqual(refunded(1000));
    expect(stripe.asked).toBe(3);
    expect(journal.of('visit-was-stale')).toHaveLength(1);
  });

  test('by a visit to which nothing was new is stale too, because that one may have asked later', async () => {
    const { visit, stripe, stores, held } = openVisits();
    await visit();
    // This visit asks while the gift is whole, and is held up before its save; meanwhile it is refunded and the refund
    // fails again, so that the other visit finds what is already there.
    const older = interrupted(stores.supporters, 'save', async () => {
      stripe.payment = gift;
      await visit();
    });
    stripe.payment = refunded(1000);
    expect(await visit({ supporters: older })).toBe('unchanged');
    expect((await held()).part).toEqual(gift);
  });

  test('before it noted anything needs no second try', async () => {
    const { visit, stripe, stores, held } = openVisits();
    const late = interrupted(stores.supporters, 'note', async () => {
      stripe.payment = refunded(500);
      await visit();
    });
    await visit({ supporters: late });
    expect(stripe.asked).toBe(2);
    expect((await held()).part).toEqual(refunded(500));
  });

  test('again and again gives up after a bounded number of tries, so that the queue brings the ring back', async () => {
    const { visit, stores } = openVisits();
    const store = { ...stores.supporters, save: async () => 'stale' as const };
    await expect(visit({ supporters: store })).rejects.toThrow('a part stayed stale');
  });
});

test.each([
  [
    'that saves blindly',
    async (store: SupporterStore): Promise<SupporterStore> => ({
      ...store,
      save: async (visit) => store.save({ ...visit, noted: { ...visit.noted, ...(await store.note(visit.key)) } }),
    }),
  ],
  [
    'that notes after it asked',
    async (store: SupporterStore): Promise<SupporterStore> => ({
      ...store,
      note: async () => ({ version: 0, part: gift, counted: null }),
      save: async (visit) => store.save({ ...visit, noted: await store.note(visit.key) }),
    }),
  ],
])('a worker %s lays the older truth over the later one: the tests above can fail', async (_, broken) => {
  const { visit, stripe, stores, held } = openVisits();
  await visit();
  const overtaken = interrupted(await broken(stores.supporters), 'save', async () => {
    stripe.payment = refunded(1000);
    await visit();
  });
  await visit({ supporters: overtaken });
  expect((await held()).part).toEqual(gift);
  expect(stripe.payment).toEqual(refunded(1000));
});

test('every visit moves the version, also one that changes nothing', async () => {
  const { visit, held } = openVisits();
  for (const version of [1, 2, 3]) {
    await visit();
    expect(await held()).toMatchObject({ version, part: gift });
  }
});

describe('totals', () => {
  test('move by the difference to what was stored, however often a visit is repeated', async () => {
    const { visit, stripe, stores } = openVisits();
    for (const returnedMinor of [0, 0, 400, 400, 1000, 0]) {
      stripe.payment = refunded(returnedMinor);
      await visit();
      const [total] = stores.supporters.totals();
      expect(total).toMatchObject({ raisedMinor: 1000 - returnedMinor, gifts: returnedMinor === 1000 ? 0 : 1 });
    }
  });

  test('count a payment once, however many visits come at the same instant', async () => {
    const { visit, stores } = openVisits();
    await Promise.all(Array.from({ length: 6 }, () => visit()));
    expect(stores.supporters.totals()).toEqual([expect.objectContaining({ raisedMinor: 1000, gifts: 1 })]);
  });
});

test('a visit that read Stripe before its owner was deleted saves nothing after it, though nothing was held yet', async () => {
  const { visit, needs, payments, stores, stripe } = openVisits();
  const gone = {
    ...payments,
    readPayment: async () => ({ payment: stripe.payment, marker: stripe.marker, isOwnerGone: true }),
  };
  const late = interrupted(needs.supporters, 'save', () => visit({ payments: gone }));
  expect(await visit({ supporters: late })).toBe('erased');
  expect(await stores.supporters.read(gift.customer)).toMatchObject({ isErased: true, memberships: [], payments: [] });
  expect(stores.books.dump()).toHaveLength(1);
  expect(stores.supporters.totals()).toEqual([expect.objectContaining({ raisedMinor: 1000, gifts: 1 })]);
});

test('what went into the books for its age stays there when names are kept for longer, and counts once', async () => {
  const { visit, stores, stripe, held } = openVisits(payment({ confirmedAt: someday - 500 * day }));
  expect(await visit({ linkDays: 400 })).toBe('booked');
  const booked = stores.supporters.totals();
  expect(await visit({ linkDays: 800 })).toBe('erased');
  expect([(await held()).version, stores.supporters.totals()]).toEqual([0, booked]);
  stripe.payment = payment({ confirmedAt: someday - 500 * day, returnedMinor: 400 });
  expect(await visit({ linkDays: 800 })).toBe('booked');
  expect(stores.supporters.totals()).toEqual([expect.objectContaining({ raisedMinor: 600, gifts: 1 })]);
});

test('a first visit that is overtaken by the day on which its part is too old leaves it in the books, counted once', async () => {
  const { visit, needs, stores, held } = openVisits(payment({ confirmedAt: someday - 500 * day }));
  let now = someday;
  const more = { clock: { now: () => now }, linkDays: 501 };
  const late = interrupted(needs.supporters, 'save', async () => {
    now += 2 * day;
    expect(await visit(more)).toBe('booked');
  });
  expect(await visit({ ...more, supporters: late })).toBe('aged');
  expect((await held()).version).toBe(0);
  expect(stores.supporters.totals()).toEqual([expect.objectContaining({ raisedMinor: 1000, gifts: 1 })]);
});

describe('what is not ours', () => {
  test('is foreign, and nothing is stored', async () => {
    const { visit, stripe, stores } = openVisits();
    const before = await stores.held();
    stripe.marker = null;
    expect(await visit()).toBe('foreign');
    expect(await stores.held()).toEqual(before);
  });

  test('stays ours when its metadata were wiped after we held it', async () => {
    const { visit, stripe, held } = openVisits();
    await visit();
    [stripe.marker, stripe.payment] = [null, refunded(1000)];
    expect(await visit()).toBe('changed');
    expect((await held()).part).toEqual(refunded(1000));
  });

  test('is not taken for gone: money that Stripe does not link yet is an outcome, and nothing is stored', async () => {
    const { visit, stores } = openVisits(null);
    const before = await stores.held();
    expect(await visit()).toBe('unlinked');
    expect(await stores.held()).toEqual(before);
  });
});

test('a part is kept under the customer Stripe names, whatever the ring said', async () => {
  const moved = payment({ customer: customerId('another') });
  const { visit, stores } = openVisits(moved);
  expect(await visit()).toBe('changed');
  expect(await stores.supporters.read(gift.customer)).toBeNull();
  expect((await stores.supporters.read(moved.customer))?.payments).toEqual([moved]);
});

test('a throw of Stripe is thrown on, and what is held stays as it was', async () => {
  const { visit, payments, held } = openVisits();
  await visit();
  const gone = async () => {
    throw new Error('No such payment_intent');
  };
  await expect(visit({ payments: { ...payments, readPayment: gone } })).rejects.toThrow('No such payment_intent');
  expect(await held()).toMatchObject({ version: 1, part: gift });
});

test('a membership is visited like a payment, and counts nowhere', async () => {
  const { needs, stores, payments } = openVisits();
  const monthly: Membership = membership();
  const reading = { ...payments, readMembership: async () => ({ membership: monthly, marker, isOwnerGone: false }) };
  const at: PartPlace = { kind: 'membership', customer: monthly.customer, id: monthly.id };
  expect(await visitPart({ ...needs, payments: reading }, at)).toBe('changed');
  expect((await stores.supporters.read(monthly.customer))?.memberships).toEqual([monthly]);
  expect(stores.supporters.totals()).toEqual([]);
});

test('an ended membership that was too old and got a grant meanwhile is not taken away by who read it before that', async () => {
  const { needs, stores, payments } = openVisits();
  const ended = membership({ status: 'canceled', renewsAt: null, endsAt: someday - 500 * day });
  const granted = { ...ended, grantedUntil: someday + 30 * day };
  const at: PartPlace = { kind: 'membership', customer: ended.customer, id: ended.id };
  const saying = (said: Membership) => async () => ({ membership: said, marker, isOwnerGone: false });
  const visit = (readMembership: typeof payments.readMembership) =>
    visitPart({ ...needs, linkDays: 400, payments: { ...payments, readMembership } }, at);
  let asked = 0;
  const overtaken = visit(async () => {
    asked += 1;
    if (asked === 1) await visit(saying(granted));
    return saying(asked === 1 ? ended : granted)();
  });
  expect([await overtaken, asked]).toEqual(['unchanged', 2]);
  expect((await stores.supporters.read(ended.customer))?.memberships).toEqual([granted]);
});

describe('money that was confirmed', () => {
  test('is told once, however often and by however many at once its part is visited', async () => {
    const { visit, stores, journal } = openVisits();
    const overtaken = interrupted(stores.supporters, 'save', async () => {
      await visit();
    });
    await visit({ supporters: overtaken });
    await visit();
    expect(journal.of('payment-confirmed')).toEqual([{ frequency: 'once', amountMinor: 1000, currency: 'usd' }]);
  });

  test('is told by nobody whose save did not land', async () => {
    const { visit, stores, journal } = openVisits();
    await visit({ supporters: { ...stores.supporters, save: async () => 'stale' } }).catch(() => {});
    expect(journal.of('payment-confirmed')).toEqual([]);
  });
});
