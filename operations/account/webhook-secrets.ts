// The signing secrets of the webhook as they are stored, newest first. Stripe tells each only once, when its endpoint is
// made, so an endpoint carries the fingerprint of its secret, by which the two are known to belong together.
import type Stripe from 'stripe';
import { parseSigningSecrets } from '../../functions/runtime/secret-shapes.ts';
import { CannotStart } from '../../local/environment/cannot-start.ts';
import { eventTypes, stripeApiVersion } from '../../shared/adapters/stripe/event-types.ts';
import { type AccountNeeds, readSecret, writeSecret } from './account-needs.ts';

/** As many as the function takes. */
const mostSecrets = 4;

/** Empty while it was never filled; throws where something else lies in it. */
export async function readWebhookSecrets(needs: Pick<AccountNeeds, 'target' | 'secrets'>): Promise<readonly string[]> {
  const text = await readSecret(needs, 'Webhook');
  if (text === null) return [];
  try {
    return parseSigningSecrets(text);
  } catch {
    throw new CannotStart(
      'The secret Webhook holds something else than {"secrets":["whsec_…"]}: put that right first.',
    );
  }
}

export async function endpointsOf({ stripe, target }: Pick<AccountNeeds, 'stripe' | 'target'>) {
  const { data } = await stripe.webhookEndpoints.list({ limit: 100 });
  return data.filter(({ url }) => url === target.webhookUrl);
}

/** Stored before it is marked: an endpoint without its mark was cut off in between, and is known by that. */
export async function addEndpoint(needs: AccountNeeds): Promise<void> {
  const saved = await readWebhookSecrets(needs);
  if (saved.length >= mostSecrets) {
    throw new CannotStart(
      `There are ${mostSecrets} signing secrets already: \`npm run rotate -- webhook --finish\` first.`,
    );
  }
  const { stripe, target, fingerprintOf } = needs;
  const metadata = { mainstay: '1', mainstay_stage: target.stage };
  const { id, secret } = await stripe.webhookEndpoints.create({
    url: target.webhookUrl,
    enabled_events: followedEvents(),
    api_version: stripeApiVersion,
    description: `Mainstay, stage ${target.stage}`,
    metadata,
  });
  if (secret === undefined) throw new Error('Stripe made an endpoint without telling its secret');
  await writeSecret(needs, 'Webhook', { secrets: [secret, ...saved] });
  await stripe.webhookEndpoints.update(id, { metadata: { ...metadata, mainstay_secret: fingerprintOf(secret) } });
}

type EnabledEvent = Stripe.WebhookEndpointCreateParams['enabled_events'][number];
const isFollowed = (type: string): type is EnabledEvent => Object.hasOwn(eventTypes, type);
export const followedEvents = (): EnabledEvent[] => Object.keys(eventTypes).filter(isFollowed);
