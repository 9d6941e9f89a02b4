// Ending a reminder by its capability: once, or for ever. A guess gets no information.
import { expect, test } from 'vitest';
import { cancelReminder } from '../../shared/actions/cancel-reminder.ts';
import { decemberEvening, later, openReminderHarness } from '../support/reminder-harness.ts';

/** The capability in the address of the last message's cancel page. */
const tokenIn = (harness: ReturnType<typeof openReminderHarness>): string =>
  /#cancel=([\w-]+)/.exec(harness.mailer.posted().at(-1)?.message.text ?? '')?.[1] ?? '';

test('from a message, once: the next reminder sends no message; a new request does', async () => {
  const harness = openReminderHarness();
  await harness.ask('alice');
  harness.setClock(decemberEvening);
  await harness.sweep();
  await harness.ask('alice', '2027-02');
  const token = tokenIn(harness);
  expect(await cancelReminder(harness.needs, { token, isForever: false })).toEqual({ ok: true, value: null });
  harness.setClock(later(62));
  await harness.sweep();
  expect(harness.messages()).toEqual(['alice']);
  await harness.ask('alice', '2027-03');
  harness.setClock(later(91));
  await harness.sweep();
  expect(harness.messages()).toEqual(['alice', 'alice']);
  expect(harness.log.of('reminder-cancelled')).toEqual([{ why: 'once' }]);
});

test('from a message, for ever: nothing can be asked again, by anybody who types the address', async () => {
  const harness = openReminderHarness();
  await harness.ask('alice');
  harness.setClock(decemberEvening);
  await harness.sweep();
  await cancelReminder(harness.needs, { token: tokenIn(harness), isForever: true });
  expect(await harness.ask('alice', '2027-02')).toMatchObject({ ok: true });
  harness.setClock(later(62));
  await harness.sweep();
  expect(harness.messages()).toEqual(['alice']);
});

test('an unknown, a used and a right one answer alike', async () => {
  const harness = openReminderHarness();
  const requested = await harness.ask('alice');
  const secret = requested.ok ? (requested.value.secret ?? '') : '';
  const right = await cancelReminder(harness.needs, { token: secret, isForever: false });
  expect(await cancelReminder(harness.needs, { token: secret, isForever: false })).toEqual(right);
  expect(await cancelReminder(harness.needs, { token: 'never given', isForever: true })).toEqual(right);
});
