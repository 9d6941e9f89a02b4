// One reminder at its time: a message, or none, for a reason.
import { describe, expect, test } from 'vitest';
import { memoryReminderStore } from '../../shared/adapters/memory/reminder-store.ts';
import { day } from '../../shared/core/time.ts';
import type { EmailHash } from '../../shared/ports/hasher.ts';
import { customerId, hashOf, payment } from '../support/builders.ts';
import { decemberEvening, emailOf, later, openReminderHarness } from '../support/reminder-harness.ts';

type LocalEnvironment = ReturnType<typeof openReminderHarness>;
const hasGiven = async (harness: LocalEnvironment, name: string, confirmedAt: number) => {
  const part = payment({ customer: customerId(name), confirmedAt });
  const key = { customer: part.customer, kind: part.kind, id: part.id };
  await harness.supporters.save({ key, versioned: await harness.supporters.readVersioned(key), part, counted: null });
  await harness.point(name, part.customer);
};
/** Asks for December and sweeps on its second day. */
async function inDecember(harness: LocalEnvironment, before: () => Promise<unknown> = async () => {}) {
  await harness.ask('alice');
  await before();
  harness.setClock(decemberEvening);
  return harness.sweep();
}

describe('at its time', () => {
  test('one message leaves, however often the timer comes', async () => {
    const harness = openReminderHarness();
    await inDecember(harness);
    await harness.sweep();
    harness.setClock(later(20));
    await harness.sweep();
    expect(harness.messages()).toEqual(['alice']);
    expect(harness.log.of('reminder-sent')).toHaveLength(1);
  });

  test('none leaves before it', async () => {
    const harness = openReminderHarness();
    await harness.ask('alice');
    harness.setClock(Date.UTC(2026, 10, 30, 23));
    await harness.sweep();
    expect(harness.messages()).toEqual([]);
  });

  test('who gave meanwhile gets none, and their address is forgotten', async () => {
    const reminders = memoryReminderStore();
    const harness = openReminderHarness({ reminders });
    await inDecember(harness, () => hasGiven(harness, 'alice', decemberEvening - day));
    expect(harness.messages()).toEqual([]);
    expect(harness.log.of('reminder-not-needed')).toHaveLength(1);
    expect(JSON.stringify(reminders.dump())).not.toContain('s1.k1');
  });

  test('who gave so long ago that their standing is over gets one', async () => {
    const harness = openReminderHarness();
    await inDecember(harness, () => hasGiven(harness, 'alice', decemberEvening - 200 * day));
    expect(harness.messages()).toEqual(['alice']);
  });

  test('an address suppressed under an older pepper gets none', async () => {
    const older: EmailHash = { pepper: 'p0', hash: hashOf('alice under an older pepper') };
    const { emails } = openReminderHarness().needs;
    const hashesOf: typeof emails.hashesOf = async (email) => [...(await emails.hashesOf(email)), older];
    const rotated = openReminderHarness({ emails: { ...emails, hashesOf } });
    await rotated.reminders.suppress(older, decemberEvening + day, decemberEvening);
    await inDecember(rotated);
    expect(rotated.messages()).toEqual([]);
  });

  test('while messages are stopped none leaves; afterwards it does', async () => {
    const harness = openReminderHarness();
    await harness.ask('alice');
    harness.switches.set('mail', true);
    harness.setClock(decemberEvening);
    await harness.sweep();
    expect(harness.messages()).toEqual([]);
    harness.switches.set('mail', false);
    harness.setClock(later(5));
    await harness.sweep();
    expect(harness.messages()).toEqual(['alice']);
  });

  test('a month too late none leaves any more: December is over', async () => {
    const harness = openReminderHarness();
    await harness.ask('alice');
    harness.setClock(later(40));
    await harness.sweep();
    expect(harness.messages()).toEqual([]);
    expect(harness.log.of('reminder-looked-at')).toEqual([{ outcome: 'too-late' }]);
  });

  test('the third message of a year does not leave; a year later one does again', async () => {
    const harness = openReminderHarness();
    const months = ['2026-12', '2027-02', '2027-04', '2028-02'];
    for (const [at, days] of [0, 62, 121, 427].entries()) {
      harness.setClock(later(days - 10));
      await harness.ask('alice', months[at]);
      harness.setClock(later(days));
      await harness.sweep();
    }
    expect(harness.messages()).toHaveLength(3);
    expect(harness.log.of('reminder-looked-at').map((each) => each.outcome)).toEqual(['too-many']);
  });

  test('the seal of another reminder is not opened, and its message is not sent', async () => {
    const reminders = memoryReminderStore();
    const harness = openReminderHarness({ reminders });
    await harness.ask('alice');
    await harness.ask('mallory');
    const { held, ...rest } = reminders.dump();
    const [alice, mallory] = held.map(([, row]) => row);
    const swapped = held.map(([ref, row]) => {
      const other = row === alice ? mallory : alice;
      const pending =
        row.pending === null ? null : { ...row.pending, sealed: other?.pending?.sealed ?? row.pending.sealed };
      return [ref, { ...row, pending }] as const;
    });
    reminders.restore({ ...rest, held: swapped });
    harness.setClock(decemberEvening);
    expect(await harness.sweep()).toBe(2);
    expect(harness.messages()).toEqual([]);
  });

  test('a seal moved with its id to the row of another address is noticed too', async () => {
    const reminders = memoryReminderStore();
    const harness = openReminderHarness({ reminders });
    await harness.ask('alice');
    const { held, ...rest } = reminders.dump();
    const address = await harness.needs.emails.hashEmail(emailOf('mallory'));
    const moved = held.map(([, row]) => [`REMINDER#p1#${address.hash}`, { ...row, address }] as const);
    reminders.restore({ ...rest, held: moved });
    harness.setClock(decemberEvening);
    expect(await harness.sweep()).toBe(1);
    expect(harness.messages()).toEqual([]);
  });
});

describe('a mail service that', () => {
  test('throttles gets the message later, once', async () => {
    const harness = openReminderHarness();
    harness.mailer.meet(['throttled']);
    await inDecember(harness);
    await harness.sweep();
    expect(harness.messages()).toEqual([]);
    harness.setClock(later(0, 1));
    await harness.sweep();
    expect(harness.messages()).toEqual(['alice']);
  });

  test('refuses three times is not asked a fourth, and the refusals count as no messages', async () => {
    const reminders = memoryReminderStore();
    const harness = openReminderHarness({ reminders });
    harness.mailer.meet(['refused', 'refused', 'refused']);
    await inDecember(harness);
    for (const hours of [4, 8, 12, 16]) {
      harness.setClock(later(0, hours));
      await harness.sweep();
    }
    expect(harness.messages()).toEqual([]);
    expect(harness.log.of('reminder-looked-at').map((each) => each.outcome)).toEqual([
      'put-back',
      'put-back',
      'refused',
    ]);
    expect(JSON.stringify(reminders.dump())).not.toContain('s1.k1');
  });

  test('does not answer never gets that message again: nobody knows whether it left', async () => {
    const harness = openReminderHarness();
    harness.mailer.meet(['throws']);
    expect(await inDecember(harness)).toBe(1);
    harness.setClock(later(0, 1));
    await harness.sweep();
    expect(harness.messages()).toEqual([]);
    expect(harness.log.of('reminder-unsure')).toHaveLength(1);
  });
});
