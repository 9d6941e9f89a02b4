// Rotates the secret that the CDN sends to the API. The functions accept the old and the new one meanwhile. The CDN sends the
// new one only after a deploy with a higher `front.secretVersion`, and a deploy without it changes nothing. So the old one is
// removed only after requests through the CDN have shown that the new one arrives.
import * as z from 'zod/mini';
import { CannotStart } from '../../local/environment/cannot-start.ts';
import { readSecret, writeSecret } from '../account/account-needs.ts';
import { freshKey } from '../account/fresh-keys.ts';
import { reached } from '../doctor/reach.ts';
import { changedAt } from './rotate-key-ring.ts';
import { functionsKnowAfter, nothingToFinish, type RotateNeeds, type Rotation, waitUntil } from './rotation.ts';

const originIn = z.object({ sent: z.string(), others: z._default(z.array(z.string()), []) });
/** Several, because servers of one CDN learn of a change at different times. */
const proofs = 5;
const next =
  'In ten minutes let the CDN send the new secret: raise front.secretVersion of this stage in mainstay.config.ts by 1 and deploy (a CDN of your own: copy the value `sent`). Then: npm run rotate -- origin --finish';

export const originRotation = (needs: RotateNeeds): Rotation => ({
  async begin() {
    const { sent, others } = await readOrigin(needs);
    if (others.length > 0) throw new CannotStart(`A rotation is in progress. ${next}`);
    await writeSecret(needs, 'Origin', { sent: freshKey(needs.chance), others: [sent] });
    return { done: 'Within five minutes the functions accept the new secret and the old one.', next };
  },
  async finish(input) {
    const { sent, others } = await readOrigin(needs);
    if (others.length === 0) nothingToFinish('Origin');
    const safeAt = (await changedAt(needs, 'Origin')) + functionsKnowAfter;
    waitUntil(needs.clock.now(), safeAt, input, 'the functions may not have read the new secret yet.');
    if (!input.isAtOnce) await proveNewIsSent(needs);
    await writeSecret(needs, 'Origin', { sent, others: [] });
    return { done: 'The old secret is no longer accepted.', next: null };
  },
});

/** One after another, each of which must arrive with the new secret. */
async function proveNewIsSent({ target, reach, clock }: RotateNeeds): Promise<void> {
  for (let at = 0; at < proofs; at += 1) {
    // The query keeps a CDN that is set up wrongly from answering out of its cache.
    const answer = await reached(reach, `${target.apiUrl}/v1/health?proof=${clock.now()}-${at}`);
    const health = answer?.status === 200 ? healthIn.safeParse(await answer.json().catch(() => null)) : null;
    const sent = health?.success === true ? (health.data.originSecret ?? 'none') : 'no answer';
    if (sent !== 'current') {
      throw new CannotStart(`${reasons[sent]} Nothing was changed. --at-once removes the old secret anyway.`);
    }
  }
}

const healthIn = z.object({ originSecret: z.optional(z.enum(['current', 'previous', 'unknown'])) });
const reasons = {
  previous:
    'The CDN still sends the old secret, so removing it would block every request. Raise front.secretVersion of this stage in mainstay.config.ts by 1, deploy, and wait until the deploy has ended.',
  unknown:
    'The CDN sends a secret that the functions do not know, so every request is blocked already. Let it send the value `sent` of the secret Origin.',
  none: 'A request to the API arrived without the secret: it did not pass the CDN, or the CDN sends none. Check where the DNS of the site leads.',
  'no answer': 'The API did not answer through the CDN, so nothing is proved. Run npm run doctor.',
} as const;

async function readOrigin(needs: RotateNeeds) {
  const parsed = originIn.safeParse(JSON.parse((await readSecret(needs, 'Origin')) ?? 'null'));
  if (parsed.success) return parsed.data;
  throw new CannotStart('The secret Origin is not valid, or this stage has none.');
}
