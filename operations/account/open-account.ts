// Opens the Stripe account of the stage for the commands. STRIPE_SETUP_KEY may change the account and is stored nowhere.
// STRIPE_FUNCTIONS_KEY is the key that the functions will use. Without either, the functions' stored key is used.
import { CannotStart } from '../../local/environment/cannot-start.ts';
import { nodeHasher } from '../../shared/adapters/node/hasher.ts';
import { systemChance, systemClock } from '../../shared/adapters/node/system.ts';
import type { SecretNeeds } from '../setup/plan-secrets.ts';
import { readTarget } from '../stage/deploy-target.ts';
import { maybeEnvironmentOf } from '../stage/enter-stage.ts';
import { storedSecrets } from '../stage/stored-secrets.ts';
import { type AccountNeeds, readStripeSecret } from './account-needs.ts';
import { newKeyLink } from './key-rows.ts';
import { openPassKeys } from './pass-key-store.ts';
import { passedCredentials } from './smtp-credentials.ts';
import { stripeWith } from './stripe-key.ts';

export interface Account extends SecretNeeds {
  readonly functionsStripe: AccountNeeds['stripe'] | null;
}
/** Long enough that no two secrets share it, too short to be taken for a secret. */
const fingerprintLength = 16;
export const fingerprintOf = (secret: string): string => nodeHasher.digest(secret).slice(0, fingerprintLength);

export async function openAccount(): Promise<Account> {
  const target = readTarget();
  const secrets = storedSecrets();
  const givenKey = maybeEnvironmentOf('STRIPE_FUNCTIONS_KEY');
  const stored = (await readStripeSecret({ target, secrets }))?.key ?? null;
  const functionsKey = stored ?? givenKey;
  const key = maybeEnvironmentOf('STRIPE_SETUP_KEY') ?? functionsKey;
  if (key === null) {
    throw new CannotStart(
      `No Stripe key is stored yet. Make a restricted one at ${newKeyLink(target.mode)} and pass it: STRIPE_FUNCTIONS_KEY=rk_… STRIPE_SETUP_KEY=sk_… npm run setup`,
    );
  }
  return {
    target,
    secrets,
    fingerprintOf,
    chance: systemChance,
    clock: systemClock,
    functionsKey: givenKey,
    smtpCredentials: passedCredentials(maybeEnvironmentOf('SMTP_USER'), maybeEnvironmentOf('SMTP_PASSWORD')),
    passKeys: openPassKeys(),
    stripe: await stripeWith(key, target),
    functionsStripe: functionsKey === null ? null : await stripeWith(functionsKey, target),
  };
}
