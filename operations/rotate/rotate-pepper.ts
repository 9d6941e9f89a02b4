// Rotates the pepper, the key that hashes addresses. New hashes use the new one at once, and lookups try both. The nightly
// reconciliation writes older hashes again, because Stripe still knows the address. The hash of an address that asked for no
// further e-mail cannot be made again, so its old pepper is kept.
import { CannotStart } from '../../local/environment/cannot-start.ts';
import { writeSecret } from '../account/account-needs.ts';
import { freshKey, freshKeyId } from '../account/fresh-keys.ts';
import { oldKeysOf, onlyCurrent, readKeyRing } from './rotate-key-ring.ts';
import { nothingToFinish, type RotateNeeds, type Rotation } from './rotation.ts';

export const pepperRotation = (needs: RotateNeeds): Rotation => ({
  async begin() {
    const keyRing = await readKeyRing(needs, 'Pepper');
    if (oldKeysOf(keyRing).length > 0) {
      throw new CannotStart(`A rotation is in progress. ${await leftText(needs, oldKeysOf(keyRing))}`);
    }
    const id = freshKeyId(needs.clock.now(), Object.keys(keyRing.keys));
    await writeSecret(needs, 'Pepper', { current: id, keys: { ...keyRing.keys, [id]: freshKey(needs.chance) } });
    return {
      done: `Within five minutes addresses are hashed with ${id}, and looked up under both.`,
      next: 'The nightly runs write existing hashes again, 5,000 a night. Then: npm run rotate -- pepper --finish (it counts what is left)',
    };
  },
  // Even a leaked pepper is kept while rows need it: without the table it reveals nothing, and without it a row is lost.
  async finish() {
    const keyRing = await readKeyRing(needs, 'Pepper');
    const old = oldKeysOf(keyRing);
    if (old.length === 0) nothingToFinish('Pepper');
    const text = await leftText(needs, old);
    if (text !== null) throw new CannotStart(text);
    await writeSecret(needs, 'Pepper', onlyCurrent(keyRing));
    return { done: `The pepper ${old.join(', ')} is removed.`, next: null };
  },
});

async function leftText({ rows }: RotateNeeds, old: readonly string[]): Promise<string | null> {
  const counts = await Promise.all(old.map((pepper) => rows.countPeppered(pepper)));
  const left = counts.flatMap((each) => [...each]).filter(([, count]) => count > 0);
  if (left.length === 0) return null;
  const listed = left.map(([kind, count]) => `${count} ${kind}`).join(', ');
  return `Still under the old pepper: ${listed}. The nightly runs write pointers again; reminders expire; "never again" keeps the pepper.`;
}
