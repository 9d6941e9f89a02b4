// Ending a promise by its capability: once, for ever, and nothing told to who guesses.
import { expect, test } from 'vitest';
import { cancelReminder } from '../../shared/actions/cancel-reminder.ts';
import { decemberEvening, later, openReminderHouse } from '../support/reminder-house.ts';

/** The capability in the address of the last letter's cancel page. */
const tokenIn = (house: ReturnType<typeof openReminderHouse>): string =>
  /#mainstay-cancel=([\w-]+)/.exec(house.mailer.posted().at(-1)?.letter.text ?? '')?.[1] ?? '';

test('from a letter, once: the next promise gets no letter; asked again, it does', async () => {
  const house = openReminderHouse();
  await house.ask('alice');
  house.setClock(decemberEvening);
  await house.sweep();
  await house.ask('alice', '2027-02');
  const token = tokenIn(house);
  expect(await cancelReminder(house.needs, { token, isForever: false })).toEqual({ ok: true, value: null });
  house.setClock(later(62));
  await house.sweep();
  expect(house.letters()).toEqual(['alice']);
  await house.ask('alice', '2027-03');
  house.setClock(later(91));
  await house.sweep();
  expect(house.letters()).toEqual(['alice', 'alice']);
  expect(house.journal.of('reminder-cancelled')).toEqual([{ why: 'once' }]);
});

test('from a letter, for ever: nothing can be asked again, by anybody who types the address', async () => {
  const house = openReminderHouse();
  await house.ask('alice');
  house.setClock(decemberEvening);
  await house.sweep();
  await cancelReminder(house.needs, { token: tokenIn(house), isForever: true });
  expect(await house.ask('alice', '2027-02')).toMatchObject({ ok: true });
  house.setClock(later(62));
  await house.sweep();
  expect(house.letters()).toEqual(['alice']);
});

test('an unknown, a used and a right one answer alike', async () => {
  const house = openReminderHouse();
  const asked = await house.ask('alice');
  const secret = asked.ok ? asked.value.secret : '';
  const right = await cancelReminder(house.needs, { token: secret, isForever: false });
  expect(await cancelReminder(house.needs, { token: secret, isForever: false })).toEqual(right);
  expect(await cancelReminder(house.needs, { token: 'never given', isForever: true })).toEqual(right);
});
