// The one way we seal (RFC 9180): X25519, HKDF-SHA256, AES-256-GCM, by `@hpke/core` over the runtime's own WebCrypto.
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';

export const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});
/** Said in every seal, so that nothing sealed for another purpose with the same key opens here. */
export const purpose = new TextEncoder().encode('mainstay message v1');

export const textToBytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
export const fromBase64 = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, 'base64url'));
export const toBase64 = (bytes: ArrayBuffer): string => Buffer.from(bytes).toString('base64url');
