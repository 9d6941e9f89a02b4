// A bounce or a complaint: the address is hashed and suppressed for a time, and nothing else of the notice stays.
import { expect, test } from 'vitest';
import { hearMailNotice } from '../../shared/actions/hear-mail-notice.ts';
import { memoryReminderStore } from '../../shared/adapters/memory/reminder-store.ts';
import { day } from '../../shared/core/time.ts';
import { decemberEvening, emailOf, openReminderHarness } from '../support/reminder-harness.ts';

test.each([
  ['bounce', 'mail-bounced'],
  ['complaint', 'mail-complained'],
] as const)('a %s stops messages to its address, and no address is stored or logged', async (kind, message) => {
  const reminders = memoryReminderStore();
  const harness = openReminderHarness({ reminders });
  await harness.ask('alice');
  await hearMailNotice(harness.needs, { kind, addresses: [emailOf('alice'), emailOf('never.requested')] });
  await harness.ask('never.requested');
  harness.setClock(decemberEvening);
  await harness.sweep();
  expect(harness.messages()).toEqual([]);
  expect(JSON.stringify([reminders.dump(), harness.log.lines])).not.toMatch(
    /alice|never.requested|reader\.example|s1\.k1/,
  );
  expect(harness.log.of(message)).toEqual([{ count: 2 }]);
});

test.each([
  ['bounce', 30],
  ['complaint', 365],
] as const)('a %s silences for %i days of its own, and up to a Monday', async (kind, suppressDays) => {
  const harness = openReminderHarness();
  const silences: number[] = [];
  const reminders = {
    suppress: async (_: unknown, until: number, now: number) => void silences.push((until - now) / day),
  };
  await hearMailNotice({ ...harness.needs, reminders }, { kind, addresses: [emailOf('alice')] });
  const [silence = 0] = silences;
  expect(silence).toBeGreaterThanOrEqual(suppressDays);
  expect(silence).toBeLessThan(suppressDays + 7);
});
