// The one press of a mail program: no more, ever, also long after the message.
import { expect, test } from 'vitest';
import { cancelReminder } from '../../shared/actions/cancel-reminder.ts';
import { decemberEvening, later, openReminderHarness } from '../support/reminder-harness.ts';

test('pressed a year after the message it still ends all of them', async () => {
  const harness = openReminderHarness();
  await harness.ask('alice');
  harness.setClock(decemberEvening);
  await harness.sweep();
  const address = harness.mailer.posted()[0]?.message.unsubscribeUrl ?? '';
  expect(address).toMatch(/^https:\/\/meridian\.example\/v1\/reminders\/cancel\/[\w-]{43}$/);
  harness.setClock(later(380));
  await harness.ask('alice', '2028-02');
  const token = address.split('/').at(-1) ?? '';
  expect(await cancelReminder(harness.needs, { token, isForever: true })).toEqual({ ok: true, value: null });
  harness.setClock(later(430));
  await harness.sweep();
  expect(harness.messages()).toEqual(['alice']);
});
