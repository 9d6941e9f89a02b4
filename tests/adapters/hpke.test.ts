// A seal opens for who holds the private key and for the id it was made for, and for nobody and nothing else.
import { describe, expect, test } from 'vitest';
import { newSealPair } from '../../local/environment/seal-pair.ts';
import { hpkeOpener } from '../../shared/adapters/hpke/opener.ts';
import { hpkeSealer } from '../../shared/adapters/hpke/sealer.ts';
import { keyRing } from '../../shared/adapters/node/key-ring.ts';
import { known } from '../../shared/core/ids.ts';
import { parseSealed } from '../../shared/core/sealed.ts';

const [old, current] = [newSealPair(), newSealPair()];
const sealerOf = (id: string, pair: typeof old) => hpkeSealer(async () => ({ current: id, key: pair.seals }));
const openerOf = (testKeyRing: Readonly<Record<string, string>>) =>
  hpkeOpener(async () => keyRing(Object.keys(testKeyRing)[0] ?? '', testKeyRing));
const address = 'reader@example.org';

describe('a seal', () => {
  test('opens to what was sealed, and shows nothing of it', async () => {
    const sealed = await sealerOf('s1', old).seal(address, 'an-id');
    expect(sealed).not.toContain('reader');
    expect(Buffer.from(sealed.split('.').at(-1) ?? '', 'base64url').toString('latin1')).not.toContain('reader');
    expect(await openerOf({ s1: old.opens }).open(sealed, 'an-id')).toBe(address);
  });
  test('is another each time, of the same address too', async () => {
    const sealer = sealerOf('s1', old);
    expect(await sealer.seal(address, 'an-id')).not.toBe(await sealer.seal(address, 'an-id'));
  });
  test('does not open under another id', async () => {
    const sealed = await sealerOf('s1', old).seal(address, 'an-id');
    expect(await openerOf({ s1: old.opens }).open(sealed, 'another-id')).toBeNull();
  });
  test('does not open with the public key, or with another private one', async () => {
    const sealed = await sealerOf('s1', old).seal(address, 'an-id');
    expect(await openerOf({ s1: old.seals }).open(sealed, 'an-id')).toBeNull();
    expect(await openerOf({ s1: current.opens }).open(sealed, 'an-id')).toBeNull();
    expect(await openerOf({ s2: old.opens }).open(sealed, 'an-id')).toBeNull();
  });
  test('of before a rotation opens while the old key is kept', async () => {
    const sealed = await sealerOf('s1', old).seal(address, 'an-id');
    expect(await openerOf({ s2: current.opens, s1: old.opens }).open(sealed, 'an-id')).toBe(address);
  });
  test('that was damaged does not open', async () => {
    const sealed = await sealerOf('s1', old).seal(address, 'an-id');
    // Not the last character: of that not every bit counts.
    const at = sealed.length - 5;
    const flipped = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
    expect(await openerOf({ s1: old.opens }).open(known(parseSealed(flipped)), 'an-id')).toBeNull();
  });
  test('longer than a message needs is not made', () =>
    expect(sealerOf('s1', old).seal('x'.repeat(1025), 'an-id')).rejects.toThrow('longer'));
});
