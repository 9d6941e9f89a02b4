// A pass is signed so that anyone with the key can check it, an edge function with Web Crypto too.
import { webcrypto } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { keyRing } from '../../../shared/adapters/node/key-ring.ts';
import { passSigner } from '../../../shared/adapters/node/pass-signer.ts';
import { parsePass, passBoundary, passText } from '../../../shared/core/pass.ts';
import { someday } from '../../support/builders.ts';

const bytes = (byte: number) => Buffer.alloc(32, byte);
const ring = (current: string) =>
  keyRing(current, { k1: bytes(1).toString('base64url'), k2: bytes(2).toString('base64url') });
async function isGood(key: Buffer<ArrayBuffer>, signedText: string, mac: string): Promise<boolean> {
  const imported = await webcrypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
  return webcrypto.subtle.verify('HMAC', imported, Buffer.from(mac, 'base64url'), new TextEncoder().encode(signedText));
}

describe('a signed pass', () => {
  const signer = passSigner(async () => ring('k1'));
  test('is verified by who holds its key, and by nobody else', async () => {
    const signedText = passText({ keyId: await signer.keyId(), tier: 'supporter', expiresAt: passBoundary(someday) });
    const mac = await signer.sign(signedText);
    expect(await isGood(bytes(1), signedText, mac)).toBe(true);
    expect(await isGood(bytes(2), signedText, mac)).toBe(false);
    expect(await isGood(bytes(1), `${signedText}0`, mac)).toBe(false);
    expect(parsePass(`${signedText}.${mac}`)).toMatchObject({ keyId: 'k1', mac });
  });
  test('is the same bytes for the same text, whoever asks', async () =>
    expect(await signer.sign('v1.k1.supporter.x')).toBe(
      await passSigner(async () => ring('k1')).sign('v1.k1.supporter.x'),
    ));
  test('tells the id of the key that signs now', async () => {
    let current = 'k1';
    const rolling = passSigner(async () => ring(current));
    expect(await rolling.keyId()).toBe('k1');
    current = 'k2';
    expect(await rolling.keyId()).toBe('k2');
    expect(await isGood(bytes(2), 'text', await rolling.sign('text'))).toBe(true);
  });
  test('is never made without a key', async () =>
    await expect(passSigner(() => Promise.reject(new Error('no secret'))).sign('text')).rejects.toThrow('no secret'));
});
