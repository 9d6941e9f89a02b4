// Rotates the signing secret of Stripe's webhook. Stripe shows a secret only when it creates an endpoint, so a second
// endpoint is created beside the first. Both deliver, and an event delivered twice is handled once. The first is removed when
// no delivery waits at it.
import { CannotStart } from '../../local/environment/cannot-start.ts';
import { day, instantOfSeconds, isoOf } from '../../shared/core/time.ts';
import { type AccountNeeds, writeSecret } from '../account/account-needs.ts';
import { addEndpoint, endpointsOf, readWebhookSecrets } from '../account/webhook-secrets.ts';
import { nothingToFinish, type RotateNeeds, type Rotation, waitUntil } from './rotation.ts';

/** How long Stripe retries a delivery. Removing an endpoint loses the deliveries that wait at it. */
const stripeTriesFor = 3 * day;

export const webhookRotation = (needs: RotateNeeds): Rotation => ({
  async begin() {
    const account = await accountOf(needs);
    const endpoints = await endpointsOf(account);
    if (endpoints.length === 0) throw new CannotStart('Stripe has no endpoint for this stage. Run npm run setup.');
    const [newest] = endpoints.toSorted((one, other) => other.created - one.created);
    if (endpoints.length > 1 && newest !== undefined) {
      const safeAt = instantOfSeconds(newest.created) + stripeTriesFor;
      throw new CannotStart(`A rotation is in progress. From ${isoOf(safeAt)} on: npm run rotate -- webhook --finish`);
    }
    await addEndpoint(account);
    const safeAt = needs.clock.now() + stripeTriesFor;
    return {
      done: 'A second endpoint delivers with its own secret; both secrets are valid.',
      next: `From ${isoOf(safeAt)} on: npm run rotate -- webhook --finish`,
    };
  },
  async finish(input) {
    const account = await accountOf(needs);
    const saved = await readWebhookSecrets(account);
    const endpoints = await endpointsOf(account);
    const fingerprints = new Map(saved.map((secret) => [needs.fingerprintOf(secret), secret]));
    const paired = endpoints.filter(({ metadata }) => fingerprints.has(metadata['mainstay_secret'] ?? ''));
    const [newest] = paired.toSorted(
      (one, other) => other.created - one.created || bySavedOrder(saved, fingerprints, one, other),
    );
    if (newest === undefined)
      throw new CannotStart('No endpoint has the fingerprint of a stored secret. Run npm run setup.');
    if (endpoints.length === 1 && saved.length === 1) nothingToFinish('Webhook');
    waitUntil(
      needs.clock.now(),
      instantOfSeconds(newest.created) + stripeTriesFor,
      input,
      'Stripe may still retry deliveries to the old one.',
    );
    const old = endpoints.filter(({ id }) => id !== newest.id);
    for (const { id } of old) await account.stripe.webhookEndpoints.del(id);
    const secret = fingerprints.get(newest.metadata['mainstay_secret'] ?? '');
    await writeSecret(account, 'Webhook', { secrets: [secret] });
    return {
      done: `${old.length} older endpoint${old.length === 1 ? '' : 's'} and the old secrets are removed.`,
      next: null,
    };
  },
});

type Marked = { readonly metadata: Readonly<Record<string, string>> };
/** For two endpoints of the same second: the newer secret is stored first. */
function bySavedOrder(
  saved: readonly string[],
  secrets: ReadonlyMap<string, string>,
  one: Marked,
  other: Marked,
): number {
  const positionOf = ({ metadata }: Marked) => saved.indexOf(secrets.get(metadata['mainstay_secret'] ?? '') ?? '');
  return positionOf(one) - positionOf(other);
}

const accountOf = async (needs: RotateNeeds): Promise<AccountNeeds> => ({ ...needs, stripe: await needs.stripe() });
