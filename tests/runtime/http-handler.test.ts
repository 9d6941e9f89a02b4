// A function as the gateway calls it, with small route handlers: it finds its routes, applies their schemas to answers,
// and answers a defect without details.
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { type Answerer, answering, httpHandler } from '../../functions/runtime/http-handler.ts';
import { forPeople } from '../../functions/runtime/problem-page.ts';
import { lambdaContext } from '../../local/environment/lambda-context.ts';
import { routes } from '../../shared/api/routes.ts';
import { fail, succeed } from '../../shared/core/result.ts';
import { gatewayEvent, type Requested } from '../support/gateway-event.ts';
import { recordedLog } from '../support/recorded-log.ts';

const site = 'https://meridian.example';
const contribution = { frequency: 'monthly', amountMinor: 500, currency: 'usd', returnUrl: `${site}/a` };
const posted: Requested = {
  method: 'POST',
  path: '/v1/checkouts',
  headers: { 'content-type': 'application/json', origin: site },
  body: JSON.stringify(contribution),
};
const opened = { checkoutId: 'co_x', url: 'https://checkout.example', expiresAt: 'soon' };
const open = async () => succeed({ status: 201, body: opened, cookies: ['claim=x'] });
const back: Requested = { method: 'GET', path: '/v1/checkouts/x/return' };

interface Behind {
  readonly create?: Answerer<unknown, unknown>;
  readonly comeBack?: Answerer<unknown, unknown>;
}
function handlerWith({
  create = open,
  comeBack = async () => succeed({ status: 303, location: `${site}/a` }),
}: Behind = {}) {
  const log = recordedLog();
  const handler = httpHandler(
    { origins: [site], log },
    [
      answering('createCheckout', routes.createCheckout, create),
      answering('returnFromNamedCheckout', routes.returnFromNamedCheckout, comeBack),
    ],
    forPeople,
  );
  const call = async (requested: Requested, changed: Partial<APIGatewayProxyEventV2> = {}) => {
    const said = await handler({ ...gatewayEvent(requested), ...changed }, lambdaContext('checkout', 'a-request', 30));
    const isJson = String(said.headers?.['content-type'] ?? '').includes('json');
    return { ...said, json: isJson ? JSON.parse(said.body ?? 'null') : null };
  };
  return { log, call };
}
const throwing = (thrown: unknown) => async () => {
  throw thrown;
};

describe('a function', () => {
  test('answers its own routes, with their cookies and through their schema', async () => {
    const create: Answerer<unknown, unknown> = async () =>
      succeed({ status: 201, body: { ...opened, customer: 'canary' }, cookies: ['claim=x'] });
    const said = await handlerWith({ create }).call(posted);
    expect([said.statusCode, said.json, said.cookies]).toEqual([201, opened, ['claim=x']]);
  });
  test('reads headers in any case', async () => {
    const headers = { 'Content-Type': 'application/json', ORIGIN: site, 'Idempotency-Key': 'x' };
    let heard: string | undefined;
    const create: Answerer<unknown, unknown> = async ({ header }) => {
      heard = header('idempotency-key');
      return open();
    };
    expect((await handlerWith({ create }).call({ ...posted, headers })).statusCode).toBe(201);
    expect(heard).toBe('x');
  });
  test.each(['$default', 'GET /v1/checkouts', 'POST /v1/portal', 'post /v1/checkouts', '__proto__', ''])(
    'knows nothing of the route %j',
    async (routeKey) => {
      const said = await handlerWith().call(posted, { routeKey });
      expect([said.statusCode, said.json.code]).toEqual([404, 'not-found']);
    },
  );
  test('never calls a route handler with an invalid request', async () => {
    let isRequested = false;
    const create: Answerer<unknown, unknown> = async () => {
      isRequested = true;
      return open();
    };
    const said = await handlerWith({ create }).call({ ...posted, body: '{}' });
    expect([said.statusCode, isRequested]).toEqual([422, false]);
  });
  test('is never built with a route under a wrong name', () => {
    expect(() => answering('createCheckout', routes.claimCheckout, open)).toThrow();
    expect(() => answering('readStanding', routes.forgetDevice, open)).toThrow();
  });
});

