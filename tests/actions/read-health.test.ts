// Liveness says that the function answers, and nothing about what lies behind it.
import { expect, test } from 'vitest';
import { openNewsroom } from '../support/newsroom.ts';

test('the function says that it lives, to anybody, and nothing else', async () => {
  const newsroom = openNewsroom();
  const said = await newsroom.call('GET', '/v1/health');
  expect(said.status).toBe(200);
  expect(said.json).toEqual({ status: 'ok' });
  expect(newsroom.stripeCalls).toEqual([]);
});
