// Rotates the secret that the CDN sends to the API. The functions accept the old and the new one meanwhile. The CDN sends the
// new one only after a deploy.
import * as z from 'zod/mini';
import { CannotStart } from '../../local/environment/cannot-start.ts';
import { isoOf } from '../../shared/core/time.ts';
import { readSecret, writeSecret } from '../account/account-needs.ts';
import { freshKey } from '../account/fresh-keys.ts';
import { changedAt } from './rotate-key-ring.ts';
import { nothingToFinish, type RotateNeeds, type Rotation } from './rotation.ts';

const originIn = z.object({ sent: z.string(), others: z._default(z.array(z.string()), []) });

export const originRotation = (needs: RotateNeeds): Rotation => ({
  async begin() {
    const { sent, others } = await readOrigin(needs);
    if (others.length > 0)
      throw new CannotStart('A rotation is in progress. Deploy, then run npm run rotate -- origin --finish');
    await writeSecret(needs, 'Origin', { sent: freshKey(needs.chance), others: [sent] });
    return {
      done: 'Within five minutes the functions accept the new secret and the old one.',
      next: 'In ten minutes raise front.secretTurn of this stage in mainstay.config.ts and deploy, so that the CDN sends the new one; then: npm run rotate -- origin --finish',
    };
  },
  async finish({ isAtOnce }) {
    const { sent, others } = await readOrigin(needs);
    if (others.length === 0) nothingToFinish('Origin');
    const [changed, deployed] = [await changedAt(needs, 'Origin'), await needs.deployedAt()];
    if (!isAtOnce && (deployed === null || deployed < changed)) {
      throw new CannotStart(
        `The CDN still sends the old secret: nothing was deployed since ${isoOf(changed)}. Finishing now would block every request.`,
      );
    }
    await writeSecret(needs, 'Origin', { sent, others: [] });
    return { done: 'The old secret is no longer accepted.', next: null };
  },
});

async function readOrigin(needs: RotateNeeds) {
  const parsed = originIn.safeParse(JSON.parse((await readSecret(needs, 'Origin')) ?? 'null'));
  if (parsed.success) return parsed.data;
  throw new CannotStart('The secret Origin is not valid, or this stage has none.');
}
