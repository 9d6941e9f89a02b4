// Takes a request for a link and queues it, sealed. Known or not, the address goes the same way in the same time, and the
// answer is the same: only the function `mail` looks whether anybody gave under it.
import { type LinkRequest, linkRequestText, noRequestText } from '../core/sealed-request.ts';
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

/**
 * A reader asks once or twice; more is somebody filling a mailbox. By the address that is asked about and not by the network:
 * a hundred readers behind one exit of a VPN ask for their own.
 */
const byEmail: AttemptLimit = { name: 'links-by-email', most: 4, windowSeconds: 3600 };

/** Answers the link's id: with the code from the message it opens the link without JavaScript, or in another browser. */
export async function requestLink(
  needs: RequestLinkNeeds,
  { email, purpose, locale }: LinkRequest,
): Promise<{ readonly link: string }> {
  const now = needs.clock.now();
  const id = needs.chance.token(16);
  const request = { email, purpose, locale };
  // Said to nobody, neither by the answer nor by its time nor in the log: that an address was asked about before is not the
  // caller's to know. One too many is sealed and queued as well, without its address.
  const isTooOften = (await needs.limiter.count(byEmail, email, now)) !== null;
  const sealed = await needs.sealer.seal(isTooOften ? noRequestText(request) : linkRequestText(request), id);
  await needs.mail.send({ id, sealed });
  needs.log.write('link-requested', {});
  return { link: id };
}
