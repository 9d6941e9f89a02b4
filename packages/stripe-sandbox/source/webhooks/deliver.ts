// Sends what is due: signed again for every attempt, several at once, in no guaranteed order. An answer that is not 2xx,
// or none, is a failed attempt.
import { Stripe } from 'stripe';
import type { SandboxEvent } from '../world/wire.ts';
import type { World } from '../world/world.ts';
import { collect, type Delivery, type DeliveryQueue, retryLater, takeDue } from './delivery-queue.ts';

export interface WebhookPost {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}
export type Send = (post: WebhookPost) => Promise<{ readonly status: number }>;

export interface Dispatcher {
  /** Begins what is due, without waiting for it. */
  begin(): void;
  /** Everything due has been tried, also what became due meanwhile. */
  finish(): Promise<void>;
  /** The attempts for this event that are in progress or wait for a free slot. */
  onTheirWay(event: string): Promise<unknown>;
}

// As many at once as a small account would see.
const together = 8;

export function createDispatcher(send: Send, state: () => { world: World; deliveries: DeliveryQueue }): Dispatcher {
  const open = new Map<Promise<void>, string>();
  const inSequence = limited(together);

  const begin = (): void => {
    const { world, deliveries: queue } = state();
    collect(queue, world);
    for (const delivery of takeDue(queue, world)) {
      const attempt = inSequence(async () => {
        // After a reset the account is another one, whose ids may be the same.
        if (state().world === world) await attemptOnce(send, world, queue, delivery);
      }).finally(() => {
        queue.sending.delete(delivery);
        open.delete(attempt);
      });
      open.set(attempt, delivery.event);
    }
  };
  return {
    begin,
    async finish() {
      for (begin(); open.size > 0; begin()) await Promise.race(open.keys());
    },
    onTheirWay: (event) => Promise.all([...open].filter(([, id]) => id === event).map(([attempt]) => attempt)),
  };
}

/** Lets so many pieces of work run at a time; a place that becomes free goes to whoever waits longest. */
function limited(most: number): (work: () => Promise<void>) => Promise<void> {
  let busy = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (busy < most) busy += 1;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) busy -= 1;
      else next();
    }
  };
}

async function attemptOnce(send: Send, world: World, queue: DeliveryQueue, delivery: Delivery): Promise<void> {
  const endpoint = world.webhookEndpoints.get(delivery.endpoint);
  const secret = world.endpointSecrets.get(delivery.endpoint);
  const event = world.events.get(delivery.event);
  // An endpoint that is deleted or disabled gets no more events.
  if (endpoint?.status !== 'enabled' || secret === undefined || event === undefined) return;
  queue.tally.sent += 1;
  const body = JSON.stringify({ ...event, api_version: endpoint.api_version ?? event.api_version });
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'stripe-signature': signature(body, secret, world.now),
    'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
  };
  const { status } = await send({ url: endpoint.url, body, headers }).catch(() => ({ status: 0 }));
  if (status < 200 || status > 299) {
    queue.tally.refused += 1;
    retryLater(queue, world, delivery);
    return;
  }
  queue.tally.delivered += 1;
  if (delivery.copy === 0) markDelivered(world, event);
}

const signature = (payload: string, secret: string, now: number): string =>
  Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp: Math.floor(now / 1000) });

function markDelivered(world: World, { id }: SandboxEvent): void {
  const event = world.events.get(id);
  if (event !== undefined && event.pending_webhooks > 0)
    world.events.set(id, { ...event, pending_webhooks: event.pending_webhooks - 1 });
}
