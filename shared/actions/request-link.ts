// Takes a request for a link and queues it, sealed. Known or not, the address goes the same way in the same time, and the
// answer is the same: only the function `mail` looks whether anybody gave under it.
import { type LinkRequest, linkRequestText } from '../core/sealed-request.ts';
import type { MailQueue } from '../ports/mail-queue.ts';
import type { Sealer } from '../ports/seal.ts';
import type { Chance, Log } from '../ports/system.ts';

export interface RequestLinkNeeds {
  readonly sealer: Sealer;
  readonly mail: MailQueue;
  readonly chance: Chance;
  readonly log: Log;
}

/** Answers the link's id: with the code from the message it opens the link without JavaScript, or in another browser. */
export async function requestLink(
  needs: RequestLinkNeeds,
  { email, purpose, locale }: LinkRequest,
): Promise<{ readonly link: string }> {
  const id = needs.chance.token(16);
  // Every request is sealed and queued, the hundredth as the first: behind the queue those of one time share one message. So a
  // request shows no trace of others, neither in the answer nor in its time nor in the log.
  const sealed = await needs.sealer.seal(linkRequestText({ email, purpose, locale }), id);
  await needs.mail.send({ id, sealed });
  needs.log.write('link-requested', {});
  return { link: id };
}
