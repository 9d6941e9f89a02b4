// The order of a sync is load-bearing: read versioned, ask, save, and move the version even when nothing changed. Each test
// drives syncs against each other by hand, at the places where an interruption would let an older truth stay.
import { describe, expect, test } from 'vitest';
import { type SyncTarget, syncPart } from '../../shared/actions/sync-part.ts';
import type { Membership } from '../../shared/core/membership.ts';
import { day } from '../../shared/core/time.ts';
import type { SupporterStore } from '../../shared/ports/supporter-store.ts';
import { customerId, membership, payment, someday } from '../support/builders.ts';
import { contribution, interrupted, marker, openSyncs, refunded } from '../support/syncs-by-hand.ts';

describe('a sync that is overtaken', () => {
  test('between asking and saving is stale, asks again, and the later truth stays', async () => {
    const { sync, stripe, stores, held, log } = openSyncs();
    const overtaken = interrupted(stores.supporters, 'save', async () => {
      stripe.payment = refunded(1000);
      await sync();
    });
    expect(await sync({ supporters: overtaken })).toBe('unchanged');
    expect((await held()).part).toEqual(refunded(1000));
    expect(stripe.requested).toBe(3);
    expect(log.of('sync-was-stale')).toHaveLength(1);
  });

  test('by a sync to which nothing was new is stale too, because that one may have asked later', async () => {
    const { sync, stripe, stores, held } = openSyncs();
    await sync();
    // This sync asks while the gift is whole, and is held up before its save; meanwhile it is refunded and the refund
    // fails again, so that the other sync finds what is already there.
    const older = interrupted(stores.supporters, 'save', async () => {
      stripe.payment = contribution;
      await sync();
    });
    stripe.payment = refunded(1000);
    expect(await sync({ supporters: older })).toBe('unchanged');
    expect((await held()).part).toEqual(contribution);
  });

  test('before it read the version needs no second try', async () => {
    const { sync, stripe, stores, held } = openSyncs();
    const late = interrupted(stores.supporters, 'note', async () => {
      stripe.payment = refunded(500);
      await sync();
    });
    await sync({ supporters: late });
    expect(stripe.requested).toBe(2);
    expect((await held()).part).toEqual(refunded(500));
  });

  test('again and again gives up after a bounded number of tries, so that the queue brings the sync request back', async () => {
    const { sync, stores } = openSyncs();
    const store = { ...stores.supporters, save: async () => 'stale' as const };
    const waited: number[] = [];
    const pause = { wait: async (milliseconds: number) => void waited.push(milliseconds) };
    await expect(sync({ supporters: store, pause })).rejects.toThrow('a part stayed stale');
    // Stripe is not asked eight times within a moment.
    expect(waited).toEqual([40, 80, 160, 320, 640, 1200, 1200, 1200]);
  });
});

test.each([
  [
    'that saves blindly',
    async (store: SupporterStore): Promise<SupporterStore> => ({
      ...store,
      save: async (sync) =>
        store.save({ ...sync, versioned: { ...sync.versioned, ...(await store.readVersioned(sync.key)) } }),
    }),
  ],
  [
    'that reads the version after it asked',
    async (store: SupporterStore): Promise<SupporterStore> => ({
      ...store,
      readVersioned: async () => ({ version: 0, part: contribution, counted: null }),
      save: async (sync) => store.save({ ...sync, versioned: await store.readVersioned(sync.key) }),
    }),
  ],
])('a worker %s lays the older truth over the later one: the tests above can fail', async (_, broken) => {
  const { sync, stripe, stores, held } = openSyncs();
  await sync();
  const overtaken = interrupted(await broken(stores.supporters), 'save', async () => {
    stripe.payment = refunded(1000);
    await sync();
  });
  await sync({ supporters: overtaken });
  expect((await held()).part).toEqual(contribution);
  expect(stripe.payment).toEqual(refunded(1000));
});

test('every sync moves the version, also one that changes nothing', async () => {
  const { sync, held } = openSyncs();
  for (const version of [1, 2, 3]) {
    await sync();
    expect(await held()).toMatchObject({ version, part: contribution });
  }
});

describe('totals', () => {
  test('move by the difference to what was stored, however often a sync is repeated', async () => {
    const { sync, stripe, stores } = openSyncs();
    for (const returnedMinor of [0, 0, 400, 400, 1000, 0]) {
      stripe.payment = refunded(returnedMinor);
      await sync();
      const [total] = stores.supporters.totals();
      expect(total).toMatchObject({ raisedMinor: 1000 - returnedMinor, contributions: returnedMinor === 1000 ? 0 : 1 });
    }
  });

  test('count a payment once, however many syncs come at the same instant', async () => {
    const { sync, stores } = openSyncs();
    await Promise.all(Array.from({ length: 6 }, () => sync()));
    expect(stores.supporters.totals()).toEqual([expect.objectContaining({ raisedMinor: 1000, contributions: 1 })]);
  });
});

test('a sync that read Stripe before its owner was deleted saves nothing after it, though nothing was held yet', async () => {
  const { sync, needs, payments, stores, stripe } = openSyncs();
  const gone = {
    ...payments,
    readPayment: async () => ({ payment: stripe.payment, marker: stripe.marker, isOwnerGone: true }),
  };
  const late = interrupted(needs.supporters, 'save', () => sync({ payments: gone }));
  expect(await sync({ supporters: late })).toBe('erased');
  expect(await stores.supporters.read(contribution.customer)).toMatchObject({
    isErased: true,
    memberships: [],
    payments: [],
  });
  expect(stores.anonymousPayments.dump()).toHaveLength(1);
  expect(stores.supporters.totals()).toEqual([expect.objectContaining({ raisedMinor: 1000, contributions: 1 })]);
});

