// Rings at our own webhook as Stripe would: once signed, with an event of a type that nobody follows, which must be taken
// and changes nothing; once with a signature of nobody, which must be refused. Together they prove address, function and secret.
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
    return [{ about, state: 'hurts', is: 'its secret is empty, so it is shut', remedy: 'npm run setup' }];
  const { webhookUrl, mode } = needs.target;
  const now = secondsOf(needs.clock.now());
  const body = probe(mode, needs.chance.token(9).replaceAll(/[-_]/g, '0'), now);
  const keyRing = async (secret: string): Promise<Finding | number> => {
    const signature = Stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp: now });
    const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
    return (await reached(needs.reach, webhookUrl, { method: 'POST', body, headers }))?.status ?? 0;
  };
  const answers = await Promise.all(secrets.map(keyRing));
  const forged = await keyRing(`whsec_${needs.chance.token(24)}`);
  return [verdict(webhookUrl, answers, forged)];
}

function verdict(url: string, answers: readonly unknown[], forged: unknown): Finding {
  if (answers.every((status) => status === 0)) {
    return {
      about,
      state: 'hurts',
      is: `${url} cannot be reached`,
      remedy: 'look at its host name, certificate and route',
    };
  }
  if (answers.some((status) => status !== 200)) {
    const is = `refuses what is signed with a stored secret (${answers.join(', ')})`;
    return {
      about,
      state: 'hurts',
      is,
      remedy: 'is it the same stage? A function reads its secrets anew after five minutes',
    };
  }
  if (forged !== 400) {
    const is = `answers ${forged} to a forged signature, where 400 is right`;
    return { about, state: 'hurts', is, remedy: 'something else answers there: stop taking its word' };
  }
  const count = answers.length;
  return {
    about,
    state: 'well',
    is: `takes ${count === 1 ? 'the stored secret' : `all ${count} stored secrets`} and no other`,
  };
}

/** Whole, as Stripe would send it: a function that wants more of an event than we knew is found here first. */
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