describe('a refusal', () => {
  const create = async () => fail({ failure: { kind: 'checkouts-stopped' as const }, cookies: ['pass=; Max-Age=0'] });

  test('is a problem, removes cookies, and is logged by its code', async () => {
    const { call, log } = handlerWith({ create });
    const said = await call(posted);
    expect([said.statusCode, said.json.code, said.cookies]).toEqual([503, 'checkouts-stopped', ['pass=; Max-Age=0']]);
    expect(said.headers).toMatchObject({ 'retry-after': '300', 'cache-control': 'no-store' });
    expect(log.lines).toEqual([
      { message: 'request-refused', fields: { route: 'createCheckout', failure: 'checkouts-stopped' } },
    ]);
  });
  test('before any action is logged as well, without what was sent', async () => {
    const { call, log } = handlerWith();
    await call({ ...posted, body: JSON.stringify({ ...contribution, source: 'canary at example.org' }) });
    expect(log.of('request-refused')).toEqual([{ route: 'createCheckout', failure: 'invalid-request' }]);
  });
});

describe('what breaks on our side', () => {
  class OddError extends Error {
    override name = 'OddError';
  }
  test.each<[string, unknown, string]>([
    ['an error', new OddError('canary@example.org'), 'OddError'],
    ['an error with a cause', new OddError('x', { cause: new Error('canary@example.org') }), 'OddError'],
    ['a text', 'canary@example.org', 'unknown'],
    ['nothing', undefined, 'unknown'],
  ])('as %s is a 500 without details', async (_what, thrown, errorName) => {
    const { call, log } = handlerWith({ create: throwing(thrown) });
    const said = await call({ ...posted, body: JSON.stringify({ ...contribution, source: 'canary' }) });
    expect([said.statusCode, said.json.code]).toEqual([500, 'something-broke']);
    expect(said.headers).toMatchObject({ 'retry-after': '5' });
    expect(log.lines).toEqual([{ message: 'request-failed', fields: { route: 'createCheckout', errorName } }]);
    expect(JSON.stringify([said, log.lines])).not.toContain('canary');
  });
  test('because an answer does not fit its schema is a 500 too', async () => {
    const { call, log } = handlerWith({ create: async () => succeed({ status: 201, body: { url: 'canary' } }) });
    const said = await call(posted);
    expect([said.statusCode, said.cookies]).toEqual([500, undefined]);
    expect(JSON.stringify([said, log.lines])).not.toContain('canary');
  });
});

describe('where a person waits', () => {
  const html = { accept: 'text/html,application/xhtml+xml', referer: `${site}/an-article?token=canary` };
  const form = {
    ...posted,
    headers: { ...html, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'amount=canary',
  };

  test('a form that is refused is a page with the way back, path only', async () => {
    const said = await handlerWith().call(form);
    expect([said.statusCode, said.headers?.['content-type']]).toEqual([422, 'text/html; charset=utf-8']);
    expect(said.body).toContain(`<a class="back" href="${site}/an-article">`);
    expect(said.body).not.toContain('canary');
  });
  test.each([undefined, 'https://evil.example/', 'javascript:alert(1)', `blob:${site}/x`])(
    'there is no way back to %j',
    async (referer) => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };
      const said = await handlerWith().call({
        ...form,
        headers: referer === undefined ? headers : { ...headers, referer },
      });
      expect(said.body).not.toContain('<a ');
    },
  );
  test('a form that broke is a page that is not sent again by itself, like a GET without a result', async () => {
    const body = new URLSearchParams({ ...contribution, amountMinor: '500' }).toString();
    const headers = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' };
    const said = await handlerWith({ create: throwing(new Error('canary')) }).call({ ...form, headers, body });
    expect(said.statusCode).toBe(500);
    expect(said.body).not.toMatch(/refresh|canary/);
  });
  test('the way back from Stripe that broke is a page that tries again', async () => {
    const { call } = handlerWith({ comeBack: throwing(new Error('canary')) });
    const said = await call({ ...back, headers: { accept: 'text/html', referer: 'https://checkout.stripe.com/' } });
    expect(said.statusCode).toBe(500);
    expect(said.body).toContain('http-equiv="refresh"');
    expect(said.body).not.toContain('canary');
  });
  test('a script gets a problem, whatever it broke on', async () => {
    const { call } = handlerWith({ comeBack: throwing(new Error('canary')) });
    expect((await call({ ...back, headers: { accept: '*/*' } })).json.code).toBe('something-broke');
  });
});
