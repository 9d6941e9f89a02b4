// A FIFO queue in memory that behaves as SQS does where it matters: one group's sync requests come one after another, a sync request sent
// twice within five minutes comes once, and one that fails too often goes to the dead letters and out of the way.
import { type SyncRequest, syncGroup } from '../../core/sync-request.ts';
import { type Instant, minute, second } from '../../core/time.ts';
import type { SyncQueue } from '../../ports/sync-queue.ts';
import type { Clock } from '../../ports/system.ts';

/** SQS remembers a deduplication id this long, also of a message that was received and deleted since. */
const deduplicationLife = 5 * minute;

interface Waiting {
  readonly syncRequest: SyncRequest;
  readonly number: number;
  readonly receives: number;
  /** Hidden until then, because somebody is at it; 0 when nobody is. */
  readonly hiddenUntil: Instant;
}
export interface Received {
  readonly syncRequest: SyncRequest;
  /** Names this receipt: after the sync request came to somebody else it does nothing. */
  readonly receipt: string;
  /** 1 the first time. */
  readonly receives: number;
}
/** Plain JSON: what a local run without Java keeps over a restart. */
export interface SyncQueueDump {
  readonly waiting: readonly Waiting[];
  readonly sent: readonly (readonly [string, Instant])[];
  readonly deadLetters: readonly SyncRequest[];
  readonly lastNumber: number;
}
export interface MemorySyncQueue extends SyncQueue {
  receive(most: number): readonly Received[];
  acknowledge(receipt: string): void;
  /** Gives the sync request back at once instead of when its time is over. */
  fail(receipt: string): void;
  /** Sync requests not yet acknowledged, hidden ones too. */
  size(): number;
  deadLetters(): readonly SyncRequest[];
  dump(): SyncQueueDump;
  restore(dump: SyncQueueDump): void;
}
export interface QueuePolicy {
  readonly visibilitySeconds: number;
  readonly maxReceives: number;
}

export function memorySyncQueue(clock: Clock, policy: QueuePolicy): MemorySyncQueue {
  let queue: SyncQueueDump = { waiting: [], sent: [], deadLetters: [], lastNumber: 0 };
  const change = (changed: Partial<SyncQueueDump>): void => {
    queue = { ...queue, ...changed };
  };
  return {
    async send(syncRequest) {
      change(sentTo(queue, structuredClone(syncRequest), clock.now()));
    },
    receive(most) {
      const taken = take(queue.waiting, clock.now(), { ...policy, most });
      change({ waiting: taken.waiting, deadLetters: [...queue.deadLetters, ...taken.dead] });
      return structuredClone(taken.received);
    },
    acknowledge(receipt) {
      change({ waiting: queue.waiting.filter((each) => !isHeldBy(each, receipt, clock.now())) });
    },
    fail(receipt) {
      const now = clock.now();
      change({
        waiting: queue.waiting.map((each) => (isHeldBy(each, receipt, now) ? { ...each, hiddenUntil: 0 } : each)),
      });
    },
    size: () => queue.waiting.length,
    deadLetters: () => structuredClone(queue.deadLetters),
    dump: () => structuredClone(queue),
    restore: (dump) => change(structuredClone(dump)),
  };
}

function sentTo(queue: SyncQueueDump, syncRequest: SyncRequest, now: Instant): Partial<SyncQueueDump> {
  const sent = queue.sent.filter(([, sentAt]) => now < sentAt + deduplicationLife);
  if (sent.some(([eventId]) => eventId === syncRequest.eventId)) return { sent };
  const number = queue.lastNumber + 1;
  const waiting = [...queue.waiting, { syncRequest, number, receives: 0, hiddenUntil: 0 }];
  return { sent: [...sent, [syncRequest.eventId, now]], waiting, lastNumber: number };
}

function take(waiting: readonly Waiting[], now: Instant, policy: QueuePolicy & { most: number }) {
  // A group is closed while one of its sync requests is with somebody; within one batch its sync requests come in order.
  const closed = new Set(waiting.filter((each) => each.hiddenUntil > now).map((each) => syncGroup(each.syncRequest)));
  const received: Received[] = [];
  const dead: SyncRequest[] = [];
  const left: Waiting[] = [];
  for (const each of waiting) {
    if (received.length >= policy.most || closed.has(syncGroup(each.syncRequest))) left.push(each);
    else if (each.receives >= policy.maxReceives) dead.push(each.syncRequest);
    else {
      const receives = each.receives + 1;
      const hiddenUntil = now + policy.visibilitySeconds * second;
      left.push({ ...each, receives, hiddenUntil });
      received.push({ syncRequest: each.syncRequest, receipt: receiptOf(each.number, receives), receives });
    }
  }
  return { received, dead, waiting: left };
}

const receiptOf = (number: number, receives: number): string => `${number}-${receives}`;
const isHeldBy = (each: Waiting, receipt: string, now: Instant): boolean =>
  each.hiddenUntil > now && receiptOf(each.number, each.receives) === receipt;
