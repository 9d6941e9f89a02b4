// The signing secret of Stripe's webhook. Stripe tells a secret only when an endpoint is made, so a second endpoint is made
// beside the first; both ring, and a ring that comes twice is one. The first goes when nothing waits at it any more.

import { CannotStart } from '../../local/environment/cannot-start.ts';
import { day, instantOfSeconds, isoOf } from '../../shared/core/time.ts';
import { type AccountNeeds, writeSecret } from '../account/account-needs.ts';
import { addEndpoint, endpointsOf, readWebhookSecrets } from '../account/webhook-secrets.ts';
import { nothingToFinish, type RotateNeeds, type Rotation, waitUntil } from './rotation.ts';

/** For so long Stripe tries to deliver; an endpoint that is gone loses what waited at it. */
const stripeTriesFor = 3 * day;

export const webhookRotation = (needs: RotateNeeds): Rotation => ({
  async begin() {
    const account = await accountOf(needs);
    const endpoints = await endpointsOf(account);
    if (endpoints.length === 0) throw new CannotStart('Stripe has no endpoint of this stage: npm run setup.');
    const [newest] = endpoints.toSorted((one, other) => other.created - one.created);
    if (endpoints.length > 1 && newest !== undefined) {
      const safeAt = instantOfSeconds(newest.created) + stripeTriesFor;
      throw new CannotStart(`A rotation is under way. From ${isoOf(safeAt)} on: npm run rotate -- webhook --finish`);
    }
    await addEndpoint(account);
    const safeAt = needs.clock.now() + stripeTriesFor;
    return {
      done: 'A second endpoint rings with a secret of its own; both secrets are good.',
      next: `From ${isoOf(safeAt)} on: npm run rotate -- webhook --finish`,
    };
  },
  async finish(input) {
    const account = await accountOf(needs);
    const saved = await readWebhookSecrets(account);
    const endpoints = await endpointsOf(account);
    const fingerprints = new Map(saved.map((secret) => [needs.fingerprintOf(secret), secret]));
    const proven = endpoints.filter(({ metadata }) => fingerprints.has(metadata['mainstay_secret'] ?? ''));
    const [newest] = proven.toSorted(
      (one, other) => other.created - one.created || bySavedOrder(saved, fingerprints, one, other),
    );
    if (newest === undefined) throw new CannotStart('No endpoint is known to hold a stored secret: npm run setup.');
    if (endpoints.length === 1 && saved.length === 1) nothingToFinish('Webhook');
    waitUntil(
      needs.clock.now(),
      instantOfSeconds(newest.created) + stripeTriesFor,
      input,
      'Stripe may still be trying to deliver by the old one.',
    );
    const old = endpoints.filter(({ id }) => id !== newest.id);
    for (const { id } of old) await account.stripe.webhookEndpoints.del(id);
    const secret = fingerprints.get(newest.metadata['mainstay_secret'] ?? '');
    await writeSecret(account, 'Webhook', { secrets: [secret] });
    return {
      done: `${old.length} older endpoint${old.length === 1 ? '' : 's'} and what signed for it are gone.`,
      next: null,
    };
  },
});

type Marked = { readonly metadata: Readonly<Record<string, string>> };
/** Two of one second: the newer secret stands first. */
function bySavedOrder(
  saved: readonly string[],
  secrets: ReadonlyMap<string, string>,
  one: Marked,
  other: Marked,
): number {
  const target = ({ metadata }: Marked) => saved.indexOf(secrets.get(metadata['mainstay_secret'] ?? '') ?? '');
  return target(one) - target(other);
}

const accountOf = async (needs: RotateNeeds): Promise<AccountNeeds> => ({ ...needs, stripe: await needs.stripe() });
