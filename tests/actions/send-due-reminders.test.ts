// The hourly sweep: everything due, at the pace allowed, to the day's cap, and past every bad row.
import { expect, test } from 'vitest';
import { sendDueReminders } from '../../shared/actions/send-due-reminders.ts';
import { memoryReminderStore } from '../../shared/adapters/memory/reminder-store.ts';
import { known } from '../../shared/core/ids.ts';
import { parseSealed } from '../../shared/core/sealed.ts';
import { decemberEvening, later, openReminderHouse } from '../support/reminder-house.ts';

const names = (many: number) => Array.from({ length: many }, (_, index) => `reader${index}`);

test('one unreadable row among a thousand: 999 letters, and the row is tried again', async () => {
  const reminders = memoryReminderStore();
  const house = openReminderHouse({ reminders, mostLettersADay: 5000 });
  for (const name of names(1000)) await house.ask(name);
  const { held, ...rest } = reminders.dump();
  const damaged = held.map(([place, row], at) => {
    if (at !== 500 || row.pending === null) return [place, row] as const;
    const sealed = known(parseSealed(`s1.k1.${'x'.repeat(43)}.${'y'.repeat(64)}`));
    return [place, { ...row, pending: { ...row.pending, sealed } }] as const;
  });
  reminders.restore({ ...rest, held: damaged });
  house.setClock(decemberEvening);
  expect(await house.sweep()).toBe(1);
  expect(new Set(house.letters()).size).toBe(999);
  expect(house.journal.of('reminders-stuck')).toEqual([{ count: 1 }]);
  expect(house.journal.of('reminders-swept')).toEqual([{ count: 999 }]);
  house.setClock(later(0, 1));
  expect(await house.sweep()).toBe(1);
  expect(house.letters()).toHaveLength(999);
});

test('the cap of a day is kept and said once; the rest leaves on the next', async () => {
  const house = openReminderHouse({ mostLettersADay: 10 });
  for (const name of names(25)) await house.ask(name);
  house.setClock(decemberEvening);
  await house.sweep();
  await house.sweep();
  expect(house.letters()).toHaveLength(10);
  expect(house.journal.of('reminders-capped').length).toBeGreaterThanOrEqual(1);
  expect(house.journal.of('reminders-stuck')).toEqual([]);
  house.setClock(later(1));
  await house.sweep();
  house.setClock(later(2));
  await house.sweep();
  expect(new Set(house.letters()).size).toBe(25);
});

test('letters leave no faster than they may, over all lanes', async () => {
  let waited = 0;
  const pause = {
    async wait(milliseconds: number) {
      waited = Math.max(waited, milliseconds);
    },
  };
  const house = openReminderHouse({ pause, lettersPerSecond: 5 });
  for (const name of names(21)) await house.ask(name);
  house.setClock(decemberEvening);
  await house.sweep();
  // The clock stands still here, so the last of 21 letters is told to wait for all that were before it.
  expect(waited).toBe(4000);
});

test('a mail service that always says "not now" is left alone after five', async () => {
  const house = openReminderHouse();
  for (const name of names(50)) await house.ask(name);
  house.mailer.meet(Array.from({ length: 500 }, () => 'throttled'));
  house.setClock(decemberEvening);
  await house.sweep();
  const met = house.journal.of('reminder-looked-at').filter((each) => each.outcome === 'throttled');
  expect(met.length).toBeGreaterThanOrEqual(5);
  expect(met.length).toBeLessThanOrEqual(8);
  house.mailer.meet([]);
  house.setClock(later(0, 1));
  await house.sweep();
  expect(new Set(house.letters()).size).toBe(50);
});

test('two sweeps at once send each letter once', async () => {
  const house = openReminderHouse();
  for (const name of names(40)) await house.ask(name);
  house.setClock(decemberEvening);
  await Promise.all([house.sweep(), house.sweep()]);
  expect(house.letters()).toHaveLength(40);
  expect(new Set(house.letters()).size).toBe(40);
});

test('a sweep without time leaves the rest to the next, and says when it has waited for hours', async () => {
  const house = openReminderHouse();
  for (const name of names(10)) await house.ask(name);
  house.setClock(decemberEvening);
  await sendDueReminders(house.needs, { hasTime: () => false, attempt: (work) => work() });
  expect(house.letters()).toEqual([]);
  expect(house.journal.of('reminders-stuck')).toHaveLength(1);
  await house.sweep();
  expect(house.letters()).toHaveLength(10);
});

test('after an outage of a week nothing was skipped', async () => {
  const house = openReminderHouse();
  for (const name of names(30)) await house.ask(name);
  house.setClock(later(7));
  await house.sweep();
  expect(new Set(house.letters()).size).toBe(30);
});
