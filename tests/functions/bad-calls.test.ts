// The other functions under wrong, foreign and malformed calls: a problem with a stable code each time, never a 5xx, nothing
// stored, and a stranger learns nothing from any of them.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkoutId } from '../support/builders.ts';
import { type DeployedHarness, openDeployedHarness } from '../support/deployed-harness.ts';
import { isTableMissing } from '../support/dynamodb-table.ts';
import * as steps from '../support/newsroom-steps.ts';
import { navigation, urlencoded } from '../support/portal-steps.ts';
import type { Sent } from '../support/reader-browser.ts';
import { canary, raw } from './bad-inputs.ts';

const secret = 'A'.repeat(43);
const known = checkoutId('unknown');
const foreign: Sent = { headers: { origin: 'https://evil.example' } };
const claim = `/v1/checkouts/${known}/claim`;
type Row = readonly [call: string, sent: Sent, status: number, code: string];

const claims: Row[] = [
  [`POST ${claim}`, { body: { secret } }, 404, 'checkout-unknown'],
  [`POST ${claim}`, { ...foreign, body: { secret } }, 403, 'origin-foreign'],
  [`POST ${claim}`, raw(`{"secret":"${canary}`), 400, 'malformed-json'],
  [`POST ${claim}`, { body: 'secret=x', headers: { 'content-type': 'text/plain' } }, 415, 'unsupported-media-type'],
  [`POST ${claim}`, raw(`"${'x'.repeat(20_000)}"`), 413, 'body-too-large'],
  ...[
    {},
    { secret: 5 },
    { secret: canary },
    { secret: `${secret}A` },
    { secret, [canary]: 1 },
    { secret: [secret] },
  ].map((body): Row => [`POST ${claim}`, { body }, 422, 'invalid-request']),
  ...['co_', 'x', '__proto__', 'co_%00%00', 'y'.repeat(500)].map(
    (id): Row => [`POST /v1/checkouts/${id}/claim`, { body: { secret } }, 404, 'checkout-unknown'],
  ),
];
const portals: Row[] = [
  ['POST /v1/portal', { headers: navigation, body: '' }, 401, 'device-unknown'],
  ['POST /v1/portal', { headers: navigation, body: 'supporter=cus_unheard' }, 401, 'device-unknown'],
  ['POST /v1/portal', { headers: { ...navigation, origin: 'https://evil.example' }, body: '' }, 403, 'origin-foreign'],
  [
    'POST /v1/portal',
    { headers: { ...navigation, origin: 'null', 'sec-fetch-site': 'cross-site' }, body: '' },
    403,
    'origin-foreign',
  ],
  ...[{}, { body: {} }, { body: '', headers: urlencoded }, raw('{')].map(
    (sent): Row => ['POST /v1/portal', sent, 403, 'navigation-required'],
  ),
  ['POST /v1/portal', { headers: navigation, body: `supporter=${'x'.repeat(20_000)}` }, 413, 'body-too-large'],
  ...['supporter=5', `supporter=cus_${canary}`, `${canary}=1`, 'flow=update', 'locale=no+tag', 'membership=cus_1'].map(
    (body): Row => ['POST /v1/portal', { headers: navigation, body }, 422, 'invalid-request'],
  ),
];
const standings: Row[] = [
  ['GET /v1/standing', {}, 401, 'device-unknown'],
  ['GET /v1/standing', { cookies: [`__Secure-seat=${secret}`] }, 401, 'device-unknown'],
  ['GET /v1/standing', { cookies: [`__Secure-seat=${canary}`, '=', 'x', '__proto__=1', ''] }, 401, 'device-unknown'],
  ['DELETE /v1/standing', foreign, 403, 'origin-foreign'],
  ['DELETE /v1/standing', { headers: { origin: 'null' } }, 403, 'origin-foreign'],
  [`DELETE /v1/standing?all=${canary}`, {}, 422, 'invalid-request'],
  ['DELETE /v1/standing?all=true&all=true', {}, 422, 'invalid-request'],
];
const offers: Row[] = [
  ['GET /v1/offer?currency=chf', {}, 422, 'currency-not-offered'],
  ...[`currency=${canary}`, 'currency=__proto__', 'locale=%0d%0a', 'currency=usd&currency=eur'].map(
    (query): Row => [`GET /v1/offer?${query}`, {}, 422, 'invalid-request'],
  ),
];

