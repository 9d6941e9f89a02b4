// Rotates the key that signs passes. The edge gets the new key before anything is signed with it, and keeps the old one until
// the last pass signed with it has expired. So no supporter loses a pass.
import { CannotStart } from '../../local/environment/cannot-start.ts';
import { passBoundary } from '../../shared/core/pass.ts';
import { isoOf } from '../../shared/core/time.ts';
import { writeSecret } from '../account/account-needs.ts';
import { freshKey, freshKeyId } from '../account/fresh-keys.ts';
import { changedAt, oldKeysOf, onlyCurrent, readKeyRing } from './rotate-key-ring.ts';
import { functionsKnowAfter, nothingToFinish, type RotateNeeds, type Rotation, waitUntil } from './rotation.ts';

export const passRotation = (needs: RotateNeeds): Rotation => ({
  async begin() {
    const keyRing = await readKeyRing(needs, 'Pass');
    await fillStore(needs, keyRing.keys);
    if (oldKeysOf(keyRing).length > 0) throw new CannotStart(underWay(await lastPassEnds(needs)));
    const now = needs.clock.now();
    const id = freshKeyId(now, Object.keys(keyRing.keys));
    const keys = { ...keyRing.keys, [id]: freshKey(needs.chance) };
    await fillStore(needs, keys);
    await writeSecret(needs, 'Pass', { current: id, keys });
    const next = `From ${isoOf(passBoundary(now + functionsKnowAfter))} on: npm run rotate -- pass --finish`;
    return {
      done: `Within five minutes passes are signed with ${id}; older passes stay valid until they expire.`,
      next,
    };
  },
  async finish(input) {
    const keyRing = await readKeyRing(needs, 'Pass');
    const old = oldKeysOf(keyRing);
    if (old.length === 0) nothingToFinish('Pass');
    waitUntil(
      needs.clock.now(),
      await lastPassEnds(needs),
      input,
      'until then a pass of the old key may still be valid.',
    );
    await writeSecret(needs, 'Pass', onlyCurrent(keyRing));
    for (const id of old) if ((await needs.passKeys?.read())?.has(id)) await needs.passKeys?.remove(id);
    return {
      done: `The key ${old.join(', ')} is removed; passes are verified by ${keyRing.current} only.`,
      next: null,
    };
  },
});

/** When the last pass of the old key expires: a function may have read its secret just before the change. */
const lastPassEnds = async (needs: RotateNeeds) => passBoundary((await changedAt(needs, 'Pass')) + functionsKnowAfter);

const underWay = (at: number): string =>
  `A rotation is in progress. From ${isoOf(at)} on: npm run rotate -- pass --finish`;

/** Also needed after a deploy that replaced the store, which is then empty. */
async function fillStore({ passKeys }: RotateNeeds, keys: Readonly<Record<string, string>>): Promise<void> {
  const there = await passKeys?.read();
  for (const [id, key] of Object.entries(keys)) if (there?.get(id) !== key) await passKeys?.put(id, key);
}
