// Who vouches for a webhook: the signature over its raw bytes. An adapter refuses everything when it holds no secret,
// tries several while one is rolled, and asks for fresh secrets once before it calls a signature forged.

import type { Result } from '../core/result.ts';
import type { SyncRequest } from '../core/sync-request.ts';
import type { Instant } from '../core/time.ts';

/** `ignored`: signed and well formed, but of the other mode or of a type we do not follow. */
export type VerifiedEvent =
  | {
      readonly kind: 'sync';
      readonly syncRequest: SyncRequest;
      readonly isOtherVersion: boolean;
      /** In whole seconds, as Stripe says it: good for a chart, never for an order. */
      readonly happenedAt: Instant;
      /** Of somebody's try to pay, whichever app of the account it was for; null where it is about none. */
      readonly tried: 'declined' | 'succeeded' | null;
    }
  | { readonly kind: 'ignored'; readonly why: 'other-mode' | 'unfollowed-type' };

export interface StripeEvents {
  read(
    raw: Uint8Array,
    signature: string,
    now: Instant,
  ): Promise<Result<VerifiedEvent, { readonly kind: 'event-forged' } | { readonly kind: 'event-malformed' }>>;
}
