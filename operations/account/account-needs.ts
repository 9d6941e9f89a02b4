// What the commands that look after the Stripe account work with, and the one secret that tells the functions what was made
// there: the key with the ids of our portal configuration and our product beside it.
import type Stripe from 'stripe';
import { parseStripeSecret, type StripeSecret } from '../../functions/runtime/secret-shapes.ts';
import { CannotStart } from '../../local/environment/cannot-start.ts';
import { isSame } from '../../shared/core/is-same.ts';
import type { Chance } from '../../shared/ports/system.ts';
import type { DeployTarget, SecretKind } from '../stage/deploy-target.ts';
import type { StoredSecrets } from '../stage/stored-secrets.ts';

export interface AccountNeeds {
  /** With a key that may change the account; the functions' own need not. */
  readonly stripe: Stripe;
  readonly target: DeployTarget;
  readonly secrets: StoredSecrets;
  readonly chance: Chance;
  /** Names a secret to the world without saying it: SHA-256, cut. */
  readonly fingerprintOf: (secret: string) => string;
}

/** Null while it was never filled, or where the stage has none. */
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

/** Null while it was never filled, and where something else lies in it. */
export async function readStripeSecret(needs: Pick<AccountNeeds, 'target' | 'secrets'>): Promise<StripeSecret | null> {
  const text = await readSecret(needs, 'Stripe');
  if (text === null) return null;
  try {
    return parseStripeSecret(text);
  } catch {
    // Filled by hand with something else: said as a finding, never shown.
    return null;
  }
}

/** Adds to what the functions are told; the key stays as it is. */
export async function describeFunctions(
  needs: AccountNeeds,
  made: Pick<StripeSecret, 'portal' | 'product'>,
): Promise<void> {
  const told = await readStripeSecret(needs);
  if (told === null)
    throw new CannotStart("The functions' own Stripe key is not stored yet, so nothing can be told to them.");
  const next = { ...told, ...made };
  if (!isSame(told, next)) await writeSecret(needs, 'Stripe', next);
}
