// Plans the configuration of Stripe's customer portal: supporters may cancel at the end of the period, change the card and see
// invoices. Nothing else: amounts are changed through Mainstay, and Stripe's login page, which asks for an address, stays off.
import type Stripe from 'stripe';
import { settings } from '#settings';
import { type AccountNeeds, readStripeSecret, storeAccountIds } from '../account/account-needs.ts';
import type { DeployTarget } from '../stage/deploy-target.ts';
import type { Finding } from '../terminal/finding.ts';

const about = 'Portal';

export async function planPortal(needs: AccountNeeds): Promise<Finding> {
  const { stripe, target } = needs;
  const wanted = configurationFor(target);
  const { data } = await stripe.billingPortal.configurations.list({ active: true, limit: 100 });
  const { id: ownId, formerIds } = target.installation;
  // Of several, the one that says who we are now.
  const found = [ownId, ...formerIds].flatMap(
    (id) => data.find(({ metadata }) => metadata?.['mainstay'] === id) ?? [],
  )[0];
  if (found === undefined) {
    return {
      about,
      state: 'change',
      is: 'create its configuration: cancel, card, invoices, and nothing else',
      apply: async () => {
        const { id } = await stripe.billingPortal.configurations.create(wanted);
        await storeAccountIds(needs, { portal: id });
      },
    };
  }
  const storeId = () => storeAccountIds(needs, { portal: found.id });
  const fields = differences(wanted, found);
  if (fields.length > 0) {
    return {
      about,
      state: 'change',
      is: `correct ${fields.join(', ')}`,
      apply: async () => {
        await stripe.billingPortal.configurations.update(found.id, wanted);
        await storeId();
      },
    };
  }
  if ((await readStripeSecret(needs))?.portal !== found.id) {
    return { about, state: 'change', is: 'store the id of its configuration for the functions', apply: storeId };
  }
  return { about, state: 'ok', is: 'cancel at the end of the period, change the card, see invoices' };
}

function configurationFor({ site, installation }: DeployTarget): Stripe.BillingPortal.ConfigurationCreateParams {
  return {
    name: 'Mainstay',
    business_profile: { headline: settings.discreet.productName.slice(0, 60) },
    default_return_url: `${site}${settings.newsroom.accountPath}`,
    features: {
      // An address changed there would differ from the one that a mailed link is requested with.
      customer_update: { enabled: false },
      invoice_history: { enabled: true },
      payment_method_update: { enabled: true },
      subscription_cancel: {
        enabled: true,
        mode: 'at_period_end',
        proration_behavior: 'none',
        // A stored reason is one more thing that a supporter could be asked about.
        cancellation_reason: { enabled: false, options: ['other'] },
      },
      subscription_update: { enabled: false },
    },
    login_page: { enabled: false },
    metadata: { mainstay: installation.id },
  };
}

/** The paths at which the found object differs from the wanted one; other fields are ignored. */
function differences(wanted: object, is: object, path = ''): string[] {
  const found = new Map<string, unknown>(Object.entries(is));
  return Object.entries(wanted).flatMap(([field, value]) => {
    const at = path === '' ? field : `${path}.${field}`;
    const there = found.get(field);
    // The offered reasons do not matter while no reason is asked for.
    if (field === 'options') return [];
    if (typeof value !== 'object' || value === null) return value === there ? [] : [at];
    return typeof there === 'object' && there !== null ? differences(value, there, at) : [at];
  });
}
