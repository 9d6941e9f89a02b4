// The local gateway hands functions what API Gateway hands them in AWS, and sends back what they say.
import { afterEach, describe, expect, test } from 'vitest';
import { call } from '../support/local-call.ts';
import { closeGateways, fine, openGateway } from '../support/open-gateway.ts';

afterEach(closeGateways);

describe('the event a function is handed', () => {
  test('names the route, the path and its parameters, and the caller', async () => {
    const { port, events } = await openGateway(fine);
    await call(port, { path: '/v1/checkouts/co_1234/return?a=1&b=x%20y&a=2', headers: { 'User-Agent': 'Reader/1' } });
    expect(events[0]).toMatchObject({
      version: '2.0',
      routeKey: 'GET /v1/checkouts/{checkoutId}/return',
      rawPath: '/v1/checkouts/co_1234/return',
      rawQueryString: 'a=1&b=x%20y&a=2',
      queryStringParameters: { a: '1,2', b: 'x y' },
      pathParameters: { checkoutId: 'co_1234' },
      isBase64Encoded: false,
      requestContext: {
        stage: '$default',
        routeKey: 'GET /v1/checkouts/{checkoutId}/return',
        time: '23/Nov/2026:09:30:00 +0000',
        http: { method: 'GET', path: '/v1/checkouts/co_1234/return', sourceIp: '127.0.0.1', userAgent: 'Reader/1' },
      },
    });
    expect(events[0]).not.toHaveProperty('body');
  });

  test('has header names in lower case, repeated ones joined, and cookies apart', async () => {
    const { port, events } = await openGateway(fine);
    const headers = { 'X-Thing': ['one', 'two'], Cookie: 'a=1; b=2', 'X-Forwarded-For': '203.0.113.9' };
    await call(port, { path: '/v1/standing', headers });
    expect(events[0]?.headers).toMatchObject({ 'x-thing': 'one,two', 'x-forwarded-for': '203.0.113.9, 127.0.0.1' });
    expect(events[0]?.headers).not.toHaveProperty('cookie');
    expect(events[0]?.cookies).toEqual(['a=1', 'b=2']);
  });

  test('leaves out what is not there', async () => {
    const { port, events } = await openGateway(fine);
    await call(port, { path: '/v1/offer' });
    for (const absent of ['cookies', 'queryStringParameters', 'pathParameters', 'body']) {
      expect(events[0]).not.toHaveProperty(absent);
    }
  });

  test('has the path decoded, as the HTTP API does, so that an escaped slash is a slash', async () => {
    const { port, events } = await openGateway(fine);
    await call(port, { path: '/v1/checkouts/co%5F%C3%A9/return' });
    expect(events[0]).toMatchObject({ rawPath: '/v1/checkouts/co_é/return', pathParameters: { checkoutId: 'co_é' } });
    expect((await call(port, { path: '/v1/checkouts/a%2Fb/return' })).status).toBe(404);
  });
});

describe('a body', () => {
  test.each([
    ['application/json', false],
    ['application/json; charset=utf-8', false],
    ['text/plain', false],
    ['application/x-www-form-urlencoded', true],
    ['application/problem+json', true],
    ['application/octet-stream', true],
    ['', true],
  ])('of type "%s" is base64: %s', async (type, isBase64Encoded) => {
    const { port, events } = await openGateway(fine);
    const headers = type === '' ? {} : { 'Content-Type': type };
    await call(port, { method: 'POST', path: '/v1/stripe/events', headers, body: '{"é":1}' });
    const expected = isBase64Encoded ? Buffer.from('{"é":1}').toString('base64') : '{"é":1}';
    expect(events[0]).toMatchObject({ isBase64Encoded, body: expected });
  });

  test('keeps every byte, those that are no text too', async () => {
    const { port, events } = await openGateway(fine);
    const body = Buffer.from([0, 255, 128, 10, 13]);
    await call(port, { method: 'POST', path: '/v1/portal', headers: { 'Content-Type': 'image/png' }, body });
    expect(Buffer.from(events[0]?.body ?? '', 'base64')).toEqual(body);
  });

  test('that no Lambda could take is a 413 of the gateway, and no function is called', async () => {
    const { port, events } = await openGateway(fine);
    const body = Buffer.alloc(6 * 1024 * 1024 + 1, 'x');
    // The answer comes while the rest is still being sent; either end may close first.
    const said = await call(port, { method: 'POST', path: '/v1/portal', body }).catch(() => null);
    if (said !== null) expect(said).toMatchObject({ status: 413, body: '{"message":"Request Entity Too Large"}' });
    expect(events).toEqual([]);
  });
});

describe('what a function says', () => {
  test('is sent as it is: status, headers, each cookie in a header of its own', async () => {
    const { port } = await openGateway({
      statusCode: 303,
      headers: { Location: '/x' },
      cookies: ['a=1; Path=/', 'b=2'],
      body: '',
    });
    const said = await call(port, { path: '/v1/standing' });
    expect(said).toMatchObject({
      status: 303,
      body: '',
      headers: { location: '/x', 'set-cookie': ['a=1; Path=/', 'b=2'] },
    });
  });
  test('is decoded where it is base64', async () => {
    const { port } = await openGateway({
      statusCode: 200,
      body: Buffer.from('décodé').toString('base64'),
      isBase64Encoded: true,
    });
    expect((await call(port, { path: '/v1/offer' })).body).toBe('décodé');
  });
  test('is a whole JSON answer where it names no status', async () => {
    const { port } = await openGateway({ a: 1 });
    const said = await call(port, { path: '/v1/offer' });
    expect(said).toMatchObject({ status: 200, body: '{"a":1}', headers: { 'content-type': 'application/json' } });
  });
  test("is the gateway's own 500 where it threw, and the defect is reported", async () => {
    const { port, defects } = await openGateway(new Error('a defect'));
    expect(await call(port, { path: '/v1/offer' })).toMatchObject({
      status: 500,
      body: '{"message":"Internal Server Error"}',
    });
    expect(defects).toEqual([new Error('a defect')]);
  });
});

describe('what no function is asked', () => {
  test.each([
    ['GET', '/v1'],
    ['GET', '/v1/'],
    ['GET', '/v1/offer/'],
    ['GET', '/v1/Offer'],
    ['GET', '/v1/nothing'],
    ['HEAD', '/v1/offer'],
    ['PUT', '/v1/checkouts'],
    ['OPTIONS', '/v1/offer'],
    ['POST', '/v1/checkouts//claim'],
    ['GET', '/v1/checkouts/co_1/return/more'],
  ])('%s %s is a 404', async (method, path) => {
    const { port, events } = await openGateway(fine);
    expect((await call(port, { method, path })).status).toBe(404);
    expect(events).toEqual([]);
  });
  test('a path that cannot be decoded is a 400', async () => {
    const { port, events } = await openGateway(fine);
    expect(await call(port, { path: '/v1/checkouts/%E0%A4%A/return' })).toMatchObject({ status: 400 });
    expect(events).toEqual([]);
  });
});
