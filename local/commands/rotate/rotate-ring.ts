// A ring of keys of which one is current, as it is read and written whole.
import * as z from 'zod/mini';
import { CannotStart } from '../../cannot-start.ts';
import { readSecret } from '../account-needs.ts';
import type { SecretKind } from '../place.ts';
import type { RotateNeeds } from './rotation.ts';

const ringIn = z.object({ current: z.string(), keys: z.record(z.string(), z.string()) });
export type Ring = z.infer<typeof ringIn>;

export async function readRing(needs: RotateNeeds, kind: SecretKind): Promise<Ring> {
  const text = await readSecret(needs, kind);
  const parsed = ringIn.safeParse(text === null ? null : JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new CannotStart(`The secret ${kind} is not filled as it should be: npm run setup.`);
}

export const oldKeysOf = ({ current, keys }: Ring): string[] => Object.keys(keys).filter((id) => id !== current);
export const onlyCurrent = ({ current, keys }: Ring): Ring => ({ current, keys: { [current]: keys[current] ?? '' } });

/** Null where the stage has no such secret, or it was never written. */
export async function changedAt({ place, secrets }: RotateNeeds, kind: SecretKind): Promise<number> {
  const name = place.secretNames[kind];
  if (name === null) throw new CannotStart(`This stage has no secret ${kind}.`);
  return secrets.changedAt(name);
}
