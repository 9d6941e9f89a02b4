// The endpoint Stripe rings: at our address, in our version, with exactly the events we follow, and with a secret that we
// hold. A version cannot be changed at Stripe and a lost secret not read again: either way a new endpoint is made beside.
import type Stripe from 'stripe';
import { eventTypes, stripeApiVersion } from '../../shared/adapters/stripe/event-types.ts';
import type { AccountNeeds } from '../account/account-needs.ts';
import { addEndpoint, endpointsOf, followedEvents, readWebhookSecrets } from '../account/webhook-secrets.ts';
import type { Finding } from '../terminal/finding.ts';

const about = 'Webhook endpoint';

export async function planWebhook(needs: AccountNeeds): Promise<readonly Finding[]> {
  const { webhookUrl, isSandbox } = needs.target;
  if (!isSandbox && !webhookUrl.startsWith('https:')) {
    return [
      {
        about,
        state: 'look',
        is: 'Stripe cannot reach this machine',
        remedy: `stripe listen --forward-to ${webhookUrl}`,
      },
    ];
  }
  const saved = await readWebhookSecrets(needs);
  const all = await endpointsOf(needs);
  const lost = all.filter((each) => !isPaired(needs, each, saved));
  const usable = all.filter((each) => !lost.includes(each));
  const current = usable.filter((each) => each.api_version === stripeApiVersion);
  return [
    ...lost.map((each) => removal(needs, each)),
    ...(current.length === 0 ? [creation(needs, usable.length)] : current.map((each) => setRight(needs, each))),
    ...usable.filter((each) => !current.includes(each)).map(({ id, api_version: version }) => older(id, version)),
  ];
}

/** What setup made is proven by its fingerprint; what a person made is taken at their word, where a secret is stored. */
function isPaired({ fingerprintOf }: AccountNeeds, { metadata }: Stripe.WebhookEndpoint, saved: readonly string[]) {
  const fingerprint = metadata['mainstay_secret'];
  if (fingerprint === undefined) return saved.length > 0 && metadata['mainstay_stage'] === undefined;
  return saved.some((secret) => fingerprintOf(secret) === fingerprint);
}

const removal = ({ stripe }: AccountNeeds, { id }: Stripe.WebhookEndpoint): Finding => ({
  about,
  state: 'change',
  is: `remove ${id}: nobody holds its secret, so all it says is refused`,
  apply: async () => {
    await stripe.webhookEndpoints.del(id);
  },
});

const creation = (needs: AccountNeeds, older: number): Finding => ({
  about,
  state: 'change',
  is: `make one at ${needs.target.webhookUrl} in version ${stripeApiVersion}${older > 0 ? ', beside the older' : ''}, and store its secret`,
  apply: () => addEndpoint(needs),
});

function setRight({ stripe, target }: AccountNeeds, endpoint: Stripe.WebhookEndpoint): Finding {
  const { id, enabled_events: told, status } = endpoint;
  const missing = Object.keys(eventTypes).filter((type) => !told.includes(type));
  const extra = told.filter((type) => !Object.hasOwn(eventTypes, type));
  const text = [
    ...(status === 'enabled' ? [] : ['switch it on']),
    ...(missing.length === 0 ? [] : [`add ${missing.join(', ')}`]),
    ...(extra.length === 0 ? [] : [`take away ${extra.join(', ')}`]),
  ];
  if (text.length === 0) {
    const is = `${id} rings ${target.webhookUrl} for ${told.length} types in version ${stripeApiVersion}`;
    return { about, state: 'well', is };
  }
  return {
    about,
    state: 'change',
    is: `${id}: ${text.join('; ')}`,
    apply: async () => {
      await stripe.webhookEndpoints.update(id, { enabled_events: followedEvents(), disabled: false });
    },
  };
}

const older = (id: string, version: string | null): Finding => ({
  about,
  state: 'look',
  is: `${id} still rings in ${version ?? "the account's own version"}, with a secret of its own`,
  remedy: 'npm run rotate -- webhook --finish takes it away, once nothing waits at it any more',
});
