// Turnstile behind a stand-in on a real socket: only a clear yes, for a page of ours, passes. Everything else is no, or
// nobody's answer, and is never taken for a yes.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { turnstileCaptcha } from '../../../shared/adapters/turnstile/captcha.ts';

type Said = (response: ServerResponse, fields: URLSearchParams) => void;
let says: Said;
const requested: URLSearchParams[] = [];
const server = createServer((request: IncomingMessage, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (piece) => {
    body += String(piece);
  });
  request.on('end', () => {
    const fields = new URLSearchParams(body);
    requested.push(fields);
    says(response, fields);
  });
});
let url: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/siteverify`;
});
afterAll(() => void server.close());

const json =
  (said: unknown, status = 200): Said =>
  (response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(said));
const check = (answer: string | null, attempt = 'one', at = url) =>
  turnstileCaptcha({ secret: async () => 'a-secret', hosts: ['meridian.example'], url: at }).check({ answer, attempt });
const yes = { success: true, hostname: 'meridian.example' };

describe('an answer', () => {
  test('that Turnstile takes, given on a page of ours, passes; it gets the secret and the answer, never the address of the reader', async () => {
    says = json(yes);
    requested.length = 0;
    expect(await check('an-answer')).toBe('passed');
    expect([...(requested[0]?.keys() ?? [])]).toEqual(['secret', 'response', 'idempotency_key']);
    expect(requested[0]?.get('idempotency_key')).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/);
  });
  test('is the same question when its attempt is repeated, and another in another attempt', async () => {
    says = json(yes);
    requested.length = 0;
    for (const attempt of ['one', 'one', 'two']) await check('an-answer', attempt);
    const keys = requested.map((fields) => fields.get('idempotency_key'));
    expect([keys[0] === keys[1], keys[1] === keys[2]]).toEqual([true, false]);
  });
  test.each<[string, unknown, string]>([
    ['that was used before', { success: false, 'error-codes': ['timeout-or-duplicate'] }, 'failed'],
    ['that is no answer', { success: false, 'error-codes': ['invalid-input-response'] }, 'failed'],
    ['given on a page of somebody else', { ...yes, hostname: 'evil.example' }, 'failed'],
    ['given nowhere', { success: true }, 'failed'],
    ['under a wrong secret of ours', { success: false, 'error-codes': ['invalid-input-secret'] }, 'unavailable'],
    ['while Turnstile is broken', { success: false, 'error-codes': ['internal-error'] }, 'unavailable'],
    ['to which it says something else', { success: 'yes' }, 'unavailable'],
    ['to which it says nothing', null, 'unavailable'],
  ])('%s is %j', async (_what, said, outcome) => {
    says = json(said);
    expect(await check('an-answer')).toBe(outcome);
  });
  test.each([null, '', 'x'.repeat(2049)])('that nobody gave is asked of nobody', async (answer) => {
    says = json(yes);
    requested.length = 0;
    expect([await check(answer), requested.length]).toEqual(['failed', 0]);
  });
});

describe('where Turnstile does not answer as it should, nobody passes:', () => {
  test.each<[string, Said]>([
    ['an error', json(yes, 500)],
    ['too many questions', json(yes, 429)],
    ['no JSON', (response) => void response.end('<html>')],
    ['an endless answer', (response) => void response.end(`${JSON.stringify(yes)}${' '.repeat(20_000)}`)],
    [
      'an answer that breaks off',
      (response) => void response.writeHead(200, { 'content-length': 100 }).write('{"s', () => response.destroy()),
    ],
    ['a line that breaks', (response) => void response.destroy()],
  ])('%s', async (_what, said) => {
    says = said;
    expect(await check('an-answer')).toBe('unavailable');
  });
  test('nobody there', async () => expect(await check('an-answer', 'one', 'http://127.0.0.1:1/')).toBe('unavailable'));
});
