// Checks the Stripe account and the secrets: whatever `npm run setup` would change is reported as a problem.
import Stripe from 'stripe';
import { stripeApiVersion } from '../../shared/adapters/stripe/event-types.ts';
import { keyRows, newKeyLink } from '../account/key-rows.ts';
import { probeKey } from '../account/probe-key.ts';
import type { SecretNeeds } from '../setup/plan-secrets.ts';
import { planAll } from '../setup/set-up.ts';
import type { Finding } from '../terminal/finding.ts';

export async function checkAccount(
  needs: SecretNeeds & { readonly functionsStripe: Stripe | null },
): Promise<readonly Finding[]> {
  const planned = await planAll(needs);
  return [...planned.map(asProblem), await checkRows(needs.functionsStripe, needs.target.mode), checkVersion()];
}

function asProblem({ about, state, is, remedy }: Finding): Finding {
  if (state === 'change') return { about, state: 'problem', is: `to do: ${is}`, remedy: 'npm run setup' };
  return { about, state, is, ...(remedy === undefined ? {} : { remedy }) };
}

async function checkRows(stripe: Stripe | null, mode: 'test' | 'live'): Promise<Finding> {
  const about = 'Key permissions';
  if (stripe === null) return { about, state: 'problem', is: 'no key is stored', remedy: 'npm run setup' };
  const probed = await probeKey(stripe, keyRows);
  const lacking = probed.flatMap(({ row, slug, refusal }) =>
    refusal === null ? [] : [`${row} (${refusal.includes(slug) ? slug : refusal})`],
  );
  if (lacking.length === 0) return { about, state: 'ok', is: 'the key has every permission that the functions need' };
  return {
    about,
    state: 'problem',
    is: `lacks ${lacking.join(', ')}`,
    remedy: `add these rows to the key in the dashboard, or make a new one: ${newKeyLink(mode)}`,
  };
}

function checkVersion(): Finding {
  const about = 'API version';
  if (Stripe.API_VERSION === stripeApiVersion) return { about, state: 'ok', is: stripeApiVersion };
  const is = `the SDK uses ${Stripe.API_VERSION}, the code is pinned to ${stripeApiVersion}`;
  return { about, state: 'problem', is, remedy: 'read the changelog of the SDK, then update the pinned version' };
}
