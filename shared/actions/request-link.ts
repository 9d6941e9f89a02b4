// Takes a request for a link and queues it, sealed. Known or not, the address goes the same way in the same time, and the
// answer is the same: only the function `mail` looks whether anybody gave under it.
import type { Failure } from '../core/failure.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import { type LinkRequest, linkRequestText } from '../core/sealed-request.ts';
import type { AttemptLimit, AttemptLimiter } from '../ports/attempt-limiter.ts';
import type { MailQueue } from '../ports/mail-queue.ts';
import type { Sealer } from '../ports/seal.ts';
import type { Chance, Clock, Log } from '../ports/system.ts';

export interface RequestLinkNeeds {
  readonly sealer: Sealer;
  readonly mail: MailQueue;
  readonly limiter: AttemptLimiter;
  readonly chance: Chance;
  readonly clock: Clock;
  readonly log: Log;
}
export interface LinkInput extends LinkRequest {
  /** Network address of the caller: counted under a daily salt, never stored. */
  readonly caller: string;
}

/** A reader asks once or twice; more is somebody filling other people's mailboxes. */
const byCaller: AttemptLimit = { name: 'links-by-caller', most: 10, windowSeconds: 600 };
const byEmail: AttemptLimit = { name: 'links-by-email', most: 4, windowSeconds: 3600 };

/** Answers the link's id: with the code from the message it opens the link without JavaScript, or in another browser. */
export async function requestLink(
  needs: RequestLinkNeeds,
  { email, purpose, locale, caller }: LinkInput,
): Promise<Result<{ readonly link: string }, Failure>> {
  const now = needs.clock.now();
  const waitSeconds = await needs.limiter.count(byCaller, caller, now);
  if (waitSeconds !== null) return fail({ kind: 'too-many-attempts', retryAfterSeconds: waitSeconds });
  const id = needs.chance.token(16);
  const sealed = await needs.sealer.seal(linkRequestText({ email, purpose, locale }), id);
  // Said to nobody: that an address was asked about before is not the caller's to know.
  const isTooOften = (await needs.limiter.count(byEmail, email, now)) !== null;
  if (!isTooOften) await needs.mail.send({ id, sealed });
  needs.log.write('link-requested', { outcome: isTooOften ? 'too-often' : 'queued' });
  return succeed({ link: id });
}
