// The stored signing secrets of the webhook, newest first. Stripe shows a secret only once, when its endpoint is created.
// The endpoint's metadata holds the fingerprint of its secret, which shows that the two belong together.
import type Stripe from 'stripe';
import { parseSigningSecrets } from '../../functions/runtime/secret-shapes.ts';
import { CannotStart } from '../../local/environment/cannot-start.ts';
import { eventTypes, stripeApiVersion } from '../../shared/adapters/stripe/event-types.ts';
import { ownerOf } from '../../shared/core/installation.ts';
import type { DeployTarget } from '../stage/deploy-target.ts';
import { type AccountNeeds, readSecret, writeSecret } from './account-needs.ts';

/** As many as the function accepts. */
const mostSecrets = 4;

/** Empty if it was never filled; throws if the secret does not parse. */
export async function readWebhookSecrets(needs: Pick<AccountNeeds, 'target' | 'secrets'>): Promise<readonly string[]> {
  const text = await readSecret(needs, 'Webhook');
  if (text === null) return [];
  try {
    return parseSigningSecrets(text);
  } catch {
    throw new CannotStart('The secret Webhook does not hold {"secrets":["whsec_…"]}. Correct it first.');
  }
}

/** At our address, and not marked by another installation. */
export async function endpointsOf({ stripe, target }: Pick<AccountNeeds, 'stripe' | 'target'>) {
  const { data } = await stripe.webhookEndpoints.list({ limit: 100 });
  return data.filter((each) => each.url === target.webhookUrl && !isOfAnother(target, each));
}

/** At our address, and marked by another installation: it is left as it is. */
export async function othersHere({ stripe, target }: Pick<AccountNeeds, 'stripe' | 'target'>) {
  const { data } = await stripe.webhookEndpoints.list({ limit: 100 });
  return data.filter((each) => each.url === target.webhookUrl && isOfAnother(target, each));
}

const isOfAnother = ({ installation }: DeployTarget, { metadata }: Pick<Stripe.WebhookEndpoint, 'metadata'>): boolean =>
  ownerOf(installation, metadata['mainstay']) === 'another installation';

/**
 * Typed or left behind by hand: our path with a slash at its end, in other capitals, with a query, or at an old host. An
 * endpoint that another stage or another installation marked as its own is none.
 */
export async function straysOf({ stripe, target }: Pick<AccountNeeds, 'stripe' | 'target'>) {
  const { data } = await stripe.webhookEndpoints.list({ limit: 100 });
  const pathOf = (url: string): string => (URL.parse(url)?.pathname ?? '').toLowerCase().replace(/\/+$/, '');
  return data.filter(({ url, metadata }) => {
    const isOther = isOfAnother(target, { metadata }) || (metadata['mainstay_stage'] ?? target.stage) !== target.stage;
    return url !== target.webhookUrl && !isOther && pathOf(url) === pathOf(target.webhookUrl);
  });
}

/** The secret is stored before the endpoint gets its fingerprint, so an endpoint without one shows an interrupted run. */
export async function addEndpoint(needs: AccountNeeds): Promise<void> {
  const saved = await readWebhookSecrets(needs);
  if (saved.length >= mostSecrets) {
    throw new CannotStart(
      `There are ${mostSecrets} signing secrets already. Run \`npm run rotate -- webhook --finish\` first.`,
    );
  }
  const { stripe, target, fingerprintOf } = needs;
  const metadata = { mainstay: target.installation.id, mainstay_stage: target.stage };
  const { id, secret } = await stripe.webhookEndpoints.create({
    url: target.webhookUrl,
    enabled_events: followedEvents(),
    api_version: stripeApiVersion,
    description: `Mainstay, stage ${target.stage}`,
    metadata,
  });
  if (secret === undefined) throw new Error('Stripe created an endpoint without returning its secret');
  await writeSecret(needs, 'Webhook', { secrets: [secret, ...saved] });
  await stripe.webhookEndpoints.update(id, { metadata: { ...metadata, mainstay_secret: fingerprintOf(secret) } });
}

type EnabledEvent = Stripe.WebhookEndpointCreateParams['enabled_events'][number];
const isFollowed = (type: string): type is EnabledEvent => Object.hasOwn(eventTypes, type);
export const followedEvents = (): EnabledEvent[] => Object.keys(eventTypes).filter(isFollowed);
