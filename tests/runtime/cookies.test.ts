// The cookies: their attributes are fixed, and a value from a browser is accepted only in its own shape.
import { describe, expect, test } from 'vitest';
import * as cookies from '../../functions/runtime/cookies.ts';
import { nodeHasher } from '../../shared/adapters/node/hasher.ts';
import { checkoutId } from '../support/builders.ts';

const names = { pass: 'fascia', device: '__Secure-seat', claim: '__Secure-stub', reminder: '__Secure-later' };
const token = 'Az09-_'.padEnd(43, 'x');
const [checkout, other] = [checkoutId('back'), checkoutId('other')];
/** "name=value; A; B=c" as its value and its attributes, sorted. */
const attributes = (cookie: string) => {
  const [pair = '', ...rest] = cookie.split('; ');
  return { pair, rest: rest.sort() };
};
const fourHundredDays = 'Max-Age=34560000';

describe('a cookie that is set', () => {
  test('for the pass can be read by the page, everywhere on the site, for 400 days', () =>
    expect(attributes(cookies.passCookie(names, 'v1.x'))).toEqual({
      pair: 'fascia=v1.x',
      rest: [fourHundredDays, 'Path=/', 'SameSite=Lax', 'Secure'],
    }));
  test('for the device is out of reach of scripts and other sites, for 400 days', () =>
    expect(attributes(cookies.deviceCookie(names, token))).toEqual({
      pair: `__Secure-seat=${token}`,
      rest: ['HttpOnly', fourHundredDays, 'Path=/v1', 'SameSite=Strict', 'Secure'],
    }));
  test('for the claim comes back with the reader from Stripe, and lives as long as the checkout', () =>
    expect(
      attributes(cookies.claimCookie(names, { secret: token, deviceToken: null, checkout: null, waiting: [] })),
    ).toEqual({
      pair: `__Secure-stub=${token}`,
      rest: ['HttpOnly', `Max-Age=${49 * 3600}`, 'Path=/v1/checkouts', 'SameSite=Lax', 'Secure'],
    }));
});

test.each([
  [token, { secret: token, deviceToken: null, checkout: null, waiting: [] }],
  [`${token}.${token}`, { secret: token, deviceToken: token, checkout: null, waiting: [] }],
  [`${token}.${token}.${checkout}`, { secret: token, deviceToken: token, checkout, waiting: [] }],
  [`${token}...${checkout}`, { secret: token, deviceToken: null, checkout: null, waiting: [checkout] }],
  [
    `${token}.${token}.${checkout}${`.${other}`.repeat(5)}`,
    { secret: token, deviceToken: token, checkout, waiting: Array.from({ length: 5 }, () => other) },
  ],
  [`${token}.${token}.${checkout}${`.${other}`.repeat(6)}`, null],
  [`${token}.${token}.${checkout}.co_short`, null],
  [`${token}.${token}.${checkout}.${other}.`, null],
  [`${token}.${token}.co_short`, { secret: token, deviceToken: token, checkout: null, waiting: [] }],
  [`${token}.short`, { secret: token, deviceToken: null, checkout: null, waiting: [] }],
  [`${token}.`, { secret: token, deviceToken: null, checkout: null, waiting: [] }],
  [`${token}.${token}.${token}`, { secret: token, deviceToken: token, checkout: null, waiting: [] }],
  [`${token}.${token}.${checkout}.`, null],
  [`.${token}`, null],
  ['', null],
])('a claim cookie that holds %j is read by its shape', (value, claim) =>
  expect(cookies.claimIn(new Map([[names.claim, value]]), names)).toEqual(claim),
);

describe('the claim of a browser that opens another checkout', () => {
  const opened = (value: string, checkout = other) =>
    cookies.claimOnceOpened(new Map([[names.claim, value]]), names, { checkout, claimSecret: token });
  const sixth = checkoutId('sixth');
  test('waits for it too, and for one of several presses once', () => {
    expect(opened('')).toEqual({ secret: token, deviceToken: null, checkout: null, waiting: [other] });
    expect(opened(`${token}..${checkout}.${other}`)).toMatchObject({ checkout, waiting: [other] });
    expect(opened(`${token}...${other}.${checkout}`)).toMatchObject({ waiting: [checkout, other] });
  });
  test('lets go of the oldest of six, and fits what is read again', () => {
    const five = Array.from({ length: 5 }, (_, at) => checkoutId(`tab${at}`));
    const [, value = ''] =
      /=([^;]+)/.exec(cookies.claimCookie(names, opened([token, token, checkout, ...five].join('.'), sixth))) ?? [];
    const read = cookies.readCookies([`${names.claim}=${value}`]);
    expect(cookies.claimIn(read, names)?.waiting).toEqual([...five.slice(1), sixth]);
  });
});

