// Opening the address of a message's one-click leads to the page with the buttons, and nowhere else.
import { expect, test } from 'vitest';
import { showCancel } from '../../shared/actions/show-cancel.ts';

const needs = { cancelPage: 'https://meridian.example/reminders' };

test('the capability moves into the fragment, which reaches no server', () =>
  expect(showCancel(needs, 'a_B-9')).toBe('https://meridian.example/reminders#mainstay-cancel=a_B-9'));
test.each(['', 'a b', '<script>', 'x'.repeat(201), 'a\r\nb'])('%j leads to the page alone', (token) =>
  expect(showCancel(needs, token)).toBe('https://meridian.example/reminders'),
);
