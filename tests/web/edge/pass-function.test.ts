// The edge function as CloudFront runs it: the deployed text, its two modules, its own globals and nothing else. It knows
// exactly those whose pass the functions signed, and nobody brings its header in from outside.
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { settings } from '#settings';
import { type EdgeRequest, openEdge } from '../../../local/servers/edge.ts';
import { keyRing } from '../../../shared/adapters/node/key-ring.ts';
import { passSigner } from '../../../shared/adapters/node/pass-signer.ts';
import { type Pass, parsePass, passText } from '../../../shared/core/pass.ts';
import { day } from '../../../shared/core/time.ts';
import { largestFunction, passFunctionCode } from '../../../web/edge/pass-function.ts';

const now = Date.UTC(2026, 10, 23);
const text = (fill: number): string => Buffer.alloc(32, fill).toString('base64url');
const keys: Readonly<Record<string, string>> = { k1: text(1), k2: text(2), empty: '', short: 'c2hvcnQ' };
const names = {
  passCookie: settings.cookies.pass,
  passHeader: settings.edge.passHeader,
  notFromHereHeader: 'x-there',
  neverAsk: ['BY', 'RU'],
};
const edge = openEdge(names, (keyId) => keys[keyId], { now: () => now });
const good: Pass = { keyId: 'k2', tier: 'supporter', expiresAt: now + 7 * day };
const testKeyRing = keyRing('k2', { k1: text(1), k2: text(2) });
const signed = async (pass: Pass, current = pass.keyId): Promise<string> => {
  const signer = passSigner(async () => ({
    ...testKeyRing,
    current,
    key: testKeyRing.keys.get(current) ?? Buffer.alloc(32, 9),
  }));
  return `${passText(pass)}.${(await signer.currentKey()).sign(passText(pass))}`;
};
const emptySigned = (pass: Pass): string =>
  `${passText(pass)}.${createHmac('sha256', '').update(passText(pass)).digest('base64url')}`;

/** What the origin gets of the header for these cookies. */
async function shown(cookies: EdgeRequest['cookies'], headers: EdgeRequest['headers'] = {}) {
  const request = await edge.viewerRequest({ cookies, headers: { host: { value: 'x' }, ...headers } });
  return request.headers[names.passHeader]?.value ?? null;
}
const shownOf = (value: string) => shown({ [names.passCookie]: { value } });