test('what went into the accounts for its age stays there when names are kept for longer, and counts once', async () => {
  const { sync, stores, stripe, held } = openSyncs(payment({ confirmedAt: someday - 500 * day }));
  expect(await sync({ linkDays: 400 })).toBe('anonymised');
  const anonymised = stores.supporters.totals();
  expect(await sync({ linkDays: 800 })).toBe('erased');
  expect([(await held()).version, stores.supporters.totals()]).toEqual([0, anonymised]);
  stripe.payment = payment({ confirmedAt: someday - 500 * day, returnedMinor: 400 });
  expect(await sync({ linkDays: 800 })).toBe('anonymised');
  expect(stores.supporters.totals()).toEqual([expect.objectContaining({ raisedMinor: 600, contributions: 1 })]);
});

test('a first sync that is overtaken by the day on which its part is too old leaves it in the accounts, counted once', async () => {
  const { sync, needs, stores, held } = openSyncs(payment({ confirmedAt: someday - 500 * day }));
  let now = someday;
  const more = { clock: { now: () => now }, linkDays: 501 };
  const late = interrupted(needs.supporters, 'save', async () => {
    now += 2 * day;
    expect(await sync(more)).toBe('anonymised');
  });
  expect(await sync({ ...more, supporters: late })).toBe('aged');
  expect((await held()).version).toBe(0);
  expect(stores.supporters.totals()).toEqual([expect.objectContaining({ raisedMinor: 1000, contributions: 1 })]);
});

describe('what is not ours', () => {
  test('is foreign, and nothing is stored', async () => {
    const { sync, stripe, stores } = openSyncs();
    const before = await stores.held();
    stripe.marker = null;
    expect(await sync()).toBe('foreign');
    expect(await stores.held()).toEqual(before);
  });

  test('stays ours when its metadata were wiped after we held it', async () => {
    const { sync, stripe, held } = openSyncs();
    await sync();
    [stripe.marker, stripe.payment] = [null, refunded(1000)];
    expect(await sync()).toBe('changed');
    expect((await held()).part).toEqual(refunded(1000));
  });

  test('is not taken for gone: money that Stripe does not link yet is an outcome, and nothing is stored', async () => {
    const { sync, stores } = openSyncs(null);
    const before = await stores.held();
    expect(await sync()).toBe('no-purpose-yet');
    expect(await stores.held()).toEqual(before);
  });
});

test('a part is kept under the customer Stripe names, whatever the sync request said', async () => {
  const moved = payment({ customer: customerId('another') });
  const { sync, stores } = openSyncs(moved);
  expect(await sync()).toBe('changed');
  expect(await stores.supporters.read(contribution.customer)).toBeNull();
  expect((await stores.supporters.read(moved.customer))?.payments).toEqual([moved]);
});

test('a throw of Stripe is thrown on, and what is held stays as it was', async () => {
  const { sync, payments, held } = openSyncs();
  await sync();
  const gone = async () => {
    throw new Error('No such payment_intent');
  };
  await expect(sync({ payments: { ...payments, readPayment: gone } })).rejects.toThrow('No such payment_intent');
  expect(await held()).toMatchObject({ version: 1, part: contribution });
});

test('a membership is synced like a payment, and counts nowhere', async () => {
  const { needs, stores, payments } = openSyncs();
  const monthly: Membership = membership();
  const reading = { ...payments, readMembership: async () => ({ membership: monthly, marker, isOwnerGone: false }) };
  const at: SyncTarget = { kind: 'membership', customer: monthly.customer, id: monthly.id };
  expect(await syncPart({ ...needs, payments: reading }, at)).toBe('changed');
  expect((await stores.supporters.read(monthly.customer))?.memberships).toEqual([monthly]);
  expect(stores.supporters.totals()).toEqual([]);
});

test('an ended membership that was too old and got a grant meanwhile is not taken away by who read it before that', async () => {
  const { needs, stores, payments } = openSyncs();
  const ended = membership({ status: 'canceled', renewsAt: null, endsAt: someday - 500 * day });
  const granted = { ...ended, grantedUntil: someday + 30 * day };
  const at: SyncTarget = { kind: 'membership', customer: ended.customer, id: ended.id };
  const saying = (said: Membership) => async () => ({ membership: said, marker, isOwnerGone: false });
  const sync = (readMembership: typeof payments.readMembership) =>
    syncPart({ ...needs, linkDays: 400, payments: { ...payments, readMembership } }, at);
  let requested = 0;
  const overtaken = sync(async () => {
    requested += 1;
    if (requested === 1) await sync(saying(granted));
    return saying(requested === 1 ? ended : granted)();
  });
  expect([await overtaken, requested]).toEqual(['unchanged', 2]);
  expect((await stores.supporters.read(ended.customer))?.memberships).toEqual([granted]);
});

describe('money that was confirmed', () => {
  test('is logged once, however often and by however many workers its part is synced', async () => {
    const { sync, stores, log } = openSyncs();
    const overtaken = interrupted(stores.supporters, 'save', async () => {
      await sync();
    });
    await sync({ supporters: overtaken });
    await sync();
    expect(log.of('payment-confirmed')).toEqual([{ frequency: 'once', amountMinor: 1000, currency: 'usd' }]);
  });

  test('is not logged by a sync whose save was refused', async () => {
    const { sync, stores, log } = openSyncs();
    await sync({ supporters: { ...stores.supporters, save: async () => 'stale' } }).catch(() => {});
    expect(log.of('payment-confirmed')).toEqual([]);
  });
});
