// What every supporter store must do where the parts of one supporter are read and saved together: all land or none does,
// each on its own version, and never below a tombstone or beside an address that was taken away.
import { beforeAll, describe, expect, test } from 'vitest';
import type { Part } from '../../shared/core/supporter.ts';
import {
  mostPartsSaved,
  type PartSave,
  type SupporterStore,
  type Versioned,
} from '../../shared/ports/supporter-store.ts';
import * as make from '../support/builders.ts';
import { type SupporterPlug, supporterPlugs, sync } from './supporter-store-adapters.ts';

const neverSaved: Versioned = { version: 0, part: null, counted: null };
const saveOf = (part: Part, versioned = neverSaved, counted: PartSave['counted'] = null): PartSave => {
  return { key: make.keyOf(part), versioned, part, counted };
};
const giftsOf = (name: string, count: number) => {
  const customer = make.customerId(name);
  return Array.from({ length: count }, (_, at) => make.payment({ customer, id: make.paymentId(`${name}${at}`) }));
};

describe.each(supporterPlugs)('parts saved together $name', ({ isMissing, open }) => {
  describe.skipIf(isMissing)('fulfil their contract:', () => {
    let plug: SupporterPlug;
    let store: SupporterStore;
    beforeAll(async () => {
      plug = await open();
      store = plug.store;
    });
    const save = (parts: readonly PartSave[], address: Parameters<SupporterStore['saveAll']>[0]['address'] = null) =>
      store.saveAll({ customer: parts[0]?.key.customer ?? make.customerId(), parts, address });
    const versionsOf = async (parts: readonly Part[]) =>
      Promise.all(parts.map(async (part) => (await store.readVersioned(make.keyOf(part))).version));

    test('of whom nothing is held there are no parts, no tombstone and no addresses', async () => {
      const nothing = { parts: new Map(), isErased: false, addresses: [] };
      expect(await store.readAllVersioned(make.customerId('nobody'))).toEqual(nothing);
    });

    test('what was saved is answered by one look, each part with its version and what it counts', async () => {
      const customer = make.customerId('together');
      const counted = make.counted(7, { campaign: make.campaignId('together') });
      const parts = [make.membership({ customer }), ...giftsOf('together', 2)];
      expect(await save(parts.map((part) => saveOf(part, neverSaved, counted)))).toBe('saved');
      await sync(store, parts[1] ?? make.membership(), counted);
      const all = await store.readAllVersioned(customer);
      expect(all.isErased).toBe(false);
      expect([...all.parts].sort(([one], [other]) => (one < other ? -1 : 1))).toEqual(
        parts
          .map((part, at) => [part.id, { version: at === 1 ? 2 : 1, part, counted }] as const)
          .sort(([one], [other]) => (one < other ? -1 : 1)),
      );
    });

    test('each version moves, also of parts that are what they were', async () => {
      const parts = giftsOf('moved', 3);
      await save(parts.map((part) => saveOf(part)));
      const { parts: before } = await store.readAllVersioned(make.customerId('moved'));
      expect(await save(parts.map((part) => saveOf(part, before.get(part.id))))).toBe('saved');
      expect(await versionsOf(parts)).toEqual([2, 2, 2]);
    });

    test.each([0, 1, 2])('where part %i is stale none is written, and nothing is counted', async (late) => {
      const campaign = make.campaignId(`late${late}`);
      const parts = giftsOf(`late${late}`, 3);
      await save(parts.map((part) => saveOf(part, neverSaved, make.counted(100, { campaign }))));
      const { parts: before } = await store.readAllVersioned(make.customerId(`late${late}`));
      await sync(store, parts[late] ?? make.membership(), make.counted(100, { campaign }));
      const counted = make.counted(9, { campaign });
      const outcome = await save(
        parts.map((part) => saveOf({ ...part, amountMinor: 9 }, before.get(part.id), counted)),
        { emailHash: make.emailHash(`late${late}`), isKnown: false },
      );
      expect(outcome).toBe('stale');
      expect(await versionsOf(parts)).toEqual([0, 1, 2].map((at) => (at === late ? 2 : 1)));
      expect((await plug.totals())[`late${late}#2026-11`]).toEqual({ raisedMinor: 300, contributions: 3 });
      expect(await store.pointedFrom([make.emailHash(`late${late}`)])).toEqual([]);
    });

    test('a part that was held by nobody is refused where somebody saved it meanwhile', async () => {
      const [one, two] = giftsOf('first', 2);
      if (one === undefined || two === undefined) throw new Error('there are two');
      await sync(store, two);
      expect(await save([saveOf(one), saveOf(two)])).toBe('stale');
      expect(await versionsOf([one, two])).toEqual([0, 1]);
    });

    test('below a tombstone nothing is written, with an address or without', async () => {
      const parts = giftsOf('buried', 2);
      await plug.bury(make.customerId('buried'));
      const pointers = await plug.pointers();
      expect(await save(parts.map((part) => saveOf(part)))).toBe('stale');
      const address = { emailHash: make.emailHash('buried'), isKnown: false };
      expect(
        await save(
          parts.map((part) => saveOf(part)),
          address,
        ),
      ).toBe('stale');
      expect(await versionsOf(parts)).toEqual([0, 0]);
      expect(await plug.pointers()).toBe(pointers);
      expect(await store.readAllVersioned(make.customerId('buried'))).toMatchObject({ isErased: true });
    });

    test('an address leads to its supporter from the same moment, and is known at the next look', async () => {
      const [part] = giftsOf('pointed', 1);
      if (part === undefined) throw new Error('there is one');
      const emailHash = make.emailHash('pointed');
      expect(await save([saveOf(part)], { emailHash, isKnown: false })).toBe('saved');
      expect(await store.pointedFrom([emailHash])).toEqual([part.customer]);
      const { parts, addresses } = await store.readAllVersioned(part.customer);
      expect(addresses).toEqual([emailHash]);
      expect(await save([saveOf(part, parts.get(part.id))], { emailHash, isKnown: true })).toBe('saved');
      await store.dropPointers(part.customer, [make.emailHash('another')]);
      const dropped = await store.readAllVersioned(part.customer);
      expect(await save([saveOf(part, dropped.parts.get(part.id))], { emailHash, isKnown: true })).toBe('stale');
      expect(await store.pointedFrom([emailHash])).toEqual([]);
    });

    test('as many parts as fit move one counter by their sum, however many of them share it', async () => {
      const campaign = make.campaignId('many');
      const parts = giftsOf('many', mostPartsSaved);
      const saves = parts.map((part, at) => saveOf(part, neverSaved, make.counted(at + 1, { campaign })));
      expect(await save(saves)).toBe('saved');
      const raisedMinor = (mostPartsSaved * (mostPartsSaved + 1)) / 2;
      expect((await plug.totals())['many#2026-11']).toEqual({ raisedMinor, contributions: mostPartsSaved });
    });

    test('of twenty workers on the same versions exactly one lands, whole', async () => {
      const campaign = make.campaignId('race');
      const parts = giftsOf('race', 3);
      const workers = Array.from({ length: 20 }, (_, at) =>
        save(
          parts.map((part) => saveOf({ ...part, amountMinor: at + 1 }, neverSaved, make.counted(at + 1, { campaign }))),
        ),
      );
      const outcomes = await Promise.all(workers);
      expect(outcomes.filter((outcome) => outcome === 'saved')).toHaveLength(1);
      const winner = outcomes.indexOf('saved') + 1;
      const { parts: held } = await store.readAllVersioned(make.customerId('race'));
      expect([...held.values()].map(({ part }) => part?.kind === 'payment' && part.amountMinor)).toEqual(
        parts.map(() => winner),
      );
      expect((await plug.totals())['race#2026-11']).toEqual({ raisedMinor: winner * 3, contributions: 3 });
    });

    test('a part of another is never saved among them', async () => {
      const [one] = giftsOf('ours', 1);
      const [other] = giftsOf('theirs', 1);
      if (one === undefined || other === undefined) throw new Error('there are two');
      await expect(save([saveOf(one), saveOf(other)])).rejects.toThrow('under the name of another');
      expect(await versionsOf([one, other])).toEqual([0, 0]);
    });

    test('none, and more than fit, are refused before anything is written', async () => {
      const parts = giftsOf('crowd', mostPartsSaved + 1);
      await expect(save(parts.map((part) => saveOf(part)))).rejects.toThrow('cannot be saved at once');
      await expect(save([])).rejects.toThrow('cannot be saved at once');
      expect(await store.read(make.customerId('crowd'))).toBeNull();
    });
  });
});