describe('the edge function', () => {
  test('knows a supporter, also by the key before this one', async () => {
    expect(await shownOf(await signed(good))).toBe('1');
    expect(await shownOf(await signed({ ...good, keyId: 'k1' }))).toBe('1');
  });

  test.each<[string, () => Promise<string> | string]>([
    ['an empty one', () => ''],
    ['nonsense', () => 'v1.k2.supporter'],
    ['a long one', () => `v1.${'k'.repeat(5000)}`],
    ['one past its boundary', () => signed({ ...good, expiresAt: now })],
    ['one for money on its way', () => signed({ ...good, tier: 'pending' })],
    ['one under a key nobody has', () => signed({ ...good, keyId: 'k9' }, 'k2')],
    ['one under the name of no key', () => signed({ ...good, keyId: 'constructor' }, 'k2')],
    ['one signed by another key', () => signed(good, 'k1')],
    ['one whose boundary was moved', async () => (await signed(good)).replace(/\.\w{6}\./, '.zzzzzz.')],
    ['one whose signature was cut', async () => (await signed(good)).slice(0, -1)],
    ['one with more behind it', async () => `${await signed(good)}A`],
    ['one without a signature', () => `${passText(good)}.`],
    ['one under an empty key', () => emptySigned({ ...good, keyId: 'empty' })],
    ['one under a key that is too short', () => emptySigned({ ...good, keyId: 'short' })],
    ['one with a line break', async () => `${await signed(good)}\n`],
  ])('takes %s for none', async (_what, make) => expect(await shownOf(await make())).toBeNull());

  test('takes two of one name for none, and no cookie at all', async () => {
    const value = await signed(good);
    expect(await shown({ [names.passCookie]: { value, multiValue: [{ value }, { value: 'x' }] } })).toBeNull();
    expect(await shown({})).toBeNull();
    expect(await shown({ other: { value } })).toBeNull();
  });

  test('lets nobody bring its header in, with a pass or without', async () => {
    const forged = { [names.passHeader]: { value: 'supporter' } };
    expect(await shown({}, forged)).toBeNull();
    expect(await shown({ [names.passCookie]: { value: 'v1.k2.a.zzzzzz.AAAA' } }, forged)).toBeNull();
    expect(await shown({ [names.passCookie]: { value: await signed(good) } }, forged)).toBe('1');
  });

  test('leaves everything else of the request as it came', async () => {
    const request = { headers: { host: { value: 'x' }, accept: { value: '*/*' } }, cookies: { a: { value: 'b' } } };
    expect(await edge.viewerRequest(structuredClone(request))).toEqual(request);
  });

  test('says the same of a page as a browser asks for it', async () => {
    const cookie = `first=1; ${names.passCookie}=${await signed(good)}; last=2`;
    expect(await edge.isQuiet(new Headers({ cookie }))).toBe(true);
    expect(await edge.isQuiet(new Headers({ cookie: `${cookie}; ${names.passCookie}=x` }))).toBe(false);
    expect(await edge.isQuiet(new Headers({ [names.passHeader]: '1' }))).toBe(false);
  });

  const characters = (from: string) => fc.constantFrom(...from);
  const anyPass = fc.record<Pass>({
    keyId: fc.constantFrom('k1', 'k2'),
    tier: fc.constantFrom('supporter', 'pending'),
    expiresAt: fc.integer({ min: -30, max: 30 }).map((days) => now + days * day),
  });
  test('knows exactly the passes of supporters that the functions signed and that are not past', () =>
    fc.assert(
      fc.asyncProperty(anyPass, async (pass) => {
        const isKnown = pass.tier === 'supporter' && pass.expiresAt > now;
        expect(await shownOf(await signed(pass))).toBe(isKnown ? '1' : null);
      }),
    ));
  test('knows none that differs from a signed one in a single character', async () => {
    const pass = await signed(good);
    await fc.assert(
      fc.asyncProperty(fc.nat(pass.length - 1), characters('AZaz09-_.kv1= \u0000'), async (at, instead) => {
        fc.pre(pass[at] !== instead);
        expect(await shownOf(pass.slice(0, at) + instead + pass.slice(at + 1))).toBeNull();
      }),
    );
  });
  test('agrees with the parser of the functions on what is no pass at all', () =>
    fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 400 }), async (value) => {
        expect([parsePass(value), await shownOf(value)]).toEqual([null, null]);
      }),
    ));
});

describe('the text of the edge function', () => {
  const code = passFunctionCode(names);
  test('is about a kilobyte, far below what CloudFront takes', () => {
    expect(Buffer.byteLength(code)).toBeLessThan(1400);
    expect(largestFunction).toBe(10_240);
  });
  test('holds the names of the settings, no blank to fill and no comment', () => {
    expect(code).toContain(`request.cookies['${names.passCookie}']`);
    expect(code).toContain(`delete request.headers['${names.passHeader}']`);
    expect(code).not.toMatch(/%|\/\/|biome/);
  });
  test('uses only what runtime 2.0 knows: its two modules, no destructuring, no spread', () => {
    expect([...code.matchAll(/^import .*$/gm)].map(String)).toEqual([
      "import cf from 'cloudfront';",
      "import crypto from 'crypto';",
    ]);
    expect(code).not.toMatch(/\.\.\.|(?:const|let) [[{]|\?\.|\?\?|require|fetch|setTimeout|eval|process/);
  });
  test('is not made with a name that could end its quotes', () => {
    expect(() => passFunctionCode({ ...names, passCookie: "x']; hack['" })).toThrow('character');
    expect(() => passFunctionCode({ ...names, passHeader: 'X-Layout' })).toThrow('character');
  });
});
