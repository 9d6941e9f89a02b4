// The client against a real server: what goes over the wire, and what comes of answers that are none.
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { problemOf } from '../../shared/api/problem.ts';
import { known } from '../../shared/core/ids.ts';
import { parseCurrency } from '../../shared/core/money.ts';
import { callsTo } from '../../web/elements/call-api.ts';
import { type Client, createClient } from '../../web/elements/client.ts';

interface Requested {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
let server: Server;
let client: Client;
let requested: Requested[] = [];
let answer: { status: number; type?: string; body: string };
const json = (status: number, body: unknown) => {
  answer = { status, body: JSON.stringify(body) };
};

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    requested.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body });
    response.writeHead(answer.status, { 'content-type': answer.type ?? 'application/json' }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  client = createClient(callsTo(`http://127.0.0.1:${portOf(server)}/v1`, fetch));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  requested = [];
});

const contribution = {
  frequency: 'monthly',
  amountMinor: 500,
  currency: 'usd',
  returnUrl: 'https://a.example/b',
} as const;
const key = 'ab'.repeat(16);
const standing = { standing: { supporter: true }, pass: null };
const opened = { checkoutId: 'co_1', url: 'https://checkout.stripe.com/c/pay/cs_1', expiresAt: '2026-11-23T10:00:00Z' };

describe('what is asked', () => {
  test('a checkout carries the key of its press and a JSON body', async () => {
    json(201, opened);
    expect(await client.createCheckout(contribution, key)).toEqual({ ok: true, value: opened });
    expect(requested).toMatchObject([{ method: 'POST', path: '/v1/checkouts' }]);
    expect(requested[0]?.headers).toMatchObject({ 'content-type': 'application/json', 'idempotency-key': key });
    expect(JSON.parse(requested[0]?.body ?? '')).toEqual(contribution);
  });
  test('an offer is asked for in a currency', async () => {
    json(200, {});
    await client.readOffer({ currency: 'eur', locale: 'de-DE' });
    expect(requested[0]?.path).toBe('/v1/offer?currency=eur&locale=de-DE');
  });
  test('a claim names its checkout and sends its secret in the body only', async () => {
    json(202, { status: 'pending' });
    expect(await client.claimCheckout('co_1', { secret: 's'.repeat(43) })).toEqual({
      ok: true,
      value: { status: 'pending' },
    });
    expect(requested).toMatchObject([{ method: 'POST', path: '/v1/checkouts/co_1/claim' }]);
  });
  test('a standing is read, and a device forgotten', async () => {
    json(200, standing);
    expect(await client.readStanding()).toEqual({ ok: true, value: standing });
    answer = { status: 204, body: '' };
    expect(await client.forgetDevice(false)).toEqual({ ok: true, value: null });
    expect(requested.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /v1/standing',
      'DELETE /v1/standing',
    ]);
  });
});

describe('what comes of it', () => {
  test('a problem keeps its code and its numbers', async () => {
    const currency = known(parseCurrency('usd'));
    const { status, code, detail, more } = problemOf({ kind: 'amount-too-small', minimumMinor: 200, currency });
    json(status, { type: 'about:blank', status, code, detail, ...more });
    const answered = await client.createCheckout(contribution, key);
    expect(answered).toMatchObject({ ok: false, failure: { status: 422, code: 'amount-too-small', detail } });
    expect(answered.ok ? {} : answered.failure.numbers).toMatchObject({ minimumMinor: 200 });
  });
  test('no server at all is a value, not a throw', async () => {
    const nowhere = createClient(callsTo('http://127.0.0.1:1/v1', fetch));
    expect(await nowhere.readStanding()).toMatchObject({ ok: false, failure: { status: 0, code: 'unreachable' } });
  });
  test.each([
    ['a page of a captive portal', 200, '<html>Log in</html>'],
    ['an empty answer', 200, ''],
    ['JSON that is no answer', 200, '[]'],
    ['a proxy that gave up', 502, '<h1>Bad Gateway</h1>'],
    ['a problem without a code', 500, '{"detail":"x"}'],
  ])('%s is not taken for one of ours', async (_, status, body) => {
    answer = { status, type: 'text/html', body };
    for (const call of [client.readStanding(), client.createCheckout(contribution, key), client.readOffer({})]) {
      expect(await call).toMatchObject({ ok: false, failure: { status, code: 'unreadable' } });
    }
  });
  test.each(['javascript:alert(1)', 'data:text/html,x', 'mailto:a@b.example', '/relative', ''])(
    'nobody is sent to %j',
    async (url) => {
      json(201, { ...opened, url });
      expect(await client.createCheckout(contribution, key)).toMatchObject({
        ok: false,
        failure: { code: 'unreadable' },
      });
    },
  );
  test('a standing without its fields is none', async () => {
    json(200, { standing: { supporter: 'yes' } });
    expect(await client.readStanding()).toMatchObject({ ok: false });
  });
});

test.each([
  ['/v1', 'same-origin'],
  ['https://api.example/v1', 'include'],
])('cookies go along to %s', async (base, credentials) => {
  let sent: RequestInit | undefined;
  const watched: typeof fetch = async (_, init) => {
    sent = init;
    return new Response(null, { status: 204 });
  };
  await createClient(callsTo(base, watched)).forgetDevice(true);
  expect(sent?.credentials).toBe(credentials);
});

function portOf(listening: Server): number {
  const address: AddressInfo | string | null = listening.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return address.port;
}
