// What every reminder store must do, in memory and on DynamoDB: one pending reminder for each address, one lease at a time,
// nothing marked for sending after a cancel, and only hashes left of what is settled.
import { beforeAll, describe, expect, test } from 'vitest';
import { endOfPending } from '../../shared/adapters/dynamodb/reminder-row.ts';
import { day, hour, minute, second } from '../../shared/core/time.ts';
import { leaseSeconds, type ReminderStore, sendingSeconds } from '../../shared/ports/reminder-store.ts';
import { emailHash, hashOf, reminderId, sealedText, someday } from '../support/builders.ts';
import {
  capability,
  dueAt,
  of,
  type ReminderSteps,
  type ReminderStorePlug,
  reminderSteps,
  reminderStorePlugs,
} from './reminder-store-plugs.ts';

describe.each(reminderStorePlugs)('a reminder store $name', ({ isMissing, open }) => {
  describe.skipIf(isMissing)('fulfils its contract:', () => {
    let plug: ReminderStorePlug;
    let store: ReminderStore;
    let steps: ReminderSteps;
    beforeAll(async () => {
      plug = await open();
      store = plug.store;
      steps = reminderSteps(store);
    });

    test('a reminder is found when it is due, and is read as it was written', async () => {
      const requested = of('whole', {
        contribution: { frequency: 'monthly', amountMinor: 500, currency: null },
        locale: null,
      });
      expect(await steps.ask(requested)).toBe('saved');
      expect(await steps.take(requested, 'early', dueAt - 1)).toBeNull();
      expect(await steps.taken(requested)).toEqual({ ...requested, lease: 'one', messages: [], tries: 0 });
    });

    test('asking again replaces the old reminder with the new one', async () => {
      const [first, second_] = [of('again'), of('again', { id: reminderId('again2'), dueAt: dueAt + day })];
      await steps.ask(first);
      await steps.ask(second_);
      expect(await steps.take(first, 'old', dueAt)).toBeNull();
      expect(await steps.taken(second_, 'new', dueAt + day)).toMatchObject({ id: second_.id });
    });

    test('a reminder moved while leased is not sent, and the old lease changes nothing', async () => {
      const requested = of('moved');
      await steps.ask(requested);
      const leased = await steps.taken(requested);
      const moved = of('moved', { id: reminderId('moved2'), dueAt: dueAt + day });
      await steps.ask(moved);
      expect(await store.begin(leased, capability('message'), dueAt)).toBe(false);
      expect(await store.settle(leased, 'not-needed', dueAt)).toBe(false);
      await store.putBack(leased, { wakeAt: dueAt, tries: 1, now: dueAt });
      expect(await steps.taken(moved, 'next', dueAt + day)).toMatchObject({ id: moved.id, tries: 0 });
    });

    test('of two leases at once one succeeds', async () => {
      const requested = of('twohands');
      await steps.ask(requested);
      const [due] = (await steps.dueNow(dueAt)).filter((each) => each.rowKey.includes(requested.address.hash));
      if (due === undefined) throw new Error('it was not due');
      const both = await Promise.all([store.lease(due, 'left', dueAt), store.lease(due, 'right', dueAt)]);
      expect(both.filter((each) => each !== null)).toHaveLength(1);
    });

    test('an abandoned reminder can be leased again when its lease is over, and the first lease is then invalid', async () => {
      const requested = of('lease');
      await steps.ask(requested);
      const dead = await steps.taken(requested, 'dead');
      const over = dueAt + leaseSeconds * second;
      expect(await steps.take(requested, 'eager', over - 1)).toBeNull();
      const alive = await steps.taken(requested, 'alive', over);
      expect(await store.begin(dead, capability('dead'), over)).toBe(false);
      expect(await store.begin(alive, capability('alive'), over)).toBe(true);
    });

    test('what was left as sending is unsure and never leased again', async () => {
      const requested = of('unsure');
      await steps.ask(requested);
      await store.begin(await steps.taken(requested), capability('unsure'), dueAt);
      const over = dueAt + sendingSeconds * second;
      expect(await steps.take(requested, 'early', over - 1)).toBeNull();
      expect(await steps.take(requested, 'late', over)).toBe('unsure');
      expect(await steps.take(requested, 'later', over + day)).toBeNull();
    });

    test('a settled reminder leaves hashes and instants, and nothing sealed', async () => {
      const requested = of('settled', { sealed: sealedText('settled') });
      await steps.ask(requested);
      expect(await plug.held()).toContain(requested.sealed);
      const leased = await steps.taken(requested);
      await store.begin(leased, capability('settled'), dueAt);
      expect(await store.settle(leased, 'sent', dueAt)).toBe(true);
      expect(await store.settle(leased, 'sent', dueAt)).toBe(false);
      expect(await plug.held()).not.toContain(requested.sealed);
      expect(await steps.take(requested, 'again', dueAt + 30 * day)).toBeNull();
    });

    test('an address that is withdrawn from has nothing pending, may ask again, and no other notices', async () => {
      const [gone, other] = [of('withdrawn'), of('not-withdrawn')];
      await steps.ask(gone);
      await steps.ask(other);
      await store.withdraw(gone.address, someday);
      await store.withdraw(emailHash('never-requested'), someday);
      expect(await steps.take(gone, 'claim')).toBeNull();
      expect(await steps.take(other, 'claim')).toMatchObject({ id: other.id });
      expect(await steps.ask({ ...gone, id: reminderId('withdrawn2') })).toBe('saved');
    });

    test('messages of an address are counted over its reminders; one that did not leave is not', async () => {
      const requested = of('mail');
      await steps.ask(requested);
      const first = await steps.taken(requested);
      await store.begin(first, capability('l1'), dueAt);
      await store.putBack(first, { wakeAt: dueAt + hour, tries: 1, now: dueAt });
      expect(await steps.take(requested, 'early', dueAt + hour - 1)).toBeNull();
      const again = await steps.taken(requested, 'two', dueAt + hour);
      expect(again).toMatchObject({ messages: [], tries: 1 });
      await store.begin(again, capability('l2'), dueAt + hour);
      await store.settle(again, 'sent', dueAt + hour);
      const next = of('mail', { id: reminderId('letters2'), dueAt: dueAt + 60 * day });
      await steps.ask(next);
      expect(await steps.taken(next, 'three', dueAt + 60 * day)).toMatchObject({ messages: [Date.UTC(2026, 11, 7)] });
    });

    describe('a cancel', () => {
      test('by the browser that asked ends its own reminder and no other', async () => {
        const requested = of('browser');
        await steps.ask(requested);
        expect(await store.cancel(capability(requested.id), 'once', someday)).toBe('cancelled');
        expect(await store.cancel(capability(requested.id), 'once', someday)).toBe('nothing');
        expect(await steps.take(requested, 'gone')).toBeNull();
        const again = of('browser', { id: reminderId('browser2') });
        await steps.ask(again);
        expect(await store.cancel(capability(requested.id), 'once', someday)).toBe('nothing');
        expect(await steps.taken(again)).toMatchObject({ id: again.id });
      });

      test('by the browser that asked cannot silence an address it may only have typed', async () => {
        const requested = of('typed');
        await steps.ask(requested);
        await store.cancel(capability(requested.id), 'forever', someday);
        expect(await store.isSuppressed(requested.address, someday)).toBe(false);
        expect(await steps.ask(of('typed', { id: reminderId('typed2') }))).toBe('saved');
      });

      test('of a leased reminder prevents its message', async () => {
        const requested = of('inhand');
        await steps.ask(requested);
        const leased = await steps.taken(requested);
        await store.cancel(capability(requested.id), 'once', dueAt);
        expect(await store.begin(leased, capability('inhand'), dueAt)).toBe(false);
      });

      test('while the message is with SES keeps it from being tried again', async () => {
        const requested = of('onway');
        await steps.ask(requested);
        const leased = await steps.taken(requested);
        await store.begin(leased, capability('onway'), dueAt);
        await store.cancel(capability(requested.id), 'once', dueAt);
        expect(await store.putBack(leased, { wakeAt: dueAt, tries: 1, now: dueAt })).toBe(false);
        expect(await steps.take(requested, 'again', dueAt + day)).toBeNull();
      });

      test('from a message ends what its address asked for since, once; asking again un-cancels', async () => {
        const requested = of('fromletter');
        await steps.ask(requested);
        const leased = await steps.taken(requested);
        await store.begin(leased, capability('fromletter'), dueAt);
        await store.settle(leased, 'sent', dueAt);
        const next = of('fromletter', { id: reminderId('fromletter2'), dueAt: dueAt + 60 * day });
        await steps.ask(next);
        expect(await store.cancel(capability('fromletter'), 'once', dueAt + day)).toBe('cancelled');
        expect(await steps.take(next, 'gone', dueAt + 60 * day)).toBeNull();
        expect(await steps.ask(of('fromletter', { id: reminderId('fromletter3') }))).toBe('saved');
      });

      test('from a message for ever lets nothing be asked again, and outlives everything', async () => {
        const requested = of('forever');
        await steps.ask(requested);
        const leased = await steps.taken(requested);
        await store.begin(leased, capability('forever'), dueAt);
        expect(await store.cancel(capability('forever'), 'forever', dueAt)).toBe('nothing');
        await store.settle(leased, 'sent', dueAt);
        expect(await store.isSuppressed(requested.address, dueAt)).toBe(true);
        expect(await steps.ask(of('forever', { id: reminderId('forever2') }))).toBe('silent');
        expect(await store.cancel(capability('forever2'), 'once', dueAt)).toBe('nothing');
      });

      test('for ever while the message is with SES: put back, it is still never sent', async () => {
        const requested = of('silenced');
        await steps.ask(requested);
        const leased = await steps.taken(requested);
        await store.begin(leased, capability('silenced'), dueAt);
        await store.suppress(requested.address, dueAt + day, dueAt);
        await store.putBack(leased, { wakeAt: dueAt, tries: 1, now: dueAt });
        const again = await steps.taken(requested, 'two');
        expect(await store.begin(again, capability('silenced2'), dueAt)).toBe(false);
        expect(await store.settle(again, 'suppressed', dueAt)).toBe(true);
        expect(await store.isSuppressed(requested.address, dueAt)).toBe(true);
      });

      test('by a capability nobody gave, or past its end, changes nothing', async () => {
        const requested = of('ended');
        await steps.ask(requested);
        expect(await store.cancel(hashOf('nobody'), 'forever', someday)).toBe('nothing');
        expect(await store.cancel(capability(requested.id), 'once', endOfPending(dueAt))).toBe('nothing');
        expect(await steps.taken(requested)).toMatchObject({ id: requested.id });
      });
    });

    test('one that was stored before is not stored again: neither waiting, nor cancelled, nor sent', async () => {
      const requested = of('twice');
      expect([await steps.ask(requested), await store.remember(requested, capability('another tab'))]).toEqual([
        'saved',
        'waits',
      ]);
      expect(await store.cancel(capability('another tab'), 'once', someday)).toBe('nothing');
      expect(await store.cancel(capability(requested.id), 'once', someday)).toBe('cancelled');
      expect(await steps.ask(requested)).toBe('ended');
      const sent = of('twice', { id: reminderId('twice2') });
      await steps.ask(sent);
      const leased = await steps.taken(sent);
      await store.begin(leased, capability('twice'), dueAt);
      await store.settle(leased, 'sent', dueAt);
      expect(await steps.ask(sent)).toBe('ended');
      expect(await steps.take(sent, 'again', dueAt + 30 * day)).toBeNull();
    });

    test('an address is asked once a day, for one of all requests, and for that one again', async () => {
      const address = emailHash('questioned');
      const at = Date.UTC(2026, 10, 23, 23, 59);
      const names = ['first', 'second', 'third'];
      const taken = await Promise.all(names.map((name) => store.takeAsk(address, hashOf(name), at)));
      expect(taken.filter(Boolean)).toHaveLength(1);
      const winner = names[taken.indexOf(true)] ?? '';
      expect(await store.takeAsk(address, hashOf(winner), at + second)).toBe(true);
      expect(await store.takeAsk(address, hashOf('later'), at + 59 * second)).toBe(false);
      expect(await store.takeAsk(emailHash('another'), hashOf('later'), at)).toBe(true);
      expect(await store.takeAsk(address, hashOf('tomorrow'), at + minute)).toBe(true);
      expect(await store.takeAsk(address, hashOf(winner), at + minute)).toBe(false);
    });

    test('a mailbox that refuses before it ever confirmed is silent, and what it confirms is not stored', async () => {
      const requested = of('refuser');
      expect(await store.silence(requested.address, someday)).toBe('nothing');
      expect(await store.isSuppressed(requested.address, someday + 1000 * day)).toBe(true);
      expect(await steps.ask(requested)).toBe('silent');
      const waiting = of('refuser2');
      await steps.ask(waiting);
      expect(await store.silence(waiting.address, someday)).toBe('cancelled');
      expect(await steps.ask(waiting)).toBe('silent');
      expect(await steps.take(waiting, 'gone')).toBeNull();
    });

    test('what a suppressed mailbox confirms is stored only if it is due after that', async () => {
      const requested = of('reported');
      await store.suppress(requested.address, dueAt + 1, someday);
      expect(await steps.ask(requested)).toBe('silent');
      const after = of('reported', { id: reminderId('reported2'), dueAt: dueAt + 1 });
      expect(await steps.ask(after)).toBe('saved');
    });

    test('no more messages are sent on one day than allowed', async () => {
      const counted = await Promise.all(
        [1, 2, 3].map(() => store.countMessage({ kind: 'reminders', most: 2 }, someday)),
      );
      expect(counted.filter(Boolean)).toHaveLength(2);
      expect(await store.countMessage({ kind: 'reminders', most: 2 }, someday + day)).toBe(true);
      // Each kind is counted apart.
      for (const kind of ['links', 'questions'] as const) {
        expect(await store.countMessage({ kind, most: 1, weight: 0 }, someday)).toBe(true);
        expect(await store.countMessage({ kind, most: 1 }, someday)).toBe(true);
        expect(await store.countMessage({ kind, most: 1 }, someday)).toBe(false);
      }
    });

    test('all that is due is found, whatever the number, the oldest of a shard first', async () => {
      const many = Array.from({ length: 230 }, (_, index) =>
        of(`many${index}`, { dueAt: dueAt + 400 * day - index * minute }),
      );
      for (const each of many) await steps.ask(each);
      const found = (await steps.dueNow(dueAt + 400 * day)).filter((each) => each.wakeAt > dueAt + 399 * day);
      expect(new Set(found.map((each) => each.rowKey)).size).toBe(230);
      for (let shard = 0; shard < store.shards; shard += 1) {
        const wakes: number[] = [];
        for await (const { wakeAt } of store.due(shard, dueAt + 400 * day)) wakes.push(wakeAt);
        expect(wakes).toEqual([...wakes].sort((one, other) => one - other));
      }
    });
  });
});
