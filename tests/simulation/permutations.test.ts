// The events of one reader in every order: a checkout, a renewal, a refund, a cancel. Whichever comes first,
// twice or late, the final state is the same bytes.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cancelSubscription } from '../../packages/stripe-sandbox/source/billing/cancel-subscription.ts';
import { payCheckout } from '../../packages/stripe-sandbox/source/checkout/pay-checkout.ts';
import { createRefund } from '../../packages/stripe-sandbox/source/payments/refund.ts';
import { createEndpoint } from '../../packages/stripe-sandbox/source/webhooks/endpoints.ts';
import { advanceTo } from '../../packages/stripe-sandbox/source/world/advance.ts';
import { createWorld } from '../../packages/stripe-sandbox/source/world/world.ts';
import { answerSyncRequest } from '../../shared/actions/answer-sync-request.ts';
import { createCheckout } from '../../shared/actions/create-checkout.ts';
import { eventTypes } from '../../shared/adapters/stripe/event-types.ts';
import { syncRequestOfEvent } from '../../shared/adapters/stripe/sync-request-of-event.ts';
import { known, parseCampaignId } from '../../shared/core/ids.ts';
import { parseCurrency } from '../../shared/core/money.ts';
import type { SyncRequest } from '../../shared/core/sync-request.ts';
import { day } from '../../shared/core/time.ts';
import { checkoutInput } from '../support/checkout-input.ts';
import { openNewsroom } from './plugs.ts';

/** A newsroom whose reader acts step by step; each step returns what Stripe sent events for. */
async function openStory() {
  const world = createWorld({ seed: 5, now: Date.UTC(2026, 0, 31, 9) });
  createEndpoint(world, { url: 'https://news.example/v1/stripe/events', enabled_events: Object.keys(eventTypes) });
  const newsroom = openNewsroom(world, 5);
  const needs = { ...newsroom.still, ...newsroom.stores, payments: newsroom.payments };
  const contribution = { frequency: 'monthly', currency: known(parseCurrency('eur')), amountMinor: 700 } as const;
  const opened = await createCheckout(needs, checkoutInput({ contribution, campaign: parseCampaignId('ad-free') }));
  if (!opened.ok) throw new Error('no checkout was opened');
  const subscription = () => [...world.subscriptions.keys()][0] ?? '';
  const firstIntent = () => [...world.paymentIntents.keys()][0] ?? '';
  const steps: readonly (() => unknown)[] = [
    () => payCheckout(world, opened.value.session, { method: 'card', email: 'reader@example.org' }),
    () => advanceTo(world, world.now + 30 * day),
    () => createRefund(world, { payment_intent: firstIntent(), amount: 300 }),
    () => advanceTo(world, world.now + day),
    () => cancelSubscription(world, subscription()),
  ];
  const requestsNow = (): SyncRequest[] =>
    world.outbox.splice(0).flatMap((id) => {
      const event = world.events.get(id);
      const syncRequest = event === undefined ? null : syncRequestOfEvent(event);
      return syncRequest === null ? [] : [{ ...syncRequest, eventId: id }];
    });
  return {
    steps,
    requestsNow,
    answer: (syncRequest: SyncRequest) => answerSyncRequest(needs, syncRequest),
    /** Complete, in a fixed order: supporters and totals, and which checkouts are complete. */
    bytes: () => {
      const { supporters, totals, pointers } = newsroom.stores.supporters.dump();
      const parts = supporters.map(([customer, held]) => [customer, Object.entries(held.parts).sort()]);
      const inOrder = [...totals].sort((one, other) => (one.month < other.month ? -1 : 1));
      return JSON.stringify({ parts, inOrder, pointers, checkouts: newsroom.stores.checkouts.dump().checkouts });
    },
  };
}
/** How often it was read, and how long a checkout is stored, depend on when its event came. */
const withoutTimes = (bytes: string) => bytes.replaceAll(/"(?:version|forgetAt)":\d+/g, '');

/** Collected as they come: Stripe keeps an event for 30 days only. */
const shownBy = ({ steps, requestsNow }: Pick<Awaited<ReturnType<typeof openStory>>, 'steps' | 'requestsNow'>) =>
  steps.flatMap((step) => {
    step();
    return requestsNow();
  });

async function deliverAtTheEnd(order: (syncRequests: readonly SyncRequest[]) => readonly SyncRequest[]) {
  const story = await openStory();
  for (const syncRequest of order(shownBy(story))) await story.answer(syncRequest);
  return story.bytes();
}
const onePerPart = (syncRequests: readonly SyncRequest[]) => [
  ...new Map(syncRequests.map((syncRequest) => [`${syncRequest.part} ${syncRequest.objectId}`, syncRequest])).values(),
];
function* permutations<T>(of: readonly T[]): Generator<readonly T[]> {
  if (of.length < 2) yield of;
  for (const [at, first] of of.entries()) {
    for (const rest of permutations(of.toSpliced(at, 1))) yield [first, ...rest];
  }
}

test('every order of the sync requests, one for each part, ends in the same bytes', async () => {
  const parts = onePerPart(shownBy(await openStory()));
  const commands = [...permutations([...parts.keys()])];
  expect(parts.length).toBeGreaterThanOrEqual(6);
  const expected = await deliverAtTheEnd(onePerPart);
  expect(expected).toContain('"returnedMinor":300');
  for (const order of commands) {
    const shown = await deliverAtTheEnd((syncRequests) => {
      const each = onePerPart(syncRequests);
      return order.flatMap((at) => each[at] ?? []);
    });
    if (shown !== expected) expect.fail(`another state after the order ${order.join(' ')}`);
  }
});

test('delivered in any order, some twice, some much too late and some while it happens: the same state', async () => {
  const expected = withoutTimes(await deliverAtTheEnd((syncRequests) => syncRequests));
  const life = fc.array(
    fc.record({ lateSteps: fc.nat({ max: 5 }), copies: fc.integer({ min: 1, max: 2 }), transition: fc.nat() }),
    {
      minLength: 40,
      maxLength: 40,
    },
  );
  await fc.assert(
    fc.asyncProperty(life, async (fates) => {
      const story = await openStory();
      let [waiting, heard]: [{ syncRequest: SyncRequest; dueAt: number; transition: number }[], number] = [[], 0];
      for (let at = 0; at <= story.steps.length + 5; at += 1) {
        story.steps[at]?.();
        for (const syncRequest of story.requestsNow()) {
          const { lateSteps, copies, transition } = fates[heard++ % fates.length] ?? {
            lateSteps: 0,
            copies: 1,
            transition: 0,
          };
          for (let copy = 0; copy < copies; copy += 1)
            waiting.push({ syncRequest, dueAt: at + lateSteps + copy, transition: transition + copy });
        }
        const due = waiting.filter((each) => each.dueAt <= at).sort((one, other) => one.transition - other.transition);
        waiting = waiting.filter((each) => each.dueAt > at);
        for (const { syncRequest } of due) await story.answer(syncRequest);
      }
      expect(withoutTimes(story.bytes())).toBe(expected);
    }),
    { numRuns: 150 },
  );
});
