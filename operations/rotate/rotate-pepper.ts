// The key under which addresses are hashed. Hashes are written with the new one at once and looked for under both; what
// was written before is written anew by the reconciliation, where Stripe still knows the address. A hash nobody can make
// again ("never write to me") keeps its pepper: it hides a person, and opens nothing.
import { CannotStart } from '../../local/environment/cannot-start.ts';
import { writeSecret } from '../account/account-needs.ts';
import { freshKey, freshKeyId } from '../account/fresh-keys.ts';
import { oldKeysOf, onlyCurrent, readKeyRing } from './rotate-key-ring.ts';
import { nothingToFinish, type RotateNeeds, type Rotation } from './rotation.ts';

export const pepperRotation = (needs: RotateNeeds): Rotation => ({
  async begin() {
    const keyRing = await readKeyRing(needs, 'Pepper');
    if (oldKeysOf(keyRing).length > 0) {
      throw new CannotStart(`A rotation is under way: ${await leftText(needs, oldKeysOf(keyRing))}`);
    }
    const id = freshKeyId(needs.clock.now(), Object.keys(keyRing.keys));
    await writeSecret(needs, 'Pepper', { current: id, keys: { ...keyRing.keys, [id]: freshKey(needs.chance) } });
    return {
      done: `Addresses are hashed with ${id} within five minutes, and looked for under both.`,
      next: 'The next nights write what is there anew, 5,000 a night. Then: npm run rotate -- pepper --finish (it counts)',
    };
  },
  // Also what leaked is kept while rows need it: without the table a pepper tells nothing, and without it a row is lost.
  async finish() {
    const keyRing = await readKeyRing(needs, 'Pepper');
    const old = oldKeysOf(keyRing);
    if (old.length === 0) nothingToFinish('Pepper');
    const text = await leftText(needs, old);
    if (text !== null) throw new CannotStart(text);
    await writeSecret(needs, 'Pepper', onlyCurrent(keyRing));
    return { done: `The pepper ${old.join(', ')} is gone.`, next: null };
  },
});

async function leftText({ rows }: RotateNeeds, old: readonly string[]): Promise<string | null> {
  const counts = await Promise.all(old.map((pepper) => rows.countPeppered(pepper)));
  const left = counts.flatMap((each) => [...each]).filter(([, count]) => count > 0);
  if (left.length === 0) return null;
  const listed = left.map(([kind, count]) => `${count} ${kind}`).join(', ');
  return `Still under the old pepper: ${listed}. The nights write pointers anew; promises end of themselves; "never again" keeps the pepper.`;
}
