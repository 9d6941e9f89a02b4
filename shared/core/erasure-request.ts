// An erasure that was asked for by a mailed link alone: it needs a second link, later. A mailbox may be taken over or shared, and
// its owner must have days to see the first link's message before anything is gone. What is stored is a common boundary, which
// does not say when it was asked for.
import { commonBoundary, type Instant, week } from './time.ts';

/** A Monday at least 72 hours away. */
export const confirmableFrom = (now: Instant): Instant => commonBoundary(now, 3);
/** After so long the first link is forgotten, and whoever asks again begins anew. */
const askLife = 4 * week;

export const isRequested = (from: Instant, now: Instant): boolean => from > 0 && now < from + askLife;

/** `linkedAt`: when the link that is fresh now was redeemed. */
export const isConfirmed = (from: Instant, linkedAt: Instant, now: Instant): boolean =>
  isRequested(from, now) && linkedAt >= from;
