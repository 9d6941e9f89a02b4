// Takes a webhook of Stripe's, proves it, reduces it to which part changed, and queues that: nothing else, in
// milliseconds, because Stripe holds a reader's redirect until we answer. Forged or malformed is refused (400), not
// ours is accepted and counted (200); anything that throws becomes a 500, so that Stripe sends it again.
import type { Failure } from '../core/failure.ts';
import { type Result, succeed } from '../core/result.ts';
import { secondsOf } from '../core/time.ts';
import type { StripeEvents } from '../ports/stripe-events.ts';
import type { SyncQueue } from '../ports/sync-queue.ts';
import type { Clock, Log } from '../ports/system.ts';

export interface ReceiveNeeds {
  readonly events: StripeEvents;
  readonly syncQueue: SyncQueue;
  readonly clock: Clock;
  readonly log: Log;
}

export async function receiveStripeEvent(
  needs: ReceiveNeeds,
  { raw, signature }: { readonly raw: Uint8Array; readonly signature: string },
): Promise<Result<{ readonly received: true }, Failure>> {
  const read = await needs.events.read(raw, signature, needs.clock.now());
  if (!read.ok) {
    needs.log.write('event-refused', { why: read.failure.kind });
    return read;
  }
  if (read.value.kind === 'ignored') {
    needs.log.write('event-ignored', { why: read.value.why });
    return succeed({ received: true });
  }
  const { syncRequest, isOtherVersion, happenedAt, tried } = read.value;
  // Only ids are used, so an event of another API version is as good; but somebody should know.
  if (isOtherVersion) needs.log.write('event-of-other-version', { eventId: syncRequest.eventId });
  await needs.syncQueue.send(tried === null ? syncRequest : { ...syncRequest, tried });
  if (tried !== null) needs.log.write('payment-tried', { declined: tried === 'declined' ? 1 : 0 });
  const delaySeconds = Math.max(0, secondsOf(needs.clock.now() - happenedAt));
  needs.log.write('event-received', { part: syncRequest.part, eventId: syncRequest.eventId, delaySeconds });
  return succeed({ received: true });
}
