// The one press of a mail program: no more, ever, also long after the letter.
import { expect, test } from 'vitest';
import { stopReminders } from '../../shared/actions/stop-reminders.ts';
import { decemberEvening, later, openReminderHouse } from '../support/reminder-house.ts';

test('pressed a year after the letter it still ends all of them', async () => {
  const house = openReminderHouse();
  await house.ask('alice');
  house.setClock(decemberEvening);
  await house.sweep();
  const address = house.mailer.posted()[0]?.letter.unsubscribeUrl ?? '';
  expect(address).toMatch(/^https:\/\/meridian\.example\/v1\/reminders\/cancel\/[\w-]{43}$/);
  house.setClock(later(380));
  await house.ask('alice', '2028-02');
  expect(await stopReminders(house.needs, address.split('/').at(-1) ?? '')).toEqual({ ok: true, value: null });
  house.setClock(later(430));
  await house.sweep();
  expect(house.letters()).toEqual(['alice']);
});