describe('a cookie that is taken back', () => {
  test.each([
    ['pass', cookies.noPassCookie(names), cookies.passCookie(names, '')],
    ['device', cookies.noDeviceCookie(names), cookies.deviceCookie(names, '')],
    [
      'claim',
      cookies.noClaimCookie(names),
      cookies.claimCookie(names, { secret: '', deviceToken: null, checkout: null, waiting: [] }),
    ],
  ])('the %s is empty, over at once, and otherwise as it was set', (_which, none, set) => {
    expect(attributes(none).pair).toBe(attributes(set).pair);
    const lasting = attributes(set).rest.map((each) => each.replace(/^Max-Age=.*/, 'Max-Age=0'));
    expect(attributes(none).rest).toEqual(lasting.sort());
  });
});

describe('cookies that come', () => {
  const read = (...sent: string[]) => Object.fromEntries(cookies.readCookies(sent));
  test.each<[string, string[], object]>([
    ['none', [], {}],
    ['one', ['a=1'], { a: '1' }],
    ['several', ['a=1', 'b=2'], { a: '1', b: '2' }],
    ['with space around', [' a = 1 '], { a: '1' }],
    ['with more than one equals sign', ['a=b=c'], { a: 'b=c' }],
    ['twice under one name with two values: neither is believed', ['a=1', 'a=2', 'b=3'], { a: '?', b: '3' }],
    ['three times, the first and the last alike', ['a=1', 'a=2', 'a=1'], { a: '?' }],
    ['twice under one name with one value', ['a=1', 'a=1'], { a: '1' }],
    ['twice, once too long for ours', ['a=1', `a=${'x'.repeat(257)}`], { a: '1' }],
    ['empty', ['a='], { a: '' }],
    ['without a value', ['a'], {}],
    ['without a name', ['=1'], {}],
    ['without anything', [''], {}],
    ['of 256 letters', [`a=${'x'.repeat(256)}`], { a: 'x'.repeat(256) }],
    ['longer than any of ours', [`a=${'x'.repeat(257)}`], {}],
    [
      'named like a property of every object',
      ['__proto__=1', 'constructor=2'],
      Object.fromEntries([
        ['__proto__', '1'],
        ['constructor', '2'],
      ]),
    ],
  ])('%s', (_what, sent, expected) => expect(read(...sent)).toEqual(expected));
  test('not at all', () => expect(cookies.readCookies(undefined).size).toBe(0));
  test('never lend what every object has', () => expect(cookies.readCookies([]).get('toString')).toBeUndefined());
});

describe('a secret in a cookie', () => {
  const secret = (value: string) => cookies.secretIn(new Map([['__Secure-seat', value]]), '__Secure-seat');
  test('is taken in its shape', () => expect(secret(token)).toBe(token));
  test.each([
    '',
    'x'.repeat(42),
    'x'.repeat(44),
    `${token.slice(1)}=`,
    `${token.slice(1)}\n`,
    `"${token.slice(2)}"`,
    '../'.padEnd(43, 'x'),
  ])('is none as %j', (value) => expect(secret(value)).toBeNull());
  test('is none where no cookie is', () => expect(cookies.secretIn(new Map(), '__Secure-seat')).toBeNull());
  test('of the device is compared by its hash', () => {
    expect(cookies.deviceIn(new Map([[names.device, token]]), names, nodeHasher)).toBe(nodeHasher.digest(token));
    expect(cookies.deviceIn(new Map([[names.device, 'x']]), names, nodeHasher)).toBeNull();
  });
});

describe('the cookies of a recognition', () => {
  const pass = { token: 'v1.pass', expiresAt: 0 };
  const hint = { token: 'v1.hint', expiresAt: 0 };
  const saved = (found: { pass?: typeof pass; hint?: typeof hint }) =>
    attributes(cookies.recognitionCookie(names, { pass: null, hint: null, ...found })).pair;
  test('is the pass where there is one', () => {
    expect(saved({ pass })).toBe('fascia=v1.pass');
    expect(saved({ pass, hint })).toBe('fascia=v1.pass');
  });
  test('is the hint while money is on its way', () => expect(saved({ hint })).toBe('fascia=v1.hint'));
  test('is nothing, and what was there is taken back, where there is neither', () => expect(saved({})).toBe('fascia='));
});
