// Renews the pass of a browser that was known: one call in the background, from one tab of the browser at a time. The
// server sets and removes the cookies; here it is only made sure that a lapsed pass does not outlive its answer.

import { minute } from '../../shared/core/time.ts';
import { instantIn, type Memory } from './browser-memory.ts';
import type { Client } from './client.ts';

export interface RenewalNeeds {
  readonly client: Pick<Client, 'readStanding'>;
  readonly memory: Memory;
  /** The pass cookie now, and the way to drop it. */
  readonly pass: { read(): string | null; drop(): void };
}
/** `kept`: it stands. `ended`: the next page may ask again. `later`: no answer, so nothing changes but the next try. */
export type Renewed = 'renewed' | 'ended' | 'later' | 'under-way';

/**
 * How long nobody asks again, whatever came of it: an API that is down is not asked at every page view. Longer than the
 * longest call, so that it also keeps tabs apart where there are no locks.
 */
const markLife = 5 * minute;

export async function renew(needs: RenewalNeeds): Promise<Renewed> {
  const before = needs.pass.read();
  return (await needs.memory.alone(() => renewAlone(needs, before))) ?? 'under-way';
}

async function renewAlone({ client, memory, pass }: RenewalNeeds, before: string | null): Promise<Renewed> {
  // Another tab was quicker.
  if (pass.read() !== before) return pass.read() === null ? 'ended' : 'renewed';
  const now = memory.now();
  const mark = instantIn(memory.recall('re.renewing')) ?? 0;
  // A mark further away than its own life comes from a clock that was set back, and binds nobody.
  if (mark > now && mark <= now + markLife) return 'under-way';
  memory.remember('re.renewing', String(now + markLife));
  const answer = await client.readStanding();
  if (!answer.ok && answer.failure.status !== 401) return 'later';
  if (answer.ok && answer.value.standing.supporter) return 'renewed';
  // Only the pass that was asked about: the answer may have set another, for money that is on its way.
  if (pass.read() === before) pass.drop();
  return 'ended';
}
