// Plans Stripe's webhook endpoint: our address, our API version, exactly the events we handle, and a secret that we hold.
// Stripe cannot change the version of an endpoint or show its secret again; in both cases a new endpoint is created.
import type Stripe from 'stripe';
import { eventTypes, stripeApiVersion } from '../../shared/adapters/stripe/event-types.ts';
import type { AccountNeeds } from '../account/account-needs.ts';
import {
  addEndpoint,
  endpointsOf,
  followedEvents,
  othersHere,
  readWebhookSecrets,
  straysOf,
} from '../account/webhook-secrets.ts';
import type { Finding } from '../terminal/finding.ts';

const about = 'Webhook endpoint';

export async function planWebhook(needs: AccountNeeds): Promise<readonly Finding[]> {
  const { webhookUrl, isSandbox } = needs.target;
  if (!isSandbox && !webhookUrl.startsWith('https:')) {
    return [
      {
        about,
        state: 'notice',
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
    ...(current.length === 0 ? [creation(needs, usable.length)] : current.map((each) => correction(needs, each))),
    ...usable.filter((each) => !current.includes(each)).map(({ id, api_version: version }) => older(id, version)),
    ...(await othersHere(needs)).map(({ id, metadata }) => ofAnother(id, metadata['mainstay'], webhookUrl)),
    ...(await straysOf(needs)).map(({ id, url }) => stray(id, url, webhookUrl)),
  ];
}

/** An endpoint made by setup has the fingerprint of its secret. One made by hand is trusted if any secret is stored. */
function isPaired({ fingerprintOf }: AccountNeeds, { metadata }: Stripe.WebhookEndpoint, saved: readonly string[]) {
  const fingerprint = metadata['mainstay_secret'];
  if (fingerprint === undefined) return saved.length > 0 && metadata['mainstay_stage'] === undefined;
  return saved.some((secret) => fingerprintOf(secret) === fingerprint);
}

const removal = ({ stripe }: AccountNeeds, { id }: Stripe.WebhookEndpoint): Finding => ({
  about,
  state: 'change',
  is: `remove ${id}: its secret is not stored, so its events are refused`,
  apply: async () => {
    await stripe.webhookEndpoints.del(id);
  },
});

const creation = (needs: AccountNeeds, older: number): Finding => ({
  about,
  state: 'change',
  is: `create one at ${needs.target.webhookUrl} in version ${stripeApiVersion}${older > 0 ? ', beside the older' : ''}, and store its secret`,
  apply: () => addEndpoint(needs),
});

function correction({ stripe, target }: AccountNeeds, endpoint: Stripe.WebhookEndpoint): Finding {
  const { id, enabled_events: enabled, metadata, status } = endpoint;
  const missing = Object.keys(eventTypes).filter((type) => !enabled.includes(type));
  const extra = enabled.filter((type) => !Object.hasOwn(eventTypes, type));
  // One that a hand made has no marker, and none is put on it.
  const isRenamed = metadata['mainstay'] !== undefined && metadata['mainstay'] !== target.installation.id;
  const text = [
    ...(isRenamed ? [`mark it as of "${target.installation.id}"`] : []),
    ...(status === 'enabled' ? [] : ['enable it']),
    ...(missing.length === 0 ? [] : [`add ${missing.join(', ')}`]),
    ...(extra.length === 0 ? [] : [`remove ${extra.join(', ')}`]),
  ];
  if (text.length === 0) {
    const is = `${id} sends ${enabled.length} event types to ${target.webhookUrl} in version ${stripeApiVersion}`;
    return { about, state: 'ok', is };
  }
  return {
    about,
    state: 'change',
    is: `${id}: ${text.join('; ')}`,
    apply: async () => {
      await stripe.webhookEndpoints.update(id, {
        enabled_events: followedEvents(),
        disabled: false,
        ...(isRenamed ? { metadata: { ...metadata, mainstay: target.installation.id } } : {}),
      });
    },
  };
}

const ofAnother = (id: string, owner: string | undefined, webhookUrl: string): Finding => ({
  about,
  state: 'problem',
  is: `${id} delivers to ${webhookUrl}, and is marked as of another installation, "${owner}"`,
  remedy:
    'name that id in installation.formerIds if this installation had it; else delete the endpoint in the dashboard',
});

const stray = (id: string, url: string, webhookUrl: string): Finding => ({
  about,
  state: 'notice',
  is: `${id} delivers to ${url}, which is not ${webhookUrl}: its events reach nobody here`,
  remedy: "delete it in Stripe's dashboard, unless another installation answers there",
});

const older = (id: string, version: string | null): Finding => ({
  about,
  state: 'notice',
  is: `${id} still delivers in ${version ?? "the account's own version"}, with its own secret`,
  remedy: 'npm run rotate -- webhook --finish removes it when no delivery waits at it',
});
