// A client of Stripe for the commands, with a key that a person handed in or the one the functions have. The mode is checked
// before anything is asked: a live key never meets a test stage, nor the reverse.
import type Stripe from 'stripe';
import { CannotStart } from '../../local/environment/cannot-start.ts';
import { stripeAccess } from '../../shared/adapters/stripe/client.ts';
import type { DeployTarget } from '../stage/deploy-target.ts';
import { maybeEnvironmentOf } from '../stage/enter-stage.ts';

export async function stripeWith(key: string, { mode, stage }: Pick<DeployTarget, 'mode' | 'stage'>): Promise<Stripe> {
  if (!new RegExp(`^[sr]k_${mode}_`).test(key)) {
    throw new CannotStart(`The Stripe key is not of ${mode} mode, which stage ${stage} is for.`);
  }
  const apiUrl = maybeEnvironmentOf('STRIPE_API_URL') ?? undefined;
  return stripeAccess({ mode, key: async () => key, apiUrl }).client();
}
