// The first check of a request: who may call, how large, in what shape. A refusal names the field, and never repeats its value.
import { describe, expect, test } from 'vitest';
import { parseRequest } from '../../functions/runtime/http-request.ts';
import { type Route, routes } from '../../shared/api/routes.ts';
import { gatewayEvent, type Requested } from '../support/gateway-event.ts';

const site = 'https://meridian.example';
const origins = [site, 'https://www.meridian.example'];
const contribution = { frequency: 'monthly', amountMinor: 500, currency: 'usd', returnUrl: `${site}/a` };
const json = { 'content-type': 'application/json', origin: site };
const urlencoded = 'application/x-www-form-urlencoded';
const formBody = new URLSearchParams({ ...contribution, amountMinor: '500' }).toString();

const asking = (requested: Partial<Requested> = {}, route: Route = routes.createCheckout) =>
  parseRequest(
    gatewayEvent({
      method: route.method,
      path: route.path.replaceAll(/\{[^}]+\}/g, 'x'),
      headers: json,
      ...(route.method === 'POST' ? { body: JSON.stringify(contribution) } : {}),
      ...requested,
    }),
    route,
    { origins, caller: '203.0.113.7', country: null },
  );
const codeOf = (result: ReturnType<typeof asking>): string => (result.ok ? 'passes' : result.failure.code);
const code = (requested: Partial<Requested>, route?: Route) => codeOf(asking(requested, route));

describe('a request that passes', () => {
  test('is passed on with its body as the schema parsed it', () =>
    expect(
      asking({ body: JSON.stringify({ email: ' Reader@Example.org ', purpose: 'portal' }) }, routes.requestLink),
    ).toMatchObject({
      ok: true,
      value: { body: { email: 'reader@example.org', purpose: 'portal' }, isForm: false, caller: '203.0.113.7' },
    }));
  test('brings its query, its path and its cookies', () => {
    const offer = asking({ path: '/v1/offer?currency=eur&utm=x' }, routes.readOffer);
    expect(offer).toMatchObject({ ok: true, value: { query: { currency: 'eur' } } });
    const back = asking({ cookies: ['a=1', 'b=2'] }, routes.returnFromNamedCheckout);
    expect(back.ok && [back.value.params['checkoutId'], back.value.cookies.get('a')]).toEqual(['x', '1']);
  });
  test.each([false, true])('has the bytes that were sent, in base64 or not (%s)', (isBase64) => {
    const body = '{"ж":"😀"}';
    const passed = asking({ body, isBase64, headers: {} }, routes.receiveStripeEvent);
    expect(passed.ok && Buffer.from(passed.value.raw).toString('utf8')).toBe(body);
  });
  test('keeps bytes that are no text, as a signature needs them', () => {
    const bytes = Uint8Array.from([0, 255, 128, 10, 13]);
    const passed = asking({ body: bytes, isBase64: true, headers: {} }, routes.receiveStripeEvent);
    expect(passed.ok && [...passed.value.raw]).toEqual([...bytes]);
  });
  test('reads JSON out of base64 too', () => expect(code({ isBase64: true })).toBe('passes'));
  test('has no body where its route takes none, whatever was sent', () =>
    expect(asking({ body: 'hello' }, routes.readHealth)).toMatchObject({ ok: true, value: { body: undefined } }));
});

