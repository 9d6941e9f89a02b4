// "Remind me later" as a piece of page: printed for any day, drawn for today, in every language.
import { describe, expect, test } from 'vitest';
import { nameOfMonth, remindForm } from '../../web/elements/remind-view.ts';
import { toHtml } from '../../web/elements/tree.ts';
import { languages } from '../../web/publish/manifest.ts';
import { speechIn } from './speech.ts';

const options = { action: '/v1/reminders', returnUrl: '/support' };
const drawnAt = (iso: string, lang = 'en') => toHtml(remindForm(speechIn(lang), { ...options, now: Date.parse(iso) }));

test('printed, it names no month, because nobody knows when it is read', () => {
  const html = toHtml(remindForm(speechIn('en'), { ...options, now: null }));
  for (const value of ['+1', '+3', '+6']) expect(html).toContain(`name="month" value="${value}"`);
  expect(html).not.toMatch(/January|December|2026/);
  expect(html).toContain('method="post"');
  expect(html).toContain('name="returnUrl" value="/support"');
});

test.each([
  ['2026-11-23T09:00:00Z', ['2026-12', '2027-02']],
  ['2026-12-31T23:00:00Z', ['2027-01', '2027-03']],
  ['2027-07-31T12:00:00Z', ['2027-08', '2027-10']],
  ['2028-02-29T12:00:00Z', ['2028-03', '2028-05']],
])('on %s one tap chooses %j, and all twelve are there', (iso, near) => {
  const html = drawnAt(iso);
  const radios = [...html.matchAll(/type="radio" name="month" value="([^"]+)"/g)].map(([, value]) => value);
  expect(radios).toEqual([...near, 'pages']);
  const others = [...html.matchAll(/<option value="(\d{4}-\d{2})">/g)].map(([, value]) => value);
  expect(new Set(others).size).toBe(12);
  expect(others[0]).toBe(near[0]);
});

describe.each(languages)('in %s', (language) => {
  test('every month has its own name, which begins a line', () => {
    const months = Array.from({ length: 12 }, (_, index) => `2027-${String(index + 1).padStart(2, '0')}`);
    const strings = months.map((month) => nameOfMonth(month, speechIn(language).locale));
    expect(new Set(strings).size).toBe(12);
    for (const each of strings) expect(each).toMatch(/^\p{Lu}[^\d]+$/u);
  });
});
