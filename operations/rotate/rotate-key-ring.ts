// Reads a secret that holds a key ring: several keys, one of them current. It is always read and written as a whole.
import * as z from 'zod/mini';
import { CannotStart } from '../../local/environment/cannot-start.ts';
import { readSecret } from '../account/account-needs.ts';
import type { SecretKind } from '../stage/deploy-target.ts';
import type { RotateNeeds } from './rotation.ts';

const keyRingIn = z.object({ current: z.string(), keys: z.record(z.string(), z.string()) });
export type SavedKeyRing = z.infer<typeof keyRingIn>;

export async function readKeyRing(needs: RotateNeeds, kind: SecretKind): Promise<SavedKeyRing> {
  const text = await readSecret(needs, kind);
  const parsed = keyRingIn.safeParse(text === null ? null : JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new CannotStart(`The secret ${kind} does not hold a key ring. Run npm run setup.`);
}

export const oldKeysOf = ({ current, keys }: SavedKeyRing): string[] =>
  Object.keys(keys).filter((id) => id !== current);
export const onlyCurrent = ({ current, keys }: SavedKeyRing): SavedKeyRing => ({
  current,
  keys: { [current]: keys[current] ?? '' },
});

/** Throws if the stage has no such secret, or if it was never written. */
export async function changedAt({ target, secrets }: RotateNeeds, kind: SecretKind): Promise<number> {
  const name = target.secretNames[kind];
  if (name === null) throw new CannotStart(`This stage has no secret ${kind}.`);
  return secrets.changedAt(name);
}