describe('who may call', () => {
  const callers: readonly [string, string | undefined][] = [
    ['our page', site],
    ['our other page', 'https://www.meridian.example'],
    ['a foreign page', 'https://evil.example'],
    ['a page that begins like ours', `${site}.evil.example`],
    ['our page over plain http', 'http://meridian.example'],
    ['our host in capitals', site.toUpperCase()],
    ['two pages', `${site}, https://evil.example`],
    ['a hidden page', 'null'],
    ['an unknown page', undefined],
    ['an empty origin', ''],
  ];
  const fetchSites = [undefined, '', 'same-origin', 'same-site', 'cross-site', 'none', 'Same-Origin', 'same-origin, x'];
  const isOurs = (origin: string | undefined) => origin !== undefined && origins.includes(origin);
  const isHidden = (origin: string | undefined) => origin === undefined || origin === 'null';

  describe.each(Object.entries(routes))('%s', (_name, route) => {
    test.each(callers)('by %s, with JSON', (_who, origin) => {
      const headers = { 'content-type': 'application/json', ...(origin === undefined ? {} : { origin }) };
      const isLetIn = ['open', 'signature', 'capability'].includes(route.access) || isOurs(origin);
      expect(code({ headers }, route) !== 'origin-foreign').toBe(isLetIn);
    });
    test.each(callers.flatMap(([who, origin]) => fetchSites.map((fetchSite) => [who, origin, fetchSite] as const)))(
      'by %s (%s) with a form, of a browser that says %s',
      (_who, origin, fetchSite) => {
        const headers = {
          'content-type': urlencoded,
          ...(origin === undefined ? {} : { origin }),
          ...(fetchSite === undefined ? {} : { 'sec-fetch-site': fetchSite }),
        };
        const isLetIn =
          ['open', 'signature', 'capability'].includes(route.access) ||
          isOurs(origin) ||
          (route.access === 'form' && isHidden(origin) && fetchSite !== 'cross-site') ||
          (['own-form', 'navigation'].includes(route.access) && isHidden(origin) && fetchSite === 'same-origin');
        expect(code({ headers, body: formBody }, route) !== 'origin-foreign').toBe(isLetIn);
      },
    );
  });
});

describe('what only a navigation may post', () => {
  const posted = (headers: Readonly<Record<string, string>>, body = '') =>
    code({ headers: { 'content-type': urlencoded, origin: site, ...headers }, body }, routes.openPortal);

  test.each(['cors', 'no-cors', 'same-origin', 'websocket', '', 'navigate, cors', 'Navigate'])(
    'is refused to a script, of mode %j',
    (mode) => expect(posted({ 'sec-fetch-mode': mode })).toBe('navigation-required'),
  );
  test('passes as a form of one of our pages', () => {
    const sent = { 'sec-fetch-mode': 'navigate' };
    expect(posted(sent)).toBe('passes');
    expect(posted({ ...sent, origin: 'https://www.meridian.example' }, 'flow=payment_method_update&locale=ru')).toBe(
      'passes',
    );
  });
  test('and from a browser that says nothing of modes, but only as a form with an origin of ours', () => {
    expect(posted({})).toBe('passes');
    expect(posted({ 'content-type': 'application/json' }, '{}')).toBe('navigation-required');
    for (const origin of ['null', '', 'https://evil.example']) expect(posted({ origin })).toBe('origin-foreign');
  });
  test('and from a page under a strict referrer policy, where the browser vouches for it', () => {
    const sent = { 'sec-fetch-mode': 'navigate', origin: 'null' };
    expect(posted({ ...sent, 'sec-fetch-site': 'same-origin' })).toBe('passes');
    for (const site of ['cross-site', 'same-site', 'none', ''])
      expect(posted({ ...sent, 'sec-fetch-site': site })).toBe('origin-foreign');
    expect(posted({ origin: 'null', 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'same-origin' })).toBe(
      'navigation-required',
    );
  });
  test('is no JSON, whatever else is right', () =>
    expect(posted({ 'sec-fetch-mode': 'navigate', 'content-type': 'application/json' }, '{}')).toBe(
      'navigation-required',
    ));
});

describe('in what it is written', () => {
  const typed = (contentType: string | undefined, body: string, route?: Route) =>
    code(
      { headers: { origin: site, ...(contentType === undefined ? {} : { 'content-type': contentType }) }, body },
      route,
    );

  test.each([
    'application/json',
    'application/json; charset=utf-8',
    'APPLICATION/JSON',
    ' application/json ;charset=x',
  ])('JSON as %j', (contentType) => expect(typed(contentType, JSON.stringify(contribution))).toBe('passes'));
  test.each([urlencoded, `${urlencoded}; charset=UTF-8`, 'Application/X-WWW-Form-Urlencoded'])(
    'a form as %j, where a form is taken',
    (contentType) => {
      expect(typed(contentType, formBody)).toBe('passes');
      expect(typed(contentType, formBody, routes.claimCheckout)).toBe('unsupported-media-type');
    },
  );
  test.each([
    undefined,
    '',
    'text/plain',
    'application/jsonp',
    'text/json',
    'multipart/form-data; boundary=x',
    'application/json, text/plain',
  ])('nothing else, as %j', (contentType) =>
    expect(typed(contentType, JSON.stringify(contribution))).toBe('unsupported-media-type'),
  );
  test('a form tells that a person waits', () =>
    expect(asking({ headers: { 'content-type': urlencoded }, body: formBody })).toMatchObject({
      ok: true,
      value: { isForm: true, body: contribution },
    }));
});

