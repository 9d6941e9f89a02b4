// The pair that seals addresses, in three steps, because two functions learn of it at different times: first the private key
// is added, so that it can be opened; then the public one is told; at the end, when nothing sealed to the old one is left,
// the old private key goes, and with it the last way to read what was sealed before.

import * as z from 'zod/mini';
import { CannotStart } from '../../local/environment/cannot-start.ts';
import { newSealPair } from '../../local/environment/seal-pair.ts';
import { isoOf, minute } from '../../shared/core/time.ts';
import { readSecret, writeSecret } from '../account/account-needs.ts';
import { freshKeyId, publicKeyOf } from '../account/fresh-keys.ts';
import { changedAt, oldKeysOf, onlyCurrent, readKeyRing } from './rotate-key-ring.ts';
import { functionsKnowAfter, nothingToFinish, type RotateNeeds, type Rotation, waitUntil } from './rotation.ts';

/** For so long a link's request may lie in its queue. */
const linkRequestLife = 30 * minute;
const sealingIn = z.object({ current: z.string() });

export const sealRotation = (needs: RotateNeeds): Rotation => ({
  async begin() {
    const keyRing = await readKeyRing(needs, 'Seal');
    const sealing = await sealingId(needs);
    if (sealing !== keyRing.current) return showPublicKey(needs, keyRing.current, keyRing.keys[keyRing.current] ?? '');
    if (oldKeysOf(keyRing).length > 0) {
      throw new CannotStart('A rotation is under way: npm run rotate -- seal --finish, once nothing old is left.');
    }
    const id = freshKeyId(needs.clock.now(), Object.keys(keyRing.keys));
    await writeSecret(needs, 'Seal', { current: id, keys: { ...keyRing.keys, [id]: newSealPair().opens } });
    const at = isoOf(needs.clock.now() + functionsKnowAfter);
    return {
      done: `The function letters can open ${id} within five minutes.`,
      next: `From ${at} on, again: npm run rotate -- seal`,
    };
  },
  async finish(input) {
    const keyRing = await readKeyRing(needs, 'Seal');
    const old = oldKeysOf(keyRing);
    if (old.length === 0) nothingToFinish('Seal');
    if ((await sealingId(needs)) !== keyRing.current)
      throw new CannotStart('The public key is not told yet: npm run rotate -- seal');
    const safeAt = (await changedAt(needs, 'Sealing')) + functionsKnowAfter + linkRequestLife;
    waitUntil(needs.clock.now(), safeAt, input, 'a request for a link may still be sealed to the old key.');
    const left = (await Promise.all(old.map((id) => needs.rows.countSealed(id)))).reduce((sum, each) => sum + each, 0);
    if (left > 0 && !input.isAtOnce) {
      throw new CannotStart(
        `${left} reminders are still sealed to the old key. They go out in their month; --at-once gives them up.`,
      );
    }
    await writeSecret(needs, 'Seal', onlyCurrent(keyRing));
    return { done: `The key ${old.join(', ')} is gone; nothing sealed to it can be read by anybody.`, next: null };
  },
});

async function sealingId(needs: RotateNeeds): Promise<string> {
  const parsed = sealingIn.safeParse(JSON.parse((await readSecret(needs, 'Sealing')) ?? 'null'));
  return parsed.success ? parsed.data.current : '';
}

async function showPublicKey(needs: RotateNeeds, current: string, privateKey: string) {
  const safeAt = (await changedAt(needs, 'Seal')) + functionsKnowAfter;
  waitUntil(
    needs.clock.now(),
    safeAt,
    { isFinishing: false, isAtOnce: false },
    'the function letters may not hold the new key yet.',
  );
  await writeSecret(needs, 'Sealing', { current, key: publicKeyOf(privateKey) });
  return {
    done: `Addresses are sealed to ${current} within five minutes; what was sealed before still opens.`,
    next: 'When the promises of before went out (it counts them): npm run rotate -- seal --finish',
  };
}
