// The hourly sweep: everything due, at the pace allowed, to the day's cap, and past every bad row.
import { expect, test } from 'vitest';
import { sendDueReminders } from '../../shared/actions/send-due-reminders.ts';
import { memoryReminderStore } from '../../shared/adapters/memory/reminder-store.ts';
import { known } from '../../shared/core/ids.ts';
import { parseSealed } from '../../shared/core/sealed.ts';
import { decemberEvening, later, openReminderHarness } from '../support/reminder-harness.ts';

const names = (many: number) => Array.from({ length: many }, (_, index) => `reader${index}`);

test('one unreadable row among a thousand: 999 messages, and the row is tried again', async () => {
  const reminders = memoryReminderStore();
  const harness = openReminderHarness({ reminders, mostMessagesADay: 5000 });
  for (const name of names(1000)) await harness.ask(name);
  const { held, ...rest } = reminders.dump();
  const damaged = held.map(([ref, row], at) => {
    if (at !== 500 || row.pending === null) return [ref, row] as const;
    const sealed = known(parseSealed(`s1.k1.${'x'.repeat(43)}.${'y'.repeat(64)}`));
    return [ref, { ...row, pending: { ...row.pending, sealed } }] as const;
  });
  reminders.restore({ ...rest, held: damaged });
  harness.setClock(decemberEvening);
  expect(await harness.sweep()).toBe(1);
  expect(new Set(harness.messages()).size).toBe(999);
  expect(harness.log.of('reminders-stuck')).toEqual([{ count: 1 }]);
  expect(harness.log.of('reminders-swept')).toEqual([{ count: 999 }]);
  harness.setClock(later(0, 1));
  expect(await harness.sweep()).toBe(1);
  expect(harness.messages()).toHaveLength(999);
});

test('the cap of a day is kept and said once; the rest leaves on the next', async () => {
  const harness = openReminderHarness({ mostMessagesADay: 10 });
  for (const name of names(25)) await harness.ask(name);
  harness.setClock(decemberEvening);
  await harness.sweep();
  await harness.sweep();
  expect(harness.messages()).toHaveLength(10);
  expect(harness.log.of('reminders-capped').length).toBeGreaterThanOrEqual(1);
  expect(harness.log.of('reminders-stuck')).toEqual([]);
  harness.setClock(later(1));
  await harness.sweep();
  harness.setClock(later(2));
  await harness.sweep();
  expect(new Set(harness.messages()).size).toBe(25);
});

test('messages leave no faster than they may, over all lanes', async () => {
  let waited = 0;
  const pause = {
    async wait(milliseconds: number) {
      waited = Math.max(waited, milliseconds);
    },
  };
  const harness = openReminderHarness({ pause, messagesPerSecond: 5 });
  for (const name of names(21)) await harness.ask(name);
  harness.setClock(decemberEvening);
  await harness.sweep();
  // The clock stands still here, so the last of 21 messages has to wait for all that were before it.
  expect(waited).toBe(4000);
});

test('a mail service that always says "not now" is left alone after five', async () => {
  const harness = openReminderHarness();
  for (const name of names(50)) await harness.ask(name);
  harness.mailer.meet(Array.from({ length: 500 }, () => 'throttled'));
  harness.setClock(decemberEvening);
  await harness.sweep();
  const met = harness.log.of('reminder-looked-at').filter((each) => each.outcome === 'throttled');
  expect(met.length).toBeGreaterThanOrEqual(5);
  expect(met.length).toBeLessThanOrEqual(8);
  harness.mailer.meet([]);
  harness.setClock(later(0, 1));
  await harness.sweep();
  expect(new Set(harness.messages()).size).toBe(50);
});

test('two sweeps at once send each message once', async () => {
  const harness = openReminderHarness();
  for (const name of names(40)) await harness.ask(name);
  harness.setClock(decemberEvening);
  await Promise.all([harness.sweep(), harness.sweep()]);
  expect(harness.messages()).toHaveLength(40);
  expect(new Set(harness.messages()).size).toBe(40);
});

test('a sweep without time leaves the rest to the next, and says when it has waited for hours', async () => {
  const harness = openReminderHarness();
  for (const name of names(10)) await harness.ask(name);
  harness.setClock(decemberEvening);
  await sendDueReminders(harness.needs, { hasTime: () => false, attempt: (work) => work() });
  expect(harness.messages()).toEqual([]);
  expect(harness.log.of('reminders-stuck')).toHaveLength(1);
  await harness.sweep();
  expect(harness.messages()).toHaveLength(10);
});

test('after an outage of a week nothing was skipped', async () => {
  const harness = openReminderHarness();
  for (const name of names(30)) await harness.ask(name);
  harness.setClock(later(7));
  await harness.sweep();
  expect(new Set(harness.messages()).size).toBe(30);
});
