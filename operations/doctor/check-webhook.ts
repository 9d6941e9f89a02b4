// Sends test events to our own webhook as Stripe would. One is signed and of a type that nothing handles: it must be
// accepted and changes nothing. One has a forged signature: it must be refused. Together they prove address and secret.
import Stripe from 'stripe';
import { stripeApiVersion } from '../../shared/adapters/stripe/event-types.ts';
import { secondsOf } from '../../shared/core/time.ts';
import type { AccountNeeds } from '../account/account-needs.ts';
import { readWebhookSecrets } from '../account/webhook-secrets.ts';
import type { Finding } from '../terminal/finding.ts';
import { type Reach, reached } from './reach.ts';

const about = 'Webhook function';

export async function checkWebhook(
  needs: Pick<AccountNeeds, 'target' | 'secrets' | 'chance'> & {
    readonly clock: { now(): number };
    readonly reach: Reach;
  },
): Promise<readonly Finding[]> {
  const secrets = await readWebhookSecrets(needs);
  if (secrets.length === 0)
    return [{ about, state: 'problem', is: 'its secret is empty, so it refuses every event', remedy: 'npm run setup' }];
  const { webhookUrl, mode } = needs.target;
  const now = secondsOf(needs.clock.now());
  const body = probe(mode, needs.chance.token(9).replaceAll(/[-_]/g, '0'), now);
  const post = async (secret: string): Promise<Finding | number> => {
    const signature = Stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp: now });
    const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
    return (await reached(needs.reach, webhookUrl, { method: 'POST', body, headers }))?.status ?? 0;
  };
  const answers = await Promise.all(secrets.map(post));
  const forged = await post(`whsec_${needs.chance.token(24)}`);
  return [verdict(webhookUrl, answers, forged)];
}

function verdict(url: string, answers: readonly unknown[], forged: unknown): Finding {
  if (answers.every((status) => status === 0)) {
    return {
      about,
      state: 'problem',
      is: `${url} cannot be reached`,
      remedy: 'check its host name, certificate and route',
    };
  }
  if (answers.some((status) => status !== 200)) {
    const is = `refuses an event signed with a stored secret (${answers.join(', ')})`;
    return {
      about,
      state: 'problem',
      is,
      remedy: 'check that it is the same stage; a function reads its secrets again after five minutes',
    };
  }
  if (forged !== 400) {
    const is = `answers ${forged} to a forged signature instead of 400`;
    return { about, state: 'problem', is, remedy: 'another service answers at this address; do not trust its answers' };
  }
  const count = answers.length;
  return {
    about,
    state: 'ok',
    is: `accepts ${count === 1 ? 'the stored secret' : `all ${count} stored secrets`} and no other`,
  };
}

/** Complete, as Stripe would send it, so that a function that needs another field of an event fails here first. */
const probe = (mode: string, id: string, created: number): string =>
  JSON.stringify({
    id: `evt_probe${id}`,
    object: 'event',
    type: 'mainstay.probe',
    livemode: mode === 'live',
    api_version: stripeApiVersion,
    created,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    data: { object: { id: 'probe', object: 'probe' } },
  });
