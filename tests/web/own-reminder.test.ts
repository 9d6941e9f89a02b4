// The reminder that only this browser keeps: pages are counted down to none, and then what stood chosen comes back.
import { expect, test } from 'vitest';
import { dueChoice, lineOf, oneViewLess, viewsIn } from '../../web/elements/own-reminder.ts';

test('ten pages are ten, and then no more is counted', () => {
  const seen = [];
  let saved: string | null = `10.${lineOf({ frequency: 'monthly', amountMinor: 500, currency: 'usd' })}`;
  for (; saved !== null; saved = oneViewLess(saved)) seen.push([viewsIn(saved), dueChoice(saved)]);
  expect(seen.length).toBe(11);
  expect(seen.slice(0, -1).map(([, due]) => due)).toEqual(Array(10).fill(null));
  expect(seen.at(-1)).toEqual([0, 'monthly.500.usd']);
});
test('what is not chosen is left out', () => expect(lineOf({ frequency: 'once' })).toBe('once..'));
test.each([null, '', 'x', '-1.once..', '.once..'])('%j is no reminder of ours', (saved) => {
  expect(dueChoice(saved)).toBe(null);
  expect(viewsIn(saved)).toBeLessThanOrEqual(0);
});
