// Rotates the key pair that seals addresses, in three steps, because functions read the two secrets at different times.
// First the private key is added. Then the public key is published. At the end, when nothing sealed to the old key is left,
// the old private key is removed, and what was sealed to it can no longer be read.
import * as z from 'zod/mini';
import { CannotStart } from '../../local/environment/cannot-start.ts';
import { newSealPair } from '../../local/environment/seal-pair.ts';
import { confirmationLife } from '../../shared/core/reminder-confirmation.ts';
import { isoOf, minute } from '../../shared/core/time.ts';
import { readSecret, writeSecret } from '../account/account-needs.ts';
import { freshKeyId, publicKeyOf } from '../account/fresh-keys.ts';
import { changedAt, oldKeysOf, onlyCurrent, readKeyRing } from './rotate-key-ring.ts';
import { functionsKnowAfter, nothingToFinish, type RotateNeeds, type Rotation, waitUntil } from './rotation.ts';

/** How long a request for an e-mail may wait in its queue. */
const mailRequestLife = 30 * minute;
const sealingIn = z.object({ current: z.string() });

export const sealRotation = (needs: RotateNeeds): Rotation => ({
  async begin() {
    const keyRing = await readKeyRing(needs, 'Seal');
    const sealing = await sealingId(needs);
    if (sealing !== keyRing.current) return publishKey(needs, keyRing.current, keyRing.keys[keyRing.current] ?? '');
    if (oldKeysOf(keyRing).length > 0) {
      throw new CannotStart(
        'A rotation is in progress. Run npm run rotate -- seal --finish when nothing is sealed to the old key.',
      );
    }
    const id = freshKeyId(needs.clock.now(), Object.keys(keyRing.keys));
    await writeSecret(needs, 'Seal', { current: id, keys: { ...keyRing.keys, [id]: newSealPair().opens } });
    const at = isoOf(needs.clock.now() + functionsKnowAfter);
    return {
      done: `Within five minutes the function \`mail\` can open ${id}.`,
      next: `From ${at} on, again: npm run rotate -- seal`,
    };
  },
  async finish(input) {
    const keyRing = await readKeyRing(needs, 'Seal');
    const old = oldKeysOf(keyRing);
    if (old.length === 0) nothingToFinish('Seal');
    if ((await sealingId(needs)) !== keyRing.current)
      throw new CannotStart('The public key is not published yet. Run npm run rotate -- seal');
    const safeAt = (await changedAt(needs, 'Sealing')) + functionsKnowAfter + mailRequestLife + confirmationLife;
    waitUntil(
      needs.clock.now(),
      safeAt,
      input,
      'a request for an e-mail may still wait, and the link of a question about a reminder may still be confirmed for a week. Both are sealed to the old key, and no row counts them.',
    );
    const left = (await Promise.all(old.map((id) => needs.rows.countSealed(id)))).reduce((sum, each) => sum + each, 0);
    if (left > 0 && !input.isAtOnce) {
      throw new CannotStart(
        `${left} reminders are still sealed to the old key. They are sent in their month; --at-once discards them.`,
      );
    }
    await writeSecret(needs, 'Seal', onlyCurrent(keyRing));
    return { done: `The key ${old.join(', ')} is removed; nothing sealed to it can be read any more.`, next: null };
  },
});

async function sealingId(needs: RotateNeeds): Promise<string> {
  const parsed = sealingIn.safeParse(JSON.parse((await readSecret(needs, 'Sealing')) ?? 'null'));
  return parsed.success ? parsed.data.current : '';
}

async function publishKey(needs: RotateNeeds, current: string, privateKey: string) {
  const safeAt = (await changedAt(needs, 'Seal')) + functionsKnowAfter;
  waitUntil(
    needs.clock.now(),
    safeAt,
    { isFinishing: false, isAtOnce: false },
    'the function `mail` may not have read the new key yet.',
  );
  await writeSecret(needs, 'Sealing', { current, key: publicKeyOf(privateKey) });
  return {
    done: `Within five minutes addresses are sealed to ${current}; what was sealed before still opens.`,
    next: 'A week later at the earliest, and when the earlier reminders are sent (it counts them): npm run rotate -- seal --finish',
  };
}
