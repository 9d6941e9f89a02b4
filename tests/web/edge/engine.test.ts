// The deployed text of the edge function in the engine that CloudFront runs. `node:vm` takes what that engine refuses,
// and whoever deploys a refused text answers 503 to every reader.
import { describe, expect, test } from 'vitest';
import { settings } from '#settings';
import type { EdgeRequest } from '../../../local/servers/edge.ts';
import { keyRing } from '../../../shared/adapters/node/key-ring.ts';
import { passSigner } from '../../../shared/adapters/node/pass-signer.ts';
import { type Pass, passText } from '../../../shared/core/pass.ts';
import { day } from '../../../shared/core/time.ts';
import { largestFunction, passFunctionCode } from '../../../web/edge/pass-function.ts';
import { refusedSyntax } from '../../support/edge-syntax.ts';
import { isNjsMissing, runInNjs } from '../../support/njs.ts';

const names = {
  passCookie: settings.cookies.pass,
  passHeader: settings.edge.passHeader,
  notFromHereHeader: 'x-there',
  neverAsk: ['BY', 'RU'],
};
const code = passFunctionCode(names);
const text = (fill: number): string => Buffer.alloc(32, fill).toString('base64url');
const keys = { k1: text(1), k2: text(2), empty: '', short: 'c2hvcnQ' };
const signer = (id: string, fill: number) => passSigner(async () => keyRing(id, { [id]: text(fill) }));
/** The engine has a clock of its own, which no test can set. */
const good: Pass = { keyId: 'k2', tier: 'supporter', expiresAt: Math.ceil(Date.now() / 1000) * 1000 + 7 * day };
async function signed(pass: Pass, fill = pass.keyId === 'k1' ? 1 : 2): Promise<string> {
  return `${passText(pass)}.${(await signer(pass.keyId, fill).currentKey()).sign(passText(pass))}`;
}

const requests = (cookies: EdgeRequest['cookies'], headers: EdgeRequest['headers'] = {}): EdgeRequest => ({
  headers: { host: { value: 'x' }, ...headers },
  cookies,
});
const withPass = (value: string): EdgeRequest => requests({ [names.passCookie]: { value } });
const forged = { [names.passHeader]: { value: '1' } };

/** What it is, the request, and what the origin must hear of it. */
const cases = async (): Promise<(readonly [string, EdgeRequest, '1' | null])[]> => {
  const pass = await signed(good);
  const last = pass.endsWith('A') ? 'B' : 'A';
  return [
    ['a good pass', withPass(pass), '1'],
    ['a good pass by the key before', withPass(await signed({ ...good, keyId: 'k1' })), '1'],
    ['a good pass and a forged header', requests({ [names.passCookie]: { value: pass } }, forged), '1'],
    ['a forged signature', withPass(pass.slice(0, -2) + last + last), null],
    ['a signature by another key', withPass(await signed(good, 7)), null],
    ['a forged boundary', withPass(pass.replace(/\.\w{6}\./, '.zzzzzz.')), null],
    ['a stale pass', withPass(await signed({ ...good, expiresAt: good.expiresAt - 8 * day })), null],
    ['money on its way', withPass(await signed({ ...good, tier: 'pending' })), null],
    ['an unknown key', withPass(await signed({ ...good, keyId: 'k9' })), null],
    ['the name of no key', withPass(await signed({ ...good, keyId: 'constructor' })), null],
    ['an empty key', withPass(await signed({ ...good, keyId: 'empty' })), null],
    ['a key that is too short', withPass(await signed({ ...good, keyId: 'short' })), null],
    ['a line break behind it', withPass(`${pass}\n`), null],
    ['a long text', withPass(`v1.${'k'.repeat(5000)}`), null],
    ['an empty text', withPass(''), null],
    ['a doubled cookie', requests({ [names.passCookie]: { value: pass, multiValue: [{ value: pass }] } }), null],
    ['another cookie', requests({ other: { value: pass } }), null],
    ['no cookie', requests({}), null],
    ['no cookie and a forged header', requests({}, forged), null],
  ];
};

