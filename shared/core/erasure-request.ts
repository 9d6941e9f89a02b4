// An erasure that was asked for by a mailed link alone: it needs a second link, later. A mailbox may be taken over or shared, and
// its owner must have days to see the first link's message before anything is gone.
import { day, hour, type Instant } from './time.ts';

export const secondLinkAfter = 72 * hour;
/** After so long the first link is forgotten, and whoever asks again begins anew. */
const askLife = 30 * day;

/** `since`: when devices of the supporter were last forgotten, which ends an erasure that was only asked for. */
export interface ErasureAsk {
  readonly requestedAt: Instant;
  readonly since: Instant;
}
export const isRequested = ({ requestedAt, since }: ErasureAsk, now: Instant): boolean =>
  requestedAt > 0 && requestedAt >= since && now < requestedAt + askLife;

/** `linkedAt`: when the link that is fresh now was redeemed. */
export const isConfirmed = (ask: ErasureAsk, linkedAt: Instant, now: Instant): boolean =>
  isRequested(ask, now) && linkedAt >= ask.requestedAt + secondLinkAfter;
