// One reader's story told by Stripe in every order: a checkout, a renewal, a refund, a cancel. Whatever is heard first,
// twice or late, the state ends as the same bytes.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cancelSubscription } from '../../local/stripe-sandbox/billing/cancel-subscription.ts';
import { payCheckout } from '../../local/stripe-sandbox/checkout/pay-checkout.ts';
import { createRefund } from '../../local/stripe-sandbox/payments/refund.ts';
import { createEndpoint } from '../../local/stripe-sandbox/webhooks/endpoints.ts';
import { advanceTo } from '../../local/stripe-sandbox/world/advance.ts';
import { createWorld } from '../../local/stripe-sandbox/world/world.ts';
import { answerDoorbell } from '../../shared/actions/answer-doorbell.ts';
import { createCheckout } from '../../shared/actions/create-checkout.ts';
import { doorbellOfEvent } from '../../shared/adapters/stripe/doorbell-of-event.ts';
import { eventTypes } from '../../shared/adapters/stripe/event-types.ts';
import type { Doorbell } from '../../shared/core/doorbell.ts';
import { known, parseCampaignId } from '../../shared/core/ids.ts';
import { parseCurrency } from '../../shared/core/money.ts';
import { day } from '../../shared/core/time.ts';
import { openNewsroom } from './plugs.ts';

/** A newsroom whose reader's story goes step by step; each step answers what Stripe rang for. */
async function openStory() {
  const world = createWorld({ seed: 5, now: Date.UTC(2026, 0, 31, 9) });
  createEndpoint(world, { url: 'https://news.example/v1/stripe/events', enabled_events: Object.keys(eventTypes) });
  const newsroom = openNewsroom(world, 5, 'none');
  const needs = { ...newsroom.still, ...newsroom.stores, payments: newsroom.payments };
  const opened = await createCheckout(needs, {
    gift: { frequency: 'monthly', currency: known(parseCurrency('eur')), amountMinor: 700 },
    ...{ campaign: parseCampaignId('ad-free'), source: null, locale: null, email: null, claimHash: null },
    ...{
      claimSecret: null,
      device: null,
      returnUrl: 'https://news.example/a',
      attemptKey: null,
      captcha: null,
      caller: 'a reader',
    },
  });
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
  const ringsNow = (): Doorbell[] =>
    world.outbox.splice(0).flatMap((id) => {
      const ring = doorbellOfEvent(world.events.get(id));
      return ring === null ? [] : [{ ...ring, eventId: id }];
    });
  return {
    steps,
    ringsNow,
    answer: (doorbell: Doorbell) => answerDoorbell(needs, doorbell),
    /** Whole, in a fixed order: of supporters and totals, and which checkouts are complete. */
    bytes: () => {
      const { supporters, totals, pointers } = newsroom.stores.supporters.dump();
      const parts = supporters.map(([customer, held]) => [customer, Object.entries(held.parts).sort()]);
      const inOrder = [...totals].sort((one, other) => (one.month < other.month ? -1 : 1));
      return JSON.stringify({ parts, inOrder, pointers, checkouts: newsroom.stores.checkouts.dump().checkouts });
    },
  };
}
/** How often it was looked at, and how long a checkout is remembered, follow from when it was told. */
const withoutTimes = (bytes: string) => bytes.replaceAll(/"(?:version|forgetAt)":\d+/g, '');

/** Collected as they come: Stripe keeps an event for 30 days only. */
const toldBy = ({ steps, ringsNow }: Pick<Awaited<ReturnType<typeof openStory>>, 'steps' | 'ringsNow'>) =>
  steps.flatMap((step) => {
    step();
    return ringsNow();
  });

async function tellAtTheEnd(order: (rings: readonly Doorbell[]) => readonly Doorbell[]) {
  const story = await openStory();
  for (const ring of order(toldBy(story))) await story.answer(ring);
  return story.bytes();
}
const onePerPart = (rings: readonly Doorbell[]) => [
  ...new Map(rings.map((ring) => [`${ring.part} ${ring.objectId}`, ring])).values(),
];
function* permutations<T>(of: readonly T[]): Generator<readonly T[]> {
  if (of.length < 2) yield of;
  for (const [at, first] of of.entries()) {
    for (const rest of permutations(of.toSpliced(at, 1))) yield [first, ...rest];
  }
}

test('every order of the rings, one for each part, ends in the same bytes', async () => {
  const parts = onePerPart(toldBy(await openStory()));
  const orders = [...permutations([...parts.keys()])];
  expect(parts.length).toBeGreaterThanOrEqual(6);
  const expected = await tellAtTheEnd(onePerPart);
  expect(expected).toContain('"returnedMinor":300');
  for (const order of orders) {
    const told = await tellAtTheEnd((rings) => {
      const each = onePerPart(rings);
      return order.flatMap((at) => each[at] ?? []);
    });
    if (told !== expected) expect.fail(`another state after the order ${order.join(' ')}`);
  }
}, 120_000);

test('told in any order, some twice, some much too late and some while it happens: the same state', async () => {
  const expected = withoutTimes(await tellAtTheEnd((rings) => rings));
  const life = fc.array(
    fc.record({ lateSteps: fc.nat({ max: 5 }), copies: fc.integer({ min: 1, max: 2 }), turn: fc.nat() }),
    {
      minLength: 40,
      maxLength: 40,
    },
  );
  await fc.assert(
    fc.asyncProperty(life, async (fates) => {
      const story = await openStory();
      let [waiting, heard]: [{ ring: Doorbell; dueAt: number; turn: number }[], number] = [[], 0];
      for (let at = 0; at <= story.steps.length + 5; at += 1) {
        story.steps[at]?.();
        for (const ring of story.ringsNow()) {
          const { lateSteps, copies, turn } = fates[heard++ % fates.length] ?? { lateSteps: 0, copies: 1, turn: 0 };
          for (let copy = 0; copy < copies; copy += 1)
            waiting.push({ ring, dueAt: at + lateSteps + copy, turn: turn + copy });
        }
        const due = waiting.filter((each) => each.dueAt <= at).sort((one, other) => one.turn - other.turn);
        waiting = waiting.filter((each) => each.dueAt > at);
        for (const { ring } of due) await story.answer(ring);
      }
      expect(withoutTimes(story.bytes())).toBe(expected);
    }),
    { numRuns: 150 },
  );
}, 120_000);
