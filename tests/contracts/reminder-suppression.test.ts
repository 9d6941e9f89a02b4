// What every reminder store must do with an address that bounced: it gets no message until a given time, whatever is asked.
import { beforeAll, describe, expect, test } from 'vitest';
import { day } from '../../shared/core/time.ts';
import type { ReminderStore } from '../../shared/ports/reminder-store.ts';
import { emailHash, reminderId, someday } from '../support/builders.ts';
import {
  capability,
  dueAt,
  of,
  type ReminderSteps,
  reminderSteps,
  reminderStorePlugs,
} from './reminder-store-plugs.ts';

describe.each(reminderStorePlugs)('a reminder store $name', ({ isMissing, open }) => {
  describe.skipIf(isMissing)('fulfils its contract:', () => {
    let store: ReminderStore;
    let steps: ReminderSteps;
    beforeAll(async () => {
      store = (await open()).store;
      steps = reminderSteps(store);
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

      test('has its reminder cancelled, and gets a later one only if that is due after the end', async () => {
        const requested = of('pending');
        await steps.ask(requested);
        await store.suppress(requested.address, dueAt + day, someday);
        await expect(steps.taken(requested)).rejects.toThrow('could not be leased');
        expect(await steps.ask(of('pending', { id: reminderId('pending2') }))).toBe('silent');
        const later = of('pending', { id: reminderId('pending3'), dueAt: dueAt + day });
        expect(await steps.ask(later)).toBe('saved');
        const leased = await steps.taken(later, 'one', dueAt + day);
        // Nobody takes it so early; if a clock is wrong, nothing is sent before the end.
        expect(await store.begin(leased, capability('early'), dueAt)).toBe(false);
        expect(await store.begin(leased, capability('late'), dueAt + day)).toBe(true);
      });

      test('stays suppressed when its reminder of before is forgotten', async () => {
        const requested = of('settled');
        await steps.ask(requested);
        await store.cancel(capability(requested.id), 'once', someday);
        const late = someday + 399 * day;
        await store.suppress(requested.address, late + 30 * day, late);
        expect(await store.isSuppressed(requested.address, late + 29 * day)).toBe(true);
      });

      test('and said never again stays silent for good', async () => {
        const requested = of('both');
        await steps.ask(requested);
        const leased = await steps.taken(requested);
        await store.begin(leased, capability('both'), dueAt);
        await store.suppress(requested.address, dueAt + day, dueAt);
        await store.settle(leased, 'sent', dueAt);
        await store.cancel(capability('both'), 'forever', dueAt);
        expect(await store.isSuppressed(requested.address, dueAt + 4000 * day)).toBe(true);
      });
    });
  });
});
