// What every supporter store must do of reading, forgetting and erasing, asked of the one in memory and of the one on
// DynamoDB: everything that was saved is answered, and nothing is ever written below a tombstone.
import { beforeAll, describe, expect, test } from 'vitest';
import { memorySupporterStore } from '../../shared/adapters/memory/supporter-store.ts';
import { day } from '../../shared/core/time.ts';
import type { SupporterStore } from '../../shared/ports/supporter-store.ts';
import * as make from '../support/builders.ts';
import { giftOf, type SupporterPlug, supporterPlugs, sync } from './supporter-store-adapters.ts';

describe.each(supporterPlugs)('a supporter store $name', ({ isMissing, open }) => {
  describe.skipIf(isMissing)('fulfils its contract:', () => {
    let plug: SupporterPlug;
    let store: SupporterStore;
    beforeAll(async () => {
      plug = await open();
      store = plug.store;
    });

    test('what was saved is answered field by field, with its version and what it counts', async () => {
      const customer = make.customerId('whole');
      const counts = make.counted(7, { campaign: make.campaignId('whole') });
      const parts = [
        make.membership({ customer, status: 'past_due', endsAt: make.someday, grantedUntil: make.someday + day }),
        make.membership({ customer, id: make.membershipId('two'), frequency: 'annual', renewsAt: null }),
        make.payment({
          customer,
          status: 'pending',
          confirmedAt: null,
          settled: { amountMinor: 912, currency: make.currencyOf('eur') },
          dispute: { outcome: 'open', withdrawnMinor: 1000, lostMinor: 0 },
          returnedMinor: 50,
        }),
        make.periodPayment({ customer, campaign: null }),
      ];
      for (const part of parts) expect(await sync(store, part, counts)).toBe('saved');
      for (const part of parts) {
        expect(await store.readVersioned(make.keyOf(part))).toEqual({ version: 1, part, counted: counts });
      }
      const supporter = await store.read(customer);
      expect(supporter).toMatchObject({ customer, generation: 0, isErased: false });
      expect(supporter?.memberships).toEqual(expect.arrayContaining(parts.slice(0, 2)));
      expect(supporter?.payments).toEqual(expect.arrayContaining(parts.slice(2)));
      expect(supporter?.memberships).toHaveLength(2);
      expect(supporter?.payments).toHaveLength(2);
    });

    test('below a tombstone nothing is written, whatever version was read', async () => {
      const campaign = make.campaignId('erased');
      const part = giftOf('erased');
      const key = make.keyOf(part);
      await sync(store, part, make.counted(1000, { campaign }));
      await plug.bury(part.customer);
      const other = make.membership({ customer: part.customer });
      const pointers = await plug.pointers();
      expect(await sync(store, part, make.counted(1, { campaign }))).toBe('erased');
      expect(await sync(store, other)).toBe('erased');
      const stale = { version: 7, part: null, counted: null };
      expect(await store.save({ key, versioned: stale, part, counted: null })).toBe('erased');
      await store.pointEmail({ pepper: 'p1', hash: make.hashOf('erased') }, part.customer);
      await store.forgetDevices(part.customer);
      expect(await store.readVersioned(key)).toMatchObject({ version: 1 });
      expect(await store.readVersioned(make.keyOf(other))).toMatchObject({ version: 0 });
      expect(await store.read(part.customer)).toMatchObject({ isErased: true, generation: 0, memberships: [] });
      expect((await plug.totals())['erased#2026-11']).toEqual({ raisedMinor: 1000, contributions: 1 });
      expect(await plug.pointers()).toBe(pointers);
    });

    test('a save that races the tombstone lands before it or not at all', async () => {
      const part = giftOf('race');
      const buried = plug.bury(part.customer);
      const outcomes = await Promise.all(Array.from({ length: 10 }, () => sync(store, part)));
      await buried;
      expect(await sync(store, part)).toBe('erased');
      const { version } = await store.readVersioned(make.keyOf(part));
      expect(outcomes.filter((outcome) => outcome === 'saved')).toHaveLength(version);
    });

    test('a customer of whom nothing is held is null, also when only devices were forgotten', async () => {
      expect(await store.read(make.customerId('nobody'))).toBeNull();
      await store.forgetDevices(make.customerId('nobody'));
      expect(await store.read(make.customerId('nobody'))).toBeNull();
    });

    test('a tombstone alone says that its supporter is erased', async () => {
      await plug.bury(make.customerId('gone'));
      const gone = await store.read(make.customerId('gone'));
      expect(gone).toMatchObject({ isErased: true, memberships: [], payments: [] });
    });

    test('each forgetting of devices counts, also of two at once, and outlives later saves', async () => {
      const part = giftOf('devices');
      await sync(store, part);
      await Promise.all([store.forgetDevices(part.customer), store.forgetDevices(part.customer)]);
      await sync(store, part);
      expect(await store.read(part.customer)).toMatchObject({ generation: 2, payments: [part] });
    });

    test('of two askings for an erasure the later counts, and forgetting devices ends both', async () => {
      const part = giftOf('erasing');
      await sync(store, part);
      for (const from of [make.someday, make.someday - day]) await store.askErasure(part.customer, from);
      expect(await store.read(part.customer)).toMatchObject({ eraseFrom: make.someday });
      await store.forgetDevices(part.customer);
      expect(await store.read(part.customer)).toMatchObject({ eraseFrom: 0, generation: 1 });
    });

    test('an address points to each supporter that used it, once', async () => {
      const before = await plug.pointers();
      const emailHash = { pepper: 'p1', hash: make.hashOf('pointed') };
      for (const name of ['first', 'second', 'first']) await store.pointEmail(emailHash, make.customerId(name));
      await Promise.all(Array.from({ length: 5 }, () => store.pointEmail(emailHash, make.customerId('third'))));
      expect((await plug.pointers()) - before).toBe(3);
    });

    test('a supporter with more parts than any one person is read whole', async () => {
      const [customer, manyParts] = [make.customerId('most'), 520];
      const contributions = Array.from({ length: manyParts }, (_, index) =>
        giftOf('most', { customer, id: make.paymentId(`most${index}`) }),
      );
      for (let from = 0; from < manyParts; from += 25) {
        await Promise.all(contributions.slice(from, from + 25).map((part) => sync(store, part)));
      }
      await store.forgetDevices(customer);
      const supporter = await store.read(customer);
      expect(new Set(supporter?.payments.map((each) => each.id))).toEqual(
        new Set(contributions.map((each) => each.id)),
      );
      expect(supporter?.generation).toBe(1);
      expect((await store.readAllVersioned(customer)).parts.size).toBe(manyParts);
    });

    test('the addresses that lead to a supporter are known by their hashes, and only its own', async () => {
      const [mine, theirs] = [make.customerId('addressed'), make.customerId('addressed2')];
      const [one, two] = ['one', 'two'].map((name) => ({ pepper: 'p1', hash: make.hashOf(`addressed ${name}`) }));
      if (one === undefined || two === undefined) throw new Error('two hashes');
      await plug.store.pointEmail(one, mine);
      await plug.store.pointEmail({ ...one, pepper: 'p2' }, mine);
      await plug.store.pointEmail(two, theirs);
      const found = await plug.store.addressesOf(mine);
      expect([...found].sort((left, right) => (left.pepper < right.pepper ? -1 : 1))).toEqual([
        one,
        { ...one, pepper: 'p2' },
      ]);
      expect(await plug.store.addressesOf(make.customerId('addressedbynobody'))).toEqual([]);
    });

    test('pointers other than those named are dropped, of this supporter only, and may be dropped again', async () => {
      const { store, pointers } = plug;
      const [ada, ben] = [make.customerId('ada'), make.customerId('ben')];
      const before = await pointers();
      for (const pepper of ['p1', 'p2', 'p3']) {
        await store.pointEmail({ pepper, hash: make.hashOf(`ada under ${pepper}`) }, ada);
      }
      await store.pointEmail({ pepper: 'p1', hash: make.hashOf('ada under p1') }, ben);
      const current = [{ pepper: 'p3', hash: make.hashOf('ada under p3') }];
      expect(await store.dropPointers(ada, current)).toBe(2);
      expect(await store.dropPointers(ada, current)).toBe(0);
      expect(await pointers()).toBe(before + 2);
      expect(await store.addressesOf(ada)).toEqual(current);
      expect(await store.dropPointers(make.customerId('nobody'), [])).toBe(0);
    });

    test('what the store was given and what it answers are copies', async () => {
      const part = giftOf('copied');
      await sync(store, part);
      Object.assign(part, { amountMinor: 1 });
      const answered = await store.read(part.customer);
      Object.assign(answered?.payments[0] ?? {}, { amountMinor: 2 });
      expect(await store.read(part.customer)).toMatchObject({ payments: [{ amountMinor: 1000 }] });
    });
  });
});

test('what memory holds of supporters survives as JSON', async () => {
  const store = memorySupporterStore();
  const part = make.payment();
  await sync(store, part, make.counted(1000));
  await store.forgetDevices(part.customer);
  await store.pointEmail({ pepper: 'p1', hash: make.hashOf('stored') }, part.customer);
  const revived = memorySupporterStore();
  revived.restore(JSON.parse(JSON.stringify(store.dump())));
  expect(revived.dump()).toEqual(store.dump());
  expect(await revived.read(part.customer)).toMatchObject({ generation: 1, payments: [part] });
  expect(revived.totals()).toEqual([{ campaign: 'ad-free', month: '2026-11', raisedMinor: 1000, contributions: 1 }]);
  expect(await sync(revived, part)).toBe('saved');
  expect(await store.readVersioned(make.keyOf(part))).toMatchObject({ version: 1 });
});
