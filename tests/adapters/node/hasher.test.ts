// Hashes, against what Web Crypto says of the same bytes: a plain one for secrets, a keyed one for what can be guessed.
import { webcrypto } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { emailHasher, nodeHasher } from '../../../shared/adapters/node/hasher.ts';
import { keyRing } from '../../../shared/adapters/node/key-ring.ts';
import { parseEmail } from '../../../shared/core/email.ts';
import { known } from '../../../shared/core/ids.ts';

const text = (bytes: ArrayBuffer): string => Buffer.from(bytes).toString('base64url');
const bytes = (written: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(written);
const pepper = (byte: number) => Buffer.alloc(32, byte);
const testKeyRing = (current: string) =>
  keyRing(current, { p1: pepper(1).toString('base64url'), p2: pepper(2).toString('base64url') });
const hashUnder = (current: string, written: string) =>
  emailHasher(async () => testKeyRing(current)).hashEmail(known(parseEmail(written)));

describe('a digest', () => {
  test('is the SHA-256 of the text, as a browser would make it', async () =>
    expect(nodeHasher.digest('ключ 🔑')).toBe(text(await webcrypto.subtle.digest('SHA-256', bytes('ключ 🔑')))));
  test('has 43 characters, of anything', () =>
    expect(['', 'x', 'y'.repeat(10_000)].map((each) => nodeHasher.digest(each).length)).toEqual([43, 43, 43]));
});

describe('the hash of an address', () => {
  test('is keyed: HMAC-SHA256 under the current pepper, whose id it tells', async () => {
    const key = await webcrypto.subtle.importKey('raw', pepper(1), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
    expect(await hashUnder('p1', 'reader@example.org')).toEqual({
      pepper: 'p1',
      hash: text(await webcrypto.subtle.sign('HMAC', key, bytes('reader@example.org'))),
    });
  });
  test('is the same however the address is written', async () =>
    expect(await hashUnder('p1', ' Reader@Example.ORG ')).toEqual(await hashUnder('p1', 'reader@example.org')));
  test('is no plain digest, which could be guessed without the key', async () =>
    expect((await hashUnder('p1', 'reader@example.org')).hash).not.toBe(nodeHasher.digest('reader@example.org')));
  test('is another under another pepper', async () => {
    const [one, two] = await Promise.all(['p1', 'p2'].map((each) => hashUnder(each, 'reader@example.org')));
    expect(one?.hash).not.toBe(two?.hash);
    expect(two?.pepper).toBe('p2');
  });
  test('is looked for under every pepper of the sync request, the current one first', async () => {
    const all = await emailHasher(async () => testKeyRing('p2')).hashesOf(known(parseEmail('reader@example.org')));
    expect(all.map(({ pepper }) => pepper)).toEqual(['p2', 'p1']);
    expect(all).toEqual([await hashUnder('p2', 'reader@example.org'), await hashUnder('p1', 'reader@example.org')]);
  });
});
