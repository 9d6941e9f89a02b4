// What supporters may do on Stripe's own pages: cancel at the period's end, change the card, see what was paid. Nothing
// else: amounts are changed through us, and no page of Stripe's asks a stranger for an address.
import type Stripe from 'stripe';
import { settings } from '#settings';
import { type AccountNeeds, describeFunctions, readStripeSecret } from '../account/account-needs.ts';
import type { DeployTarget } from '../stage/deploy-target.ts';
import type { Finding } from '../terminal/finding.ts';

const about = 'Portal';

export async function planPortal(needs: AccountNeeds): Promise<Finding> {
  const { stripe, target } = needs;
  const wanted = configurationFor(target);
  const { data } = await stripe.billingPortal.configurations.list({ active: true, limit: 100 });
  const found = data.find((each) => each.metadata?.['mainstay'] === '1');
  if (found === undefined) {
    return {
      about,
      state: 'change',
      is: 'make its configuration: cancel, card, invoices, and nothing else',
      apply: async () => {
        const { id } = await stripe.billingPortal.configurations.create(wanted);
        await describeFunctions(needs, { portal: id });
      },
    };
  }
  const show = () => describeFunctions(needs, { portal: found.id });
  const places = differences(wanted, found);
  if (places.length > 0) {
    return {
      about,
      state: 'change',
      is: `set right ${places.join(', ')}`,
      apply: async () => {
        await stripe.billingPortal.configurations.update(found.id, wanted);
        await show();
      },
    };
  }
  if ((await readStripeSecret(needs))?.portal !== found.id) {
    return { about, state: 'change', is: 'tell the functions of its configuration', apply: show };
  }
  return { about, state: 'well', is: 'cancel at the end of the period, change the card, see invoices' };
}

function configurationFor({ site }: DeployTarget): Stripe.BillingPortal.ConfigurationCreateParams {
  return {
    name: 'Mainstay',
    business_profile: { headline: settings.discreet.productName.slice(0, 60) },
    default_return_url: `${site}${settings.newsroom.accountPath}`,
    features: {
      // An address changed there would not be the one a mailed link is asked for with.
      customer_update: { enabled: false },
      invoice_history: { enabled: true },
      payment_method_update: { enabled: true },
      subscription_cancel: {
        enabled: true,
        mode: 'at_period_end',
        proration_behavior: 'none',
        // A reason is one more thing somebody could be asked about.
        cancellation_reason: { enabled: false, options: ['other'] },
      },
      subscription_update: { enabled: false },
    },
    login_page: { enabled: false },
    metadata: { mainstay: '1' },
  };
}

/** Where what is differs from what is wanted; what is not wanted is not looked at. */
function differences(wanted: object, is: object, path = ''): string[] {
  const found = new Map<string, unknown>(Object.entries(is));
  return Object.entries(wanted).flatMap(([field, value]) => {
    const at = path === '' ? field : `${path}.${field}`;
    const there = found.get(field);
    // Which reasons would be offered matters to nobody while none is asked for.
    if (field === 'options') return [];
    if (typeof value !== 'object' || value === null) return value === there ? [] : [at];
    return typeof there === 'object' && there !== null ? differences(value, there, at) : [at];
  });
}
