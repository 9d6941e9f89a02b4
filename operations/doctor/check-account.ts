// What `npm run setup` would change is what is wrong with the account and the secrets: the same look, told as a diagnosis.
import Stripe from 'stripe';
import { stripeApiVersion } from '../../shared/adapters/stripe/event-types.ts';
import { keyRows, mayKey } from '../account/key-rows.ts';
import type { SecretNeeds } from '../setup/plan-secrets.ts';
import { planAll } from '../setup/set-up.ts';
import type { Finding } from '../terminal/finding.ts';

export async function checkAccount(
  needs: SecretNeeds & { readonly functionsStripe: Stripe | null },
): Promise<readonly Finding[]> {
  const planned = await planAll(needs);
  return [...planned.map(asDiagnosis), await checkRows(needs.functionsStripe), checkVersion()];
}

function asDiagnosis({ about, state, is, remedy }: Finding): Finding {
  if (state === 'change') return { about, state: 'hurts', is: `to do: ${is}`, remedy: 'npm run setup' };
  return { about, state, is, ...(remedy === undefined ? {} : { remedy }) };
}

async function checkRows(stripe: Stripe | null): Promise<Finding> {
  const about = 'Rights of the key';
  if (stripe === null) return { about, state: 'hurts', is: 'there is no key to try', remedy: 'npm run setup' };
  const lacking: string[] = [];
  for (const each of keyRows) if (!(await mayKey(stripe, each))) lacking.push(`${each.row} (${each.level})`);
  if (lacking.length === 0) return { about, state: 'well', is: 'it may do all that the functions ask' };
  return { about, state: 'hurts', is: `lacks ${lacking.join(', ')}`, remedy: 'add these rows in the dashboard' };
}

function checkVersion(): Finding {
  const about = 'API version';
  if (Stripe.API_VERSION === stripeApiVersion) return { about, state: 'well', is: stripeApiVersion };
  const is = `the SDK speaks ${Stripe.API_VERSION}, we are pinned to ${stripeApiVersion}`;
  return { about, state: 'hurts', is, remedy: 'read the changelog of the SDK, then move the pin' };
}
