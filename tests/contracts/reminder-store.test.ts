// What every reminder store must do, in memory and on DynamoDB: one pending reminder per
// address, one pair of hands at a time, nothing marked for sending after a cancel, and only hashes left of what is settled.
import { beforeAll, describe, expect, test } from 'vitest';
import { endOfPending } from '../../shared/adapters/dynamodb/reminder-row.ts';
import { dynamodbReminderStore } from '../../shared/adapters/dynamodb/reminder-store.ts';
import { memoryReminderStore } from '../../shared/adapters/memory/reminder-store.ts';
import { day, hour, minute, second } from '../../shared/core/time.ts';
import {
  type DueReminder,
  type LeasedReminder,
  leaseSeconds,
  type Reminder,
  type ReminderStore,
  sendingSeconds,
} from '../../shared/ports/reminder-store.ts';
import { emailHash, hashOf, reminder, reminderId, sealedText, someday } from '../support/builders.ts';
import { freshTable, isTableMissing } from '../support/dynamodb-table.ts';

interface Plug {
  readonly store: ReminderStore;
  /** Everything held, as text. */
  held(): Promise<string>;
}
const plugs = [
  { name: 'in memory', isMissing: false, open: openMemory },
  { name: 'on DynamoDB', isMissing: isTableMissing(), open: openTable },
];
async function openMemory(): Promise<Plug> {
  const store = memoryReminderStore();
  return { store, held: async () => JSON.stringify(store.dump()) };
}
async function openTable(): Promise<Plug> {
  const { documentClient, tableName, rows } = await freshTable();
  return { store: dynamodbReminderStore(documentClient, tableName), held: async () => JSON.stringify(await rows()) };
}

const dueAt = someday + 7 * day;
/** A reminder of an address of its own, because tests share a store. */
const of = (name: string, overrides: Partial<Reminder> = {}): Reminder =>
  reminder({ id: reminderId(name.slice(0, 20)), address: emailHash(name), dueAt, ...overrides });
const capability = (name: string) => hashOf(`the capability of ${name}`);

