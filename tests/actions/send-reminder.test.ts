// One promise at its time: a letter, or none, for a reason.
import { describe, expect, test } from 'vitest';
import { memoryReminderStore } from '../../shared/adapters/memory/reminder-store.ts';
import { day } from '../../shared/core/time.ts';
import type { EmailHash } from '../../shared/ports/hasher.ts';
import { customerId, hashOf, payment } from '../support/builders.ts';
import { decemberEvening, emailOf, later, openReminderHouse } from '../support/reminder-house.ts';

type House = ReturnType<typeof openReminderHouse>;
const hasGiven = async (house: House, name: string, confirmedAt: number) => {
  const part = payment({ customer: customerId(name), confirmedAt });
  const key = { customer: part.customer, kind: part.kind, id: part.id };
  await house.supporters.save({ key, noted: await house.supporters.note(key), part, counted: null });
  await house.point(name, part.customer);
};
/** Asks for December and sweeps on its second day. */
async function inDecember(house: House, before: () => Promise<unknown> = async () => {}) {
  await house.ask('alice');
  await before();
  house.setClock(decemberEvening);
  return house.sweep();
}

describe('at its time', () => {
  test('one letter leaves, however often the timer comes', async () => {
    const house = openReminderHouse();
    await inDecember(house);
    await house.sweep();
    house.setClock(later(20));
    await house.sweep();
    expect(house.letters()).toEqual(['alice']);
    expect(house.journal.of('reminder-sent')).toHaveLength(1);
  });

  test('none leaves before it', async () => {
    const house = openReminderHouse();
    await house.ask('alice');
    house.setClock(Date.UTC(2026, 10, 30, 23));
    await house.sweep();
    expect(house.letters()).toEqual([]);
  });

  test('who gave meanwhile gets none, and their address is forgotten', async () => {
    const reminders = memoryReminderStore();
    const house = openReminderHouse({ reminders });
    await inDecember(house, () => hasGiven(house, 'alice', decemberEvening - day));
    expect(house.letters()).toEqual([]);
    expect(house.journal.of('reminder-not-needed')).toHaveLength(1);
    expect(JSON.stringify(reminders.dump())).not.toContain('s1.k1');
  });

  test('who gave so long ago that their standing is over gets one', async () => {
    const house = openReminderHouse();
    await inDecember(house, () => hasGiven(house, 'alice', decemberEvening - 200 * day));
    expect(house.letters()).toEqual(['alice']);
  });

  test('an address silenced under an older pepper gets none', async () => {
    const older: EmailHash = { pepper: 'p0', hash: hashOf('alice under an older pepper') };
    const { emails } = openReminderHouse().needs;
    const hashesOf: typeof emails.hashesOf = async (email) => [...(await emails.hashesOf(email)), older];
    const rotated = openReminderHouse({ emails: { ...emails, hashesOf } });
    await rotated.reminders.suppress(older, decemberEvening);
    await inDecember(rotated);
    expect(rotated.letters()).toEqual([]);
  });

  test('while letters are stopped none leaves; afterwards it does', async () => {
    const house = openReminderHouse();
    house.switches.set('letters', true);
    await inDecember(house);
    expect(house.letters()).toEqual([]);
    house.switches.set('letters', false);
    house.setClock(later(5));
    await house.sweep();
    expect(house.letters()).toEqual(['alice']);
  });

  test('a month too late none leaves any more: December is over', async () => {
    const house = openReminderHouse();
    await house.ask('alice');
    house.setClock(later(40));
    await house.sweep();
    expect(house.letters()).toEqual([]);
    expect(house.journal.of('reminder-looked-at')).toEqual([{ outcome: 'too-late' }]);
  });

  test('the third letter of a year does not leave; a year later one does again', async () => {
    const house = openReminderHouse();
    const months = ['2026-12', '2027-02', '2027-04', '2028-02'];
    for (const [at, days] of [0, 62, 121, 427].entries()) {
      house.setClock(later(days - 10));
      await house.ask('alice', months[at]);
      house.setClock(later(days));
      await house.sweep();
    }
    expect(house.letters()).toHaveLength(3);
    expect(house.journal.of('reminder-looked-at').map((each) => each.outcome)).toEqual(['too-many']);
  });

  test('the seal of another promise is not opened, and nobody gets its letter', async () => {
    const reminders = memoryReminderStore();
    const house = openReminderHouse({ reminders });
    await house.ask('alice');
    await house.ask('mallory');
    const { held, ...rest } = reminders.dump();
    const [alice, mallory] = held.map(([, row]) => row);
    const swapped = held.map(([place, row]) => {
      const other = row === alice ? mallory : alice;
      const pending =
        row.pending === null ? null : { ...row.pending, sealed: other?.pending?.sealed ?? row.pending.sealed };
      return [place, { ...row, pending }] as const;
    });
    reminders.restore({ ...rest, held: swapped });
    house.setClock(decemberEvening);
    expect(await house.sweep()).toBe(2);
    expect(house.letters()).toEqual([]);
  });

  test('a seal moved with its id to the row of another address is noticed too', async () => {
    const reminders = memoryReminderStore();
    const house = openReminderHouse({ reminders });
    await house.ask('alice');
    const { held, ...rest } = reminders.dump();
    const address = await house.needs.emails.hashEmail(emailOf('mallory'));
    const moved = held.map(([, row]) => [`PROMISE#p1#${address.hash}`, { ...row, address }] as const);
    reminders.restore({ ...rest, held: moved });
    house.setClock(decemberEvening);
    expect(await house.sweep()).toBe(1);
    expect(house.letters()).toEqual([]);
  });
});

describe('a mail service that', () => {
  test('throttles gets the letter later, once', async () => {
    const house = openReminderHouse();
    house.mailer.meet(['throttled']);
    await inDecember(house);
    await house.sweep();
    expect(house.letters()).toEqual([]);
    house.setClock(later(0, 1));
    await house.sweep();
    expect(house.letters()).toEqual(['alice']);
  });

  test('refuses three times is not asked a fourth, and the refusals count as no letters', async () => {
    const reminders = memoryReminderStore();
    const house = openReminderHouse({ reminders });
    house.mailer.meet(['refused', 'refused', 'refused']);
    await inDecember(house);
    for (const hours of [4, 8, 12, 16]) {
      house.setClock(later(0, hours));
      await house.sweep();
    }
    expect(house.letters()).toEqual([]);
    expect(house.journal.of('reminder-looked-at').map((each) => each.outcome)).toEqual([
      'put-back',
      'put-back',
      'refused',
    ]);
    expect(JSON.stringify(reminders.dump())).not.toContain('s1.k1');
  });

  test('does not answer never gets that letter again: nobody knows whether it left', async () => {
    const house = openReminderHouse();
    house.mailer.meet(['throws']);
    expect(await inDecember(house)).toBe(1);
    house.setClock(later(0, 1));
    await house.sweep();
    expect(house.letters()).toEqual([]);
    expect(house.journal.of('reminder-unsure')).toHaveLength(1);
  });
});
