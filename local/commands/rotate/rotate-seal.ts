// The pair that seals addresses, in three steps, because two doors learn of it at different times: first the private key
// is added, so that it can be opened; then the public one is told; at the end, when nothing sealed to the old one is left,
// the old private key goes, and with it the last way to read what was sealed before.

import * as z from 'zod/mini';
import { isoOf, minute } from '../../../shared/core/time.ts';
import { CannotStart } from '../../cannot-start.ts';
import { newSealPair } from '../../seal-pair.ts';
import { readSecret, writeSecret } from '../account-needs.ts';
import { freshKeyId, publicKeyOf } from '../fresh-keys.ts';
import { changedAt, oldKeysOf, onlyCurrent, readRing } from './rotate-ring.ts';
import { doorsKnowAfter, nothingToFinish, type RotateNeeds, type Rotation, waitUntil } from './rotation.ts';

/** For so long a link's wish may lie in its queue. */
const linkWishLife = 30 * minute;
const sealingIn = z.object({ current: z.string() });

export const sealRotation = (needs: RotateNeeds): Rotation => ({
  async begin() {
    const ring = await readRing(needs, 'Seal');
    const sealing = await sealingId(needs);
    if (sealing !== ring.current) return tellPublicKey(needs, ring.current, ring.keys[ring.current] ?? '');
    if (oldKeysOf(ring).length > 0) {
      throw new CannotStart('A rotation is under way: npm run rotate -- seal --finish, once nothing old is left.');
    }
    const id = freshKeyId(needs.clock.now(), Object.keys(ring.keys));
    await writeSecret(needs, 'Seal', { current: id, keys: { ...ring.keys, [id]: newSealPair().opens } });
    const at = isoOf(needs.clock.now() + doorsKnowAfter);
    return {
      done: `The door letters can open ${id} within five minutes.`,
      next: `From ${at} on, again: npm run rotate -- seal`,
    };
  },
  async finish(wish) {
    const ring = await readRing(needs, 'Seal');
    const old = oldKeysOf(ring);
    if (old.length === 0) nothingToFinish('Seal');
    if ((await sealingId(needs)) !== ring.current)
      throw new CannotStart('The public key is not told yet: npm run rotate -- seal');
    const safeAt = (await changedAt(needs, 'Sealing')) + doorsKnowAfter + linkWishLife;
    waitUntil(needs.clock.now(), safeAt, wish, 'a wish for a link may still be sealed to the old key.');
    const left = (await Promise.all(old.map((id) => needs.rows.countSealed(id)))).reduce((sum, each) => sum + each, 0);
    if (left > 0 && !wish.isAtOnce) {
      throw new CannotStart(
        `${left} promises to remind are still sealed to the old key. They go out in their month; --at-once gives them up.`,
      );
    }
    await writeSecret(needs, 'Seal', onlyCurrent(ring));
    return { done: `The key ${old.join(', ')} is gone; nothing sealed to it can be read by anybody.`, next: null };
  },
});

async function sealingId(needs: RotateNeeds): Promise<string> {
  const parsed = sealingIn.safeParse(JSON.parse((await readSecret(needs, 'Sealing')) ?? 'null'));
  return parsed.success ? parsed.data.current : '';
}

async function tellPublicKey(needs: RotateNeeds, current: string, privateKey: string) {
  const safeAt = (await changedAt(needs, 'Seal')) + doorsKnowAfter;
  waitUntil(
    needs.clock.now(),
    safeAt,
    { isFinishing: false, isAtOnce: false },
    'the door letters may not hold the new key yet.',
  );
  await writeSecret(needs, 'Sealing', { current, key: publicKeyOf(privateKey) });
  return {
    done: `Addresses are sealed to ${current} within five minutes; what was sealed before still opens.`,
    next: 'When the promises of before went out (it counts them): npm run rotate -- seal --finish',
  };
}