describe.each(plugs)('a reminder store $name', ({ isMissing, open }) => {
  describe.skipIf(isMissing)('fulfils its contract:', () => {
    let plug: Plug;
    let store: ReminderStore;
    beforeAll(async () => {
      plug = await open();
      store = plug.store;
    });
    const ask = (requested: Reminder, isHeeded = true) =>
      store.ask(requested, { cancel: capability(requested.id), isHeeded });
    const dueNow = async (now: number): Promise<DueReminder[]> => {
      const found: DueReminder[] = [];
      for (let shard = 0; shard < store.shards; shard += 1)
        for await (const each of store.due(shard, now)) found.push(each);
      return found;
    };
    /** Leases one reminder; null if it is not available. */
    async function take(requested: Reminder, lease: string, now = dueAt): Promise<LeasedReminder | 'unsure' | null> {
      for (const due of await dueNow(now)) {
        if (!due.rowKey.includes(requested.address.hash)) continue;
        return store.lease(due, lease, now);
      }
      return null;
    }
    async function taken(requested: Reminder, lease = 'one', now = dueAt): Promise<LeasedReminder> {
      const leased = await take(requested, lease, now);
      if (leased === null || leased === 'unsure') throw new Error('the reminder could not be leased');
      return leased;
    }

    test('a reminder is found when it is due, and is read as it was written', async () => {
      const requested = of('whole', {
        contribution: { frequency: 'monthly', amountMinor: 500, currency: null },
        locale: null,
      });
      expect(await ask(requested)).toBe('saved');
      expect(await take(requested, 'early', dueAt - 1)).toBeNull();
      expect(await taken(requested)).toEqual({ ...requested, lease: 'one', messages: [], tries: 0 });
    });

    test('asking again replaces the old reminder with the new one', async () => {
      const [first, second_] = [of('again'), of('again', { id: reminderId('again2'), dueAt: dueAt + day })];
      await ask(first);
      await ask(second_);
      expect(await take(first, 'old', dueAt)).toBeNull();
      expect(await taken(second_, 'new', dueAt + day)).toMatchObject({ id: second_.id });
    });

    test('a reminder moved while leased is not sent, and the old lease changes nothing', async () => {
      const requested = of('moved');
      await ask(requested);
      const leased = await taken(requested);
      const moved = of('moved', { id: reminderId('moved2'), dueAt: dueAt + day });
      await ask(moved);
      expect(await store.begin(leased, capability('message'), dueAt)).toBe(false);
      expect(await store.settle(leased, 'not-needed', dueAt)).toBe(false);
      await store.putBack(leased, { wakeAt: dueAt, tries: 1, now: dueAt });
      expect(await taken(moved, 'next', dueAt + day)).toMatchObject({ id: moved.id, tries: 0 });
    });

    test('of two hands at once one has it', async () => {
      const requested = of('twohands');
      await ask(requested);
      const [due] = (await dueNow(dueAt)).filter((each) => each.rowKey.includes(requested.address.hash));
      if (due === undefined) throw new Error('it was not due');
      const both = await Promise.all([store.lease(due, 'left', dueAt), store.lease(due, 'right', dueAt)]);
      expect(both.filter((each) => each !== null)).toHaveLength(1);
    });

    test('a claim that was left can be taken over when its lease is over, and the first hand is then empty', async () => {
      const requested = of('lease');
      await ask(requested);
      const dead = await taken(requested, 'dead');
      const over = dueAt + leaseSeconds * second;
      expect(await take(requested, 'eager', over - 1)).toBeNull();
      const alive = await taken(requested, 'alive', over);
      expect(await store.begin(dead, capability('dead'), over)).toBe(false);
      expect(await store.begin(alive, capability('alive'), over)).toBe(true);
    });

    test('what was left as sending is unsure and never handed out again', async () => {
      const requested = of('unsure');
      await ask(requested);
      await store.begin(await taken(requested), capability('unsure'), dueAt);
      const over = dueAt + sendingSeconds * second;
      expect(await take(requested, 'early', over - 1)).toBeNull();
      expect(await take(requested, 'late', over)).toBe('unsure');
      expect(await take(requested, 'later', over + day)).toBeNull();
    });

    test('a settled reminder leaves hashes and instants, and nothing sealed', async () => {
      const requested = of('settled', { sealed: sealedText('settled') });
      await ask(requested);
      expect(await plug.held()).toContain(requested.sealed);
      const leased = await taken(requested);
      await store.begin(leased, capability('settled'), dueAt);
      expect(await store.settle(leased, 'sent', dueAt)).toBe(true);
      expect(await store.settle(leased, 'sent', dueAt)).toBe(false);
      expect(await plug.held()).not.toContain(requested.sealed);
      expect(await take(requested, 'again', dueAt + 30 * day)).toBeNull();
    });

    test('an address that is withdrawn from has nothing pending, may ask again, and no other notices', async () => {
      const [gone, other] = [of('withdrawn'), of('not-withdrawn')];
      await ask(gone);
      await ask(other);
      await store.withdraw(gone.address, someday);
      await store.withdraw(emailHash('never-requested'), someday);
      expect(await take(gone, 'claim')).toBeNull();
      expect(await take(other, 'claim')).toMatchObject({ id: other.id });
      expect(await ask(gone)).toBe('saved');
    });

    test('messages of an address are counted over its reminders; one that did not leave is not', async () => {
      const requested = of('mail');
      await ask(requested);
      const first = await taken(requested);
      await store.begin(first, capability('l1'), dueAt);
      await store.putBack(first, { wakeAt: dueAt + hour, tries: 1, now: dueAt });
      expect(await take(requested, 'early', dueAt + hour - 1)).toBeNull();
      const again = await taken(requested, 'two', dueAt + hour);
      expect(again).toMatchObject({ messages: [], tries: 1 });
      await store.begin(again, capability('l2'), dueAt + hour);
      await store.settle(again, 'sent', dueAt + hour);
      const next = of('mail', { id: reminderId('letters2'), dueAt: dueAt + 60 * day });
      await ask(next);
      expect(await taken(next, 'three', dueAt + 60 * day)).toMatchObject({ messages: [dueAt + hour] });
    });

    describe('a cancel', () => {
      test('by the browser that asked ends its own reminder and no other', async () => {
        const requested = of('browser');
        await ask(requested);
        expect(await store.cancel(capability(requested.id), 'once', someday)).toBe('cancelled');
        expect(await store.cancel(capability(requested.id), 'once', someday)).toBe('nothing');
        expect(await take(requested, 'gone')).toBeNull();
        const again = of('browser', { id: reminderId('browser2') });
        await ask(again);
        expect(await store.cancel(capability(requested.id), 'once', someday)).toBe('nothing');
        expect(await taken(again)).toMatchObject({ id: again.id });
      });

      test('by the browser that asked cannot silence an address it may only have typed', async () => {
        const requested = of('typed');
        await ask(requested);
        await store.cancel(capability(requested.id), 'forever', someday);
        expect(await store.isSuppressed(requested.address, someday)).toBe(false);
        expect(await ask(of('typed', { id: reminderId('typed2') }))).toBe('saved');
      });

      test('of a leased reminder prevents its message', async () => {
        const requested = of('inhand');
        await ask(requested);
        const leased = await taken(requested);
        await store.cancel(capability(requested.id), 'once', dueAt);
        expect(await store.begin(leased, capability('inhand'), dueAt)).toBe(false);
      });

      test('while the message is with SES keeps it from being tried again', async () => {
        const requested = of('onway');
        await ask(requested);
        const leased = await taken(requested);
        await store.begin(leased, capability('onway'), dueAt);
        await store.cancel(capability(requested.id), 'once', dueAt);
        expect(await store.putBack(leased, { wakeAt: dueAt, tries: 1, now: dueAt })).toBe(false);
        expect(await take(requested, 'again', dueAt + day)).toBeNull();
      });

      test('from a message ends what its address asked for since, once; asking again un-cancels', async () => {
        const requested = of('fromletter');
        await ask(requested);
        const leased = await taken(requested);
        await store.begin(leased, capability('fromletter'), dueAt);
        await store.settle(leased, 'sent', dueAt);
        const next = of('fromletter', { id: reminderId('fromletter2'), dueAt: dueAt + 60 * day });
        await ask(next);
        expect(await store.cancel(capability('fromletter'), 'once', dueAt + day)).toBe('cancelled');
        expect(await take(next, 'gone', dueAt + 60 * day)).toBeNull();
        expect(await ask(of('fromletter', { id: reminderId('fromletter3') }))).toBe('saved');
      });

      test('from a message for ever lets nothing be asked again, and outlives everything', async () => {
        const requested = of('forever');
        await ask(requested);
        const leased = await taken(requested);
        await store.begin(leased, capability('forever'), dueAt);
        expect(await store.cancel(capability('forever'), 'forever', dueAt)).toBe('nothing');
        await store.settle(leased, 'sent', dueAt);
        expect(await store.isSuppressed(requested.address, dueAt)).toBe(true);
        expect(await ask(of('forever', { id: reminderId('forever2') }))).toBe('ignored');
        expect(await store.cancel(capability('forever2'), 'once', dueAt)).toBe('nothing');
      });

      test('for ever while the message is with SES: put back, it is still never sent', async () => {
        const requested = of('silenced');
        await ask(requested);
        const leased = await taken(requested);
        await store.begin(leased, capability('silenced'), dueAt);
        await store.suppress(requested.address, dueAt + day, dueAt);
        await store.putBack(leased, { wakeAt: dueAt, tries: 1, now: dueAt });
        const again = await taken(requested, 'two');
        expect(await store.begin(again, capability('silenced2'), dueAt)).toBe(false);
        expect(await store.settle(again, 'suppressed', dueAt)).toBe(true);
        expect(await store.isSuppressed(requested.address, dueAt)).toBe(true);
      });

      test('by a capability nobody gave, or past its end, changes nothing', async () => {
        const requested = of('ended');
        await ask(requested);
        expect(await store.cancel(hashOf('nobody'), 'forever', someday)).toBe('nothing');
        expect(await store.cancel(capability(requested.id), 'once', endOfPending(dueAt))).toBe('nothing');
        expect(await taken(requested)).toMatchObject({ id: requested.id });
      });
    });

    describe('an address that bounced', () => {
      const until = someday + 30 * day;

      test('is suppressed until then, also where nothing was ever asked', async () => {
        const address = emailHash('bounced');
        await store.suppress(address, until, someday);
        await store.suppress(address, until - day, someday + 1);
        expect(await store.isSuppressed(address, until - 1)).toBe(true);
        expect(await store.isSuppressed(address, until)).toBe(false);
        expect(await store.isSuppressed(emailHash('never seen'), someday)).toBe(false);
      });

      test('again is suppressed for longer', async () => {
        const address = emailHash('twice');
        await store.suppress(address, until, someday);
        await store.suppress(address, until + day, someday);
        expect(await store.isSuppressed(address, until)).toBe(true);
      });

      test('has its reminder cancelled, and a later one leaves after the end only', async () => {
        const requested = of('pending');
        await ask(requested);
        await store.suppress(requested.address, dueAt + day, someday);
        await expect(taken(requested)).rejects.toThrow('not to be had');
        const later = of('pending', { id: reminderId('pending2') });
        expect(await ask(later)).toBe('saved');
        const leased = await taken(later);
        expect(await store.begin(leased, capability('early'), dueAt)).toBe(false);
        expect(await store.begin(leased, capability('late'), dueAt + day)).toBe(true);
      });

      test('stays suppressed when its reminder of before is forgotten', async () => {
        const requested = of('settled');
        await ask(requested);
        await store.cancel(capability(requested.id), 'once', someday);
        const late = someday + 399 * day;
        await store.suppress(requested.address, late + 30 * day, late);
        expect(await store.isSuppressed(requested.address, late + 29 * day)).toBe(true);
      });

      test('and said never again stays silent for good', async () => {
        const requested = of('both');
        await ask(requested);
        const leased = await taken(requested);
        await store.begin(leased, capability('both'), dueAt);
        await store.suppress(requested.address, dueAt + day, dueAt);
        await store.settle(leased, 'sent', dueAt);
        await store.cancel(capability('both'), 'forever', dueAt);
        expect(await store.isSuppressed(requested.address, dueAt + 4000 * day)).toBe(true);
      });
    });

    test('what is not heeded is not kept', async () => {
      const requested = of('unheeded');
      expect(await ask(requested, false)).toBe('ignored');
      expect(await plug.held()).not.toContain(requested.address.hash);
      expect(await store.cancel(capability(requested.id), 'once', someday)).toBe('nothing');
    });

    test('no more messages leave on one day than may', async () => {
      const counted = await Promise.all([1, 2, 3].map(() => store.countMessage(2, someday)));
      expect(counted.filter(Boolean)).toHaveLength(2);
      expect(await store.countMessage(2, someday + day)).toBe(true);
    });

    test('all that is due is found, whatever the number, the oldest of a shard first', async () => {
      const many = Array.from({ length: 230 }, (_, index) =>
        of(`many${index}`, { dueAt: dueAt + 400 * day - index * minute }),
      );
      for (const each of many) await ask(each);
      const found = (await dueNow(dueAt + 400 * day)).filter((each) => each.wakeAt > dueAt + 399 * day);
      expect(new Set(found.map((each) => each.rowKey)).size).toBe(230);
      for (let shard = 0; shard < store.shards; shard += 1) {
        const wakes: number[] = [];
        for await (const { wakeAt } of store.due(shard, dueAt + 400 * day)) wakes.push(wakeAt);
        expect(wakes).toEqual([...wakes].sort((one, other) => one - other));
      }
    });
  });
});

test('what memory holds of reminders survives as JSON', async () => {
  const store = memoryReminderStore();
  const requested = reminder();
  await store.ask(requested, { cancel: hashOf('saved'), isHeeded: true });
  await store.countMessage(1, someday);
  const revived = memoryReminderStore();
  revived.restore(JSON.parse(JSON.stringify(store.dump())));
  expect(await revived.cancel(hashOf('saved'), 'once', someday)).toBe('cancelled');
  expect(await revived.countMessage(1, someday)).toBe(false);
});
