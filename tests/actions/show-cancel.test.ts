// Opening the address of a message's one-click leads to the page with the buttons, and nowhere else.
import { expect, test } from 'vitest';
import { openNewsroom } from '../support/newsroom.ts';

const open = async (token: string) => {
  const { status, headers } = await openNewsroom().call('GET', `/v1/reminders/cancel/${encodeURIComponent(token)}`);
  return [status, headers['location']];
};

test('the capability moves into the fragment, which reaches no server', async () =>
  expect(await open('a_B-9')).toEqual([303, 'https://meridian.example/reminders#cancel=a_B-9']));
test.each(['a b', '<script>', 'x'.repeat(201), 'a\r\nb'])('%j leads to the page alone', async (token) =>
  expect(await open(token)).toEqual([303, 'https://meridian.example/reminders']),
);
