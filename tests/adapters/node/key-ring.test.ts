// Keys with ids: one is current, all are long enough, and an empty one opens nothing.
import { describe, expect, test } from 'vitest';
import { keyRing } from '../../../shared/adapters/node/key-ring.ts';

const key = (byte: number, length = 32): string => Buffer.alloc(length, byte).toString('base64url');

describe('a key ring', () => {
  test('signs with the current one and knows the others', () => {
    const testKeyRing = keyRing('k2', { k1: key(1), k2: key(2) });
    expect([testKeyRing.current, testKeyRing.key]).toEqual(['k2', Buffer.alloc(32, 2)]);
    expect([...testKeyRing.keys.keys()]).toEqual(['k1', 'k2']);
    expect(testKeyRing.keys.get('k1')).toEqual(Buffer.alloc(32, 1));
  });
  test.each<[string, string, Record<string, string>]>([
    ['without its current key', 'k2', { k1: key(1) }],
    ['without any key', 'k1', {}],
    ['with an empty current key', 'k1', { k1: '' }],
    ['with an empty former key', 'k1', { k1: key(1), k0: '' }],
    ['with a key of 31 bytes', 'k1', { k1: key(1, 31) }],
    ['with a current key of zeros', 'k1', { k1: key(0) }],
    ['with a former key of zeros', 'k1', { k1: key(1), k0: key(0) }],
    ['with a longer key of zeros', 'k1', { k1: key(0, 48) }],
    ['with a key that is no base64url', 'k1', { k1: '!'.repeat(60) }],
    ['whose current key is a property of every object', 'constructor', { k1: key(1) }],
    ['whose current key is the prototype', '__proto__', { k1: key(1) }],
  ])('is refused %s', (_what, current, keys) => expect(() => keyRing(current, keys)).toThrow());
  test('says nothing of a key in its refusal', () => {
    expect(() => keyRing('k1', { k1: 'canary' })).toThrow(/^a key is shorter than 256 bits$/);
    expect(() => keyRing('canary', { k1: key(1) })).toThrow(/^the current key is not in its key ring$/);
  });
});
