// The cost sheet in the docs is the one that the code computes, and its lines are consistent.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { costSheet, costTable, sizes } from '../../operations/cost/cost-sheet.ts';
import { usageOf } from '../../operations/cost/usage.ts';

test('docs/operations.md shows the sheet that `npm run cost` prints', () =>
  expect(readFileSync('docs/operations.md', 'utf8')).toContain(costTable()));

test('docs/operations.md names every command', () => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync('package.json', 'utf8'));
  const commands = Object.entries(scripts).filter(
    ([name, run]) => / operations\/[a-z-]+\.ts/.test(run) && name !== 'privacy-page',
  );
  const page = readFileSync('docs/operations.md', 'utf8');
  expect(commands.length).toBeGreaterThan(8);
  for (const [name] of commands) expect(page).toContain(`npm run ${name}`);
});

test('more supporters cost more, line by line, and less for each payment', () => {
  const [small, middle, large] = sizes.map((each) => costSheet(each).reduce((sum, { dollars }) => sum + dollars, 0));
  expect([small, middle, large].toSorted((one = 0, other = 0) => one - other)).toEqual([small, middle, large]);
  expect((large ?? 0) / usageOf(sizes[2]).payments).toBeLessThan((small ?? 0) / usageOf(sizes[0]).payments);
});
