// A pass is signed so that anyone with the key can check it, an edge function with Web Crypto too.
import { webcrypto } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { keyRing } from '../../../shared/adapters/node/key-ring.ts';
import { passSigner } from '../../../shared/adapters/node/pass-signer.ts';
import { parsePass, passBoundary, passText } from '../../../shared/core/pass.ts';
import { someday } from '../../support/builders.ts';

const bytes = (byte: number) => Buffer.alloc(32, byte);
const testKeyRing = (current: string) =>
  keyRing(current, { k1: bytes(1).toString('base64url'), k2: bytes(2).toString('base64url') });
async function isGood(key: Buffer<ArrayBuffer>, signedText: string, mac: string): Promise<boolean> {
  const imported = await webcrypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
  return webcrypto.subtle.verify('HMAC', imported, Buffer.from(mac, 'base64url'), new TextEncoder().encode(signedText));
}

describe('a signed pass', () => {
  const signer = passSigner(async () => testKeyRing('k1'));
  test('is verified by who holds its key, and by nobody else', async () => {
    const { keyId, sign } = await signer.currentKey();
    const signedText = passText({ keyId, tier: 'supporter', expiresAt: passBoundary(someday) });
    const mac = sign(signedText);
    expect(await isGood(bytes(1), signedText, mac)).toBe(true);
    expect(await isGood(bytes(2), signedText, mac)).toBe(false);
    expect(await isGood(bytes(1), `${signedText}0`, mac)).toBe(false);
    expect(parsePass(`${signedText}.${mac}`)).toMatchObject({ keyId: 'k1', mac });
  });
  test('is the same bytes for the same text, whoever asks', async () => {
    const other = await passSigner(async () => testKeyRing('k1')).currentKey();
    expect((await signer.currentKey()).sign('v1.k1.a.x')).toBe(other.sign('v1.k1.a.x'));
  });
  test('carries the id of the key that made it, also when the keys are rotated meanwhile', async () => {
    let current = 'k1';
    const rolling = passSigner(async () => testKeyRing(current));
    const before = await rolling.currentKey();
    current = 'k2';
    expect(before.keyId).toBe('k1');
    expect(await isGood(bytes(1), 'text', before.sign('text'))).toBe(true);
    const after = await rolling.currentKey();
    expect(after.keyId).toBe('k2');
    expect(await isGood(bytes(2), 'text', after.sign('text'))).toBe(true);
  });
  test('is never made without a key', async () =>
    await expect(passSigner(() => Promise.reject(new Error('no secret'))).currentKey()).rejects.toThrow('no secret'));
});
