// What the commands for the Stripe account work with, and how they read and write the secrets of a stage. The secret of the
// Stripe key also holds the ids of our portal configuration and our product, so that the functions find them.
import type Stripe from 'stripe';
import { parseStripeSecret, type StripeSecret } from '../../functions/runtime/secret-shapes.ts';
import { CannotStart } from '../../local/environment/cannot-start.ts';
import { isSame } from '../../shared/core/is-same.ts';
import type { Chance } from '../../shared/ports/system.ts';
import type { DeployTarget, SecretKind } from '../stage/deploy-target.ts';
import type { StoredSecrets } from '../stage/stored-secrets.ts';

export interface AccountNeeds {
  /** Its key may change the account; the functions' own key need not. */
  readonly stripe: Stripe;
  readonly target: DeployTarget;
  readonly secrets: StoredSecrets;
  readonly chance: Chance;
  /** Identifies a secret without showing it: the start of its SHA-256. */
  readonly fingerprintOf: (secret: string) => string;
}

/** Null if it was never filled, or if the stage has none. */
export async function readSecret({ target, secrets }: Pick<AccountNeeds, 'target' | 'secrets'>, kind: SecretKind) {
  const name = target.secretNames[kind];
  return name === null ? null : secrets.read(name);
}

export async function writeSecret(
  { target, secrets }: Pick<AccountNeeds, 'target' | 'secrets'>,
  kind: SecretKind,
  value: object,
): Promise<void> {
  const name = target.secretNames[kind];
  if (name === null) throw new CannotStart(`This stage has no secret ${kind}: deploy this version first.`);
  await secrets.write(name, value);
}

/** Null if it was never filled or does not parse. */
export async function readStripeSecret(needs: Pick<AccountNeeds, 'target' | 'secrets'>): Promise<StripeSecret | null> {
  const text = await readSecret(needs, 'Stripe');
  if (text === null) return null;
  try {
    return parseStripeSecret(text);
  } catch {
    // Somebody stored something else. A finding reports it; the value is never shown.
    return null;
  }
}

/** Stores the ids beside the key, where the functions read them. The key stays as it is. */
export async function storeAccountIds(
  needs: AccountNeeds,
  made: Pick<StripeSecret, 'portal' | 'product'>,
): Promise<void> {
  const stored = await readStripeSecret(needs);
  if (stored === null) {
    throw new CannotStart("The functions' Stripe key is not stored yet, so no id can be stored beside it.");
  }
  const next = { ...stored, ...made };
  if (!isSame(stored, next)) await writeSecret(needs, 'Stripe', next);
}