describe.skipIf(isTableMissing())('a stranger', () => {
  let harness: DeployedHarness;
  beforeAll(async () => {
    harness = await openDeployedHarness();
    await steps.openCheckout(harness.browser());
    // A claim is counted, whatever it holds: that row exists before the first comparison.
    await harness.browser().call('POST', claim, { body: { secret } });
  });
  afterAll(() => harness?.stop());

  test.each([...claims, ...portals, ...standings, ...offers])(
    '%s with %j is refused: %i %s',
    async (call, sent, status, code) => {
      const before = await harness.held();
      const [method = '', path = ''] = call.split(' ');
      const said = await harness.browser().call(method, path, sent);
      expect([said.status, said.json]).toEqual([status, expect.objectContaining({ status, code })]);
      expect(said.headers).toMatchObject({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' });
      expect(await harness.held()).toEqual(before);
      expect(`${said.body}${harness.log()}`).not.toContain(canary);
    },
  );

  test.each(['/v1/unheard-of', '/v1', '/', '/v1/checkouts'])('gets a 404 for %s', async (path) => {
    const { statusCode, body } = await harness.ask({ method: 'GET', path });
    expect([statusCode, JSON.parse(body ?? '')]).toEqual([404, expect.objectContaining({ code: 'not-found' })]);
  });

  test('that forgets its device gets the same answer as a known browser', async () => {
    const said = await harness
      .browser()
      .call('DELETE', '/v1/standing?all=true', { cookies: [`__Secure-seat=${secret}`] });
    expect([said.status, said.body]).toEqual([204, '']);
  });

  test('that opens a return address is sent to ask for a link, and sets nothing', async () => {
    const before = await harness.held();
    for (const id of [known, 'co_', '__proto__', 'z'.repeat(2000)]) {
      const said = await harness
        .browser()
        .call('GET', `/v1/checkouts/${id}/return`, { cookies: [`__Secure-stub=${secret}`] });
      expect([said.status, said.headers['location'], said.cookies]).toEqual([
        303,
        'https://meridian.example/account#re-c',
        [],
      ]);
    }
    expect(await harness.held()).toEqual(before);
  });
});

describe.skipIf(isTableMissing())('when a service behind a function is down, it answers 500 without details', () => {
  let harness: DeployedHarness;
  beforeAll(async () => {
    harness = await openDeployedHarness();
  });
  afterAll(() => harness?.stop());
  const nowhere = 'http://127.0.0.1:1';
  const broken = [500, expect.objectContaining({ code: 'something-broke' })];

  test.each([
    ['the table', { AWS_ENDPOINT_URL_DYNAMODB: nowhere }],
    ['the secrets', { AWS_ENDPOINT_URL_SECRETS_MANAGER: nowhere }],
  ])('%s', async (_, environment) => {
    harness.coldStart(environment);
    const said = await harness.browser().call('POST', '/v1/checkouts', { body: steps.fiveMonthly });
    expect([said.status, said.json]).toEqual(broken);
    expect(said.headers['retry-after']).toBe('5');
    expect(said.body).not.toMatch(/dynamo|secret|127\.0|ECONN/i);
    // A failed first call is not cached: the same function works once the services do.
    harness.coldStart();
    await steps.openCheckout(harness.browser());
  });

  test('a deploy that lacks a setting throws one clear sentence', async () => {
    harness.coldStart({ STRIPE_SECRET: undefined });
    await expect(steps.openCheckout(harness.browser())).rejects.toThrow('the environment lacks STRIPE_SECRET');
  });

  test('a live key on a test stage closes the function', async () => {
    const key = 'mainstay/local/stripe';
    const { [key]: right = '' } = harness.secrets;
    harness.secrets[key] = '{"key":"sk_live_of_somebody"}';
    harness.coldStart();
    const said = await harness.browser().call('POST', '/v1/checkouts', { body: steps.fiveMonthly });
    expect([said.status, said.json]).toEqual(broken);
    expect(`${said.body}${harness.log()}`).not.toContain('sk_live');
    harness.secrets[key] = right;
  });
});
