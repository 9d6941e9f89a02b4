// Who may call the API from another origin, as API Gateway's own configuration has it.
import { afterEach, describe, expect, test } from 'vitest';
import { call } from '../support/local-call.ts';
import { closeGateways, fine, newsroom, openGateway } from '../support/open-gateway.ts';

afterEach(closeGateways);

describe('calls from other origins', () => {
  const asking = { Origin: newsroom, 'Access-Control-Request-Method': 'POST' };
  test('a preflight from the newsroom is answered without a function', async () => {
    const { port, events } = await openGateway(fine);
    const said = await call(port, { method: 'OPTIONS', path: '/v1/checkouts', headers: asking });
    expect(said).toMatchObject({
      status: 204,
      headers: {
        'access-control-allow-origin': newsroom,
        'access-control-allow-credentials': 'true',
        'access-control-allow-headers': 'content-type,idempotency-key',
        'access-control-max-age': '600',
      },
    });
    expect(said.headers['access-control-allow-methods']).toContain('POST');
    expect(events).toEqual([]);
  });
  test.each(['https://evil.example', 'https://newsroom.example.evil.example', 'null', 'http://newsroom.example'])(
    'a preflight from %s gets no headers',
    async (origin) => {
      const { port } = await openGateway(fine);
      const said = await call(port, {
        method: 'OPTIONS',
        path: '/v1/checkouts',
        headers: { ...asking, Origin: origin },
      });
      expect(Object.keys(said.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    },
  );
  test('the answer may be read by the newsroom with its cookies, by nobody else, whatever the function says', async () => {
    const { port } = await openGateway({ ...fine, headers: { 'Access-Control-Allow-Origin': '*' } });
    const ours = await call(port, { path: '/v1/offer', headers: { Origin: newsroom } });
    expect(ours.headers).toMatchObject({
      'access-control-allow-origin': newsroom,
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'retry-after',
      vary: 'origin',
    });
    const foreign = await call(port, { path: '/v1/offer', headers: { Origin: 'https://evil.example' } });
    expect(foreign.headers).not.toHaveProperty('access-control-allow-origin');
  });
});
