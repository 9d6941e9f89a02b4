// A Stripe client for the commands, with a key from the environment or the functions' own. The key's mode is checked before
// the first call, so a live key is never used for a test stage, nor a test key for a live one.
import type Stripe from 'stripe';
import { CannotStart } from '../../local/environment/cannot-start.ts';
import { stripeAccess } from '../../shared/adapters/stripe/client.ts';
import type { DeployTarget } from '../stage/deploy-target.ts';
import { maybeEnvironmentOf } from '../stage/enter-stage.ts';

export async function stripeWith(
  key: string,
  { mode, stage, installation }: Pick<DeployTarget, 'mode' | 'stage' | 'installation'>,
): Promise<Stripe> {
  if (!new RegExp(`^[sr]k_${mode}_`).test(key)) {
    throw new CannotStart(`The Stripe key is not a ${mode} mode key, which stage ${stage} needs.`);
  }
  const apiUrl = maybeEnvironmentOf('STRIPE_API_URL') ?? undefined;
  return stripeAccess({ mode, installation, key: async () => key, apiUrl }).client();
}
