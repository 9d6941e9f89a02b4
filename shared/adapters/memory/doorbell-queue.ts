// A FIFO queue in memory that behaves as SQS does where it matters: one group's rings come one after another, a ring sent
// twice within five minutes comes once, and one that fails too often goes to the dead letters and out of the way.
import { type Doorbell, doorbellGroup } from '../../core/doorbell.ts';
import { type Instant, minute, second } from '../../core/time.ts';
import type { DoorbellQueue } from '../../ports/doorbell-queue.ts';
import type { Clock } from '../../ports/system.ts';

/** SQS remembers a deduplication id this long, also of a message that was received and deleted since. */
const deduplicationLife = 5 * minute;

interface Waiting {
  readonly doorbell: Doorbell;
  readonly number: number;
  readonly receives: number;
  /** Hidden until then, because somebody is at it; 0 when nobody is. */
  readonly hiddenUntil: Instant;
}
export interface Received {
  readonly doorbell: Doorbell;
  /** Names this receipt: after the ring came to somebody else it does nothing. */
  readonly receipt: string;
  /** 1 the first time. */
  readonly receives: number;
}
/** Plain JSON: what a local run without Java keeps over a restart. */
export interface DoorbellDump {
  readonly waiting: readonly Waiting[];
  readonly sent: readonly (readonly [string, Instant])[];
  readonly deadLetters: readonly Doorbell[];
  readonly lastNumber: number;
}
export interface MemoryDoorbellQueue extends DoorbellQueue {
  receive(most: number): readonly Received[];
  acknowledge(receipt: string): void;
  /** Gives the ring back at once instead of when its time is over. */
  fail(receipt: string): void;
  /** Rings not yet acknowledged, hidden ones too. */
  size(): number;
  deadLetters(): readonly Doorbell[];
  dump(): DoorbellDump;
  restore(dump: DoorbellDump): void;
}
export interface QueuePolicy {
  readonly visibilitySeconds: number;
  readonly maxReceives: number;
}

export function memoryDoorbellQueue(clock: Clock, policy: QueuePolicy): MemoryDoorbellQueue {
  let queue: DoorbellDump = { waiting: [], sent: [], deadLetters: [], lastNumber: 0 };
  const change = (changed: Partial<DoorbellDump>): void => {
    queue = { ...queue, ...changed };
  };
  return {
    async send(doorbell) {
      change(sentTo(queue, structuredClone(doorbell), clock.now()));
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

function sentTo(queue: DoorbellDump, doorbell: Doorbell, now: Instant): Partial<DoorbellDump> {
  const sent = queue.sent.filter(([, sentAt]) => now < sentAt + deduplicationLife);
  if (sent.some(([eventId]) => eventId === doorbell.eventId)) return { sent };
  const number = queue.lastNumber + 1;
  const waiting = [...queue.waiting, { doorbell, number, receives: 0, hiddenUntil: 0 }];
  return { sent: [...sent, [doorbell.eventId, now]], waiting, lastNumber: number };
}

function take(waiting: readonly Waiting[], now: Instant, policy: QueuePolicy & { most: number }) {
  // A group is closed while one of its rings is with somebody; within one batch its rings come in order.
  const closed = new Set(waiting.filter((each) => each.hiddenUntil > now).map((each) => doorbellGroup(each.doorbell)));
  const received: Received[] = [];
  const dead: Doorbell[] = [];
  const left: Waiting[] = [];
  for (const each of waiting) {
    if (received.length >= policy.most || closed.has(doorbellGroup(each.doorbell))) left.push(each);
    else if (each.receives >= policy.maxReceives) dead.push(each.doorbell);
    else {
      const receives = each.receives + 1;
      const hiddenUntil = now + policy.visibilitySeconds * second;
      left.push({ ...each, receives, hiddenUntil });
      received.push({ doorbell: each.doorbell, receipt: receiptOf(each.number, receives), receives });
    }
  }
  return { received, dead, waiting: left };
}

const receiptOf = (number: number, receives: number): string => `${number}-${receives}`;
const isHeldBy = (each: Waiting, receipt: string, now: Instant): boolean =>
  each.hiddenUntil > now && receiptOf(each.number, each.receives) === receipt;
