// What is on its way to whom. The event log only grows; the queue keeps which events still have to be sent to which
// endpoint, when next, and what storm they have to pass. It holds plain values and sends nothing itself.
import { chance } from '../world/ids.ts';
import { wants } from '../world/record.ts';
import type { World } from '../world/world.ts';

/** What the deliveries that begin from now on have to pass. */
export interface Storm {
  /** Further copies of every delivery. */
  readonly duplicate: number;
  /** In no order, each up to ten seconds late. */
  readonly shuffle: boolean;
  /** The share that never arrives. */
  readonly drop: number;
  readonly delayMs: number;
  /** Keep everything back until this is taken away. */
  readonly hold: boolean;
}

export const calm: Storm = { duplicate: 0, shuffle: false, drop: 0, delayMs: 0, hold: false };

export interface Delivery {
  readonly event: string;
  readonly endpoint: string;
  /** 0 for the delivery Stripe owes; further copies do not count as delivered. */
  readonly copy: number;
  readonly attempt: number;
  readonly dueAt: number;
  readonly firstAt: number;
}

export interface DeliveryQueue {
  storm: Storm;
  pending: Delivery[];
  /** Taken to be sent and not answered yet: still owed, should the run end now. */
  readonly sending: Set<Delivery>;
  readonly tally: { sent: number; delivered: number; refused: number; dropped: number; givenUp: number };
}

export const newDeliveryQueue = (): DeliveryQueue => ({
  storm: calm,
  pending: [],
  sending: new Set(),
  tally: { sent: 0, delivered: 0, refused: 0, dropped: 0, givenUp: 0 },
});

const shuffleMilliseconds = 10_000;

/** Takes over what has happened since the last time. */
export function collect(queue: DeliveryQueue, world: World): void {
  for (const id of world.outbox.splice(0)) {
    const event = world.events.get(id);
    if (event === undefined) continue;
    for (const endpoint of world.webhookEndpoints.values()) {
      if (endpoint.status !== 'enabled' || !wants(endpoint.enabled_events, event.type)) continue;
      for (let copy = 0; copy <= queue.storm.duplicate; copy += 1)
        enqueue(queue, world, { event: id, endpoint: endpoint.id, copy });
    }
  }
}

function enqueue(queue: DeliveryQueue, world: World, owed: Pick<Delivery, 'event' | 'endpoint' | 'copy'>): void {
  const { delayMs, drop, shuffle } = queue.storm;
  if (drop > 0 && chance(world) < drop) {
    queue.tally.dropped += 1;
    return;
  }
  const late = shuffle ? Math.floor(chance(world) * shuffleMilliseconds) : 0;
  queue.pending.push({ ...owed, attempt: 1, dueAt: world.now + delayMs + late, firstAt: world.now });
}

/** What is due now, taken out of the queue; shuffled ones come in a random order. */
export function takeDue(queue: DeliveryQueue, world: World): Delivery[] {
  if (queue.storm.hold) return [];
  const due = queue.pending.filter(({ dueAt }) => dueAt <= world.now);
  queue.pending = queue.pending.filter(({ dueAt }) => dueAt > world.now);
  for (const delivery of due) queue.sending.add(delivery);
  return queue.storm.shuffle ? shuffled(due, world) : due;
}

function shuffled<T>(rows: readonly T[], world: World): T[] {
  return rows
    .map((row) => ({ row, position: chance(world) }))
    .sort((one, other) => one.position - other.position)
    .map(({ row }) => row);
}

const minute = 60_000;
const hour = 60 * minute;
// Ever longer, for three days, as Stripe does in live mode.
const waits = [5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour];
const laterWait = 12 * hour;
const patience = 72 * hour;

/** Tries again later, or gives up after three days. */
export function retryLater(queue: DeliveryQueue, world: World, delivery: Delivery): void {
  const dueAt = world.now + (waits[delivery.attempt - 1] ?? laterWait);
  if (dueAt - delivery.firstAt > patience) queue.tally.givenUp += 1;
  else queue.pending.push({ ...delivery, attempt: delivery.attempt + 1, dueAt });
}

export interface DeliveryQueueSnapshot {
  readonly storm: Storm;
  readonly pending: readonly Delivery[];
  readonly tally: DeliveryQueue['tally'];
}

/** A delivery in progress counts as not delivered: better sent twice than never. */
export const snapshotDeliveryQueue = ({ storm, pending, sending, tally }: DeliveryQueue): DeliveryQueueSnapshot => ({
  storm,
  pending: [...sending, ...pending],
  tally: { ...tally },
});

export const restoreDeliveryQueue = ({ storm, pending, tally }: DeliveryQueueSnapshot): DeliveryQueue => ({
  storm,
  pending: [...pending],
  sending: new Set(),
  tally: { ...tally },
});

/** An event of the past is sent again to every endpoint that follows its type. */
export function redeliver(queue: DeliveryQueue, world: World, event: string): number {
  let count = 0;
  const type = world.events.get(event)?.type ?? '';
  for (const endpoint of world.webhookEndpoints.values()) {
    if (endpoint.status !== 'enabled' || !wants(endpoint.enabled_events, type)) continue;
    queue.pending.push({ event, endpoint: endpoint.id, copy: 0, attempt: 1, dueAt: world.now, firstAt: world.now });
    count += 1;
  }
  return count;
}
