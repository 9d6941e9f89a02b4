// Some hundred worlds of reminders at every run, and a test of the test.
import { expect, test } from 'vitest';
import { type ReminderBreakage, simulateReminders } from './reminder-world.ts';

const worlds = 80;

test(`in ${worlds} worlds no reminder has two messages, none is sent after a cancel or to a giver, none is lost`, async () => {
  const broken: string[] = [];
  const sums = { messages: 0, deaths: 0, errors: 0 };
  const ends = new Set<string>();
  for (let seed = 1; seed <= worlds; seed += 1) {
    const report = await simulateReminders(seed);
    broken.push(...report.broken.map((sentence) => `seed ${seed}: ${sentence}`));
    for (const what of ['messages', 'deaths', 'errors'] as const) sums[what] += report[what];
    for (const end of Object.keys(report.ends)) ends.add(end);
  }
  expect(broken).toEqual([]);
  for (const sum of Object.values(sums)) expect(sum).toBeGreaterThan(25);
  for (const end of ['sent', 'not-needed', 'unsure', 'too-many', 'over']) expect(ends).toContain(end);
});

test.each<ReminderBreakage>(['sends-again', 'forgets-cancels', 'forgets-standing', 'no-lease'])(
  'a worker with the fault "%s" is caught',
  async (breakage) => {
    for (let seed = 1; seed <= 100; seed += 1) {
      if ((await simulateReminders(seed, breakage)).broken.length > 0) return;
    }
    expect.fail('not caught within 100 seeds');
  },
  60_000,
);

test('the same seed gives the same history twice', async () => {
  expect(await simulateReminders(7)).toEqual(await simulateReminders(7));
});
