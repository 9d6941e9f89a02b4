// What only the memory reminder store must do: a local run without Java saves it as JSON and restores it at the next start.
import { expect, test } from 'vitest';
import { memoryReminderStore } from '../../shared/adapters/memory/reminder-store.ts';
import { hashOf, reminder, someday } from '../support/builders.ts';

test('what memory holds of reminders survives as JSON', async () => {
  const store = memoryReminderStore();
  const requested = reminder();
  await store.remember(requested, hashOf('saved'));
  await store.countMessage({ kind: 'reminders', most: 1 }, someday);
  const revived = memoryReminderStore();
  revived.restore(JSON.parse(JSON.stringify(store.dump())));
  expect(await revived.remember(requested, hashOf('again'))).toBe('waits');
  expect(await revived.cancel(hashOf('saved'), 'once', someday)).toBe('cancelled');
  expect(await revived.countMessage({ kind: 'reminders', most: 1 }, someday)).toBe(false);
});