describe.skipIf(isNjsMissing)('the engine of CloudFront functions', () => {
  test('runs the deployed text, and knows exactly the passes that the functions signed', async () => {
    const all = await cases();
    const answered = runInNjs(
      code,
      keys,
      all.map(([, request]) => request),
    );
    const shown = all.map(([what], at) => [what, answered[at]?.headers[names.passHeader]?.value ?? null]);
    expect(shown).toEqual(all.map(([what, , expected]) => [what, expected]));
    for (const each of answered) {
      expect(each.headers['host']).toEqual({ value: 'x' });
      expect(each.areCookiesSame).toBe(true);
    }
  });

  test('says of a reader where nobody is asked that one bit, beside a pass or without, and no country', () => {
    const from = (code: string, more: EdgeRequest['headers'] = {}) =>
      requests({}, { 'cloudfront-viewer-country': { value: code }, ...more });
    const forgedThere = { 'x-there': { value: '1' } };
    const cases: readonly (readonly [EdgeRequest, '1' | null])[] = [
      [from('BY'), '1'],
      [from('RU'), '1'],
      [from('BY', forgedThere), '1'],
      [from('DE', forgedThere), null],
      [from('by'), null],
      [from('B'), null],
      [from(''), null],
      [from('Y R'), null],
      [requests({}, forgedThere), null],
      [requests({}), null],
    ];
    const answered = runInNjs(
      code,
      keys,
      cases.map(([request]) => request),
    );
    expect(answered.map(({ headers }) => headers['x-there']?.value ?? null)).toEqual(cases.map(([, bit]) => bit));
    for (const { headers } of answered) expect(headers).not.toHaveProperty('cloudfront-viewer-country');
    const nowhere = passFunctionCode({ ...names, neverAsk: [] });
    expect(runInNjs(nowhere, keys, [from('BY'), from('')]).map(({ headers }) => headers)).toEqual(
      Array(2).fill({ host: { value: 'x' } }),
    );
  });

  test('takes the text that once answered 503 to every page, and crashes at the first pass', async () => {
    const changed = seeded(awaitInArguments);
    const pass = await signed(good);
    expect(runInNjs(changed, keys, [requests({})])).toHaveLength(1);
    expect(() => runInNjs(changed, keys, [withPass(pass)])).toThrow('njs ended with SIGSEGV');
  });
  test('refuses to load a text with an await in a call outside of a `try`', () => {
    const changed = seeded(['(await isProven(cookie.value))', 'Boolean(await isProven(cookie.value))']);
    expect(() => runInNjs(changed, keys, [requests({})])).toThrow('await in arguments not supported');
  });
  test('refuses a name that it has not', () => {
    expect(() => runInNjs(seeded(['const keys', "fetch('/');\nconst keys"]), keys, [requests({})])).toThrow('fetch');
  });
});

type Change = readonly [from: string, to: string];
const awaitInArguments: Change = ['Buffer.from(stored,', 'Buffer.from(await keys.get(found[2]),'];
/** The deployed text with a fault in it. */
function seeded([from, to]: Change): string {
  const changed = code.replace(from, to);
  if (changed === code) throw new Error(`the deployed text has no "${from}"`);
  return changed;
}

describe('the syntax of the deployed text', () => {
  test('is all known to runtime 2.0, and the text is smaller than CloudFront takes', () => {
    expect(refusedSyntax(code)).toEqual([]);
    expect(Buffer.byteLength(code)).toBeLessThan(largestFunction);
  });

  test.each<[string, Change]>([
    ['await in arguments', awaitInArguments],
    ['await in arguments', ['isProven(cookie.value)', 'isSame(cookie, [await isProven(cookie)])']],
    ['await in a closure', ['return request;', 'return [1].map(async (n) => { await n; });']],
    ['await in a closure', ['return request;', 'async function inner() { await request; } return inner();']],
    ['destructuring', ['const request = event.request', 'const { request } = event']],
    ['optional chaining', ['!cookie.multiValue', '!cookie?.multiValue']],
    ['??', ['cookie.multiValue', '(cookie.multiValue ?? false)']],
    ['spread', ["{ value: '1' }", "{ ...cookie, value: '1' }"]],
    ['for of', ['return request;', 'for (const each of [request]) return each;']],
    ['a class', ['return request;', 'class Reader {} return new Reader();']],
    ['a default of a parameter', ['isSame(one, other)', "isSame(one, other = '')"]],
    ['an import that is not the default', ['import crypto', 'import { createHmac as crypto }']],
    ['a module that is not there', ["from 'crypto'", "from 'querystring2'"]],
    ['the name setTimeout', ['return request;', 'setTimeout(handler, 1); return request;']],
    ['the name URL', ['return request;', "return new URL('/');"]],
  ])('differs from one with %s', (what, change) => {
    expect(refusedSyntax(seeded(change)).join()).toContain(what);
  });
});
