// A bounce or a complaint: hashed, silenced, forgotten.
import { expect, test } from 'vitest';
import { hearMailNotice } from '../../shared/actions/hear-mail-notice.ts';
import { memoryReminderStore } from '../../shared/adapters/memory/reminder-store.ts';
import { decemberEvening, emailOf, openReminderHouse } from '../support/reminder-house.ts';

test.each([
  ['bounce', 'mail-bounced'],
  ['complaint', 'mail-complained'],
] as const)('a %s ends all letters to its address, and nothing of it is kept or told', async (kind, message) => {
  const reminders = memoryReminderStore();
  const house = openReminderHouse({ reminders });
  await house.ask('alice');
  await hearMailNotice(house.needs, { kind, addresses: [emailOf('alice'), emailOf('never.asked')] });
  house.setClock(decemberEvening);
  await house.sweep();
  await house.ask('never.asked', '2027-01');
  expect(house.letters()).toEqual([]);
  expect(JSON.stringify([reminders.dump(), house.journal.lines])).not.toMatch(
    /alice|never.asked|reader\.example|s1\.k1/,
  );
  expect(house.journal.of(message)).toEqual([{ count: 2 }]);
});