describe('how large', () => {
  const padded = (bytes: number, message = ' ') => {
    const body = JSON.stringify(contribution);
    return body + message.repeat((bytes - Buffer.byteLength(body)) / Buffer.byteLength(message));
  };
  test.each([
    ['16 KiB', padded(16_384), 'passes'],
    ['a byte more', padded(16_385), 'body-too-large'],
    ['few letters of many bytes', JSON.stringify({ ...contribution, source: 'ж'.repeat(8200) }), 'body-too-large'],
  ])('%s', (_what, body, expected) => {
    expect(code({ body })).toBe(expected);
    expect(code({ body, isBase64: true })).toBe(expected);
  });
  test('half a megabyte where Stripe signs it, and not more', () => {
    const signature = routes.receiveStripeEvent;
    expect(code({ body: 'x'.repeat(512 * 1024) }, signature)).toBe('passes');
    expect(code({ body: 'x'.repeat(512 * 1024 + 1) }, signature)).toBe('body-too-large');
  });
});

describe('in what shape', () => {
  const deep = '['.repeat(8000) + ']'.repeat(8000);
  test.each([
    ['nothing', '', 'malformed-json'],
    ['half of it', '{"frequency":', 'malformed-json'],
    ['two of them', `${JSON.stringify(contribution)}${JSON.stringify(contribution)}`, 'malformed-json'],
    ['a comment', `// hello\n${JSON.stringify(contribution)}`, 'malformed-json'],
    ['a form that says it is JSON', formBody, 'malformed-json'],
    ['lists in lists', deep, 'invalid-request'],
    ['lists in lists, where a text should be', `{"email":${deep.slice(100, -100)}}`, 'invalid-request'],
    ['a null', 'null', 'invalid-request'],
    ['a list', `[${JSON.stringify(contribution)}]`, 'invalid-request'],
    ['a text', '"hello"', 'invalid-request'],
    ['an endless number', JSON.stringify(contribution).replace('500', '1e999'), 'invalid-request'],
    [
      'an object that would change all others',
      JSON.stringify(contribution).replace('{', '{"__proto__":{"isStaff":true},'),
      'invalid-request',
    ],
    ['a constructor', JSON.stringify({ ...contribution, constructor: { prototype: {} } }), 'invalid-request'],
  ])('not as %s', (_what, body, expected) => {
    expect(code({ body })).toBe(expected);
    expect(Object.hasOwn(Object.prototype, 'isStaff')).toBe(false);
  });
  test('a field twice counts as the last, as JSON reads it', () =>
    expect(asking({ body: JSON.stringify(contribution).replace('{', '{"amountMinor":9,') })).toMatchObject({
      value: { body: contribution },
    }));
  test('what is wrong is named with what is wanted', () => {
    const refused = asking({ body: JSON.stringify({ ...contribution, amountMinor: '5', currency: 'USD' }) });
    expect(refused).toMatchObject({
      failure: {
        status: 422,
        detail:
          'Not valid: amountMinor must be a whole number; currency must be a currency as three lower-case letters, like "usd".',
      },
    });
  });
  test('what was sent is never repeated, keys included', () => {
    const canaries = {
      canary: 1,
      'canary@example.org': 2,
      currency: 'canary',
      campaign: 'Canary',
      source: '<canary>',
    };
    const refused = asking({ body: JSON.stringify({ ...contribution, ...canaries }) });
    expect(JSON.stringify(refused)).not.toMatch(/canary/i);
    expect(refused).toMatchObject({ failure: { more: { fields: expect.arrayContaining(['2 unknown field(s)']) } } });
  });
  test('a wrong query is named as well', () =>
    expect(asking({ path: '/v1/offer?currency=canary' }, routes.readOffer)).toMatchObject({
      failure: { detail: 'Not valid: currency must be a currency as three lower-case letters, like "usd".' },
    }));
});
