// Two or three workers meet at the parts of one supporter: each runs some steps and stalls, Stripe changes, the next one
// begins with what Stripe has sent since. Then all go on in any order, and no reconciliation heals what they did. In a storm such
// meetings are rare; here every seed is one, so a worker that breaks the rule of a sync is caught soon.
import { setImmediate as quiet } from 'node:timers/promises';
import { cancelSubscription } from '../../packages/stripe-sandbox/source/billing/cancel-subscription.ts';
import { payCheckout } from '../../packages/stripe-sandbox/source/checkout/pay-checkout.ts';
import { createRefund, finishRefund } from '../../packages/stripe-sandbox/source/payments/refund.ts';
import { createEndpoint } from '../../packages/stripe-sandbox/source/webhooks/endpoints.ts';
import { advanceTo } from '../../packages/stripe-sandbox/source/world/advance.ts';
import { refusalIn } from '../../packages/stripe-sandbox/source/world/refusal.ts';
import { createWorld, type World } from '../../packages/stripe-sandbox/source/world/world.ts';
import { answerSyncRequests } from '../../shared/actions/answer-sync-requests.ts';
import { createCheckout } from '../../shared/actions/create-checkout.ts';
import { eventTypes } from '../../shared/adapters/stripe/event-types.ts';
import { syncRequestOfEvent } from '../../shared/adapters/stripe/sync-request-of-event.ts';
import { known, parseCampaignId } from '../../shared/core/ids.ts';
import { parseCurrency } from '../../shared/core/money.ts';
import type { SyncRequest } from '../../shared/core/sync-request.ts';
import { day, hour } from '../../shared/core/time.ts';
import { checkoutInput } from '../support/checkout-input.ts';
import type { Breakage } from './breakages.ts';
import { type Dice, dice } from './dice.ts';
import { brokenInvariants } from './invariants.ts';
import { type Newsroom, openNewsroom } from './plugs.ts';
import { toggleCancel } from './readers.ts';
import { createStage, isGivenUp, type Stage, type Task } from './stage.ts';

interface Meeting {
  readonly dice: Dice;
  readonly world: World;
  readonly stage: Stage;
  readonly newsroom: Newsroom;
  /** What Stripe has sent, and what a worker gave back: the next worker takes it all. */
  readonly waiting: SyncRequest[];
  /** All that was sent before: Stripe may send each once more. */
  readonly sent: SyncRequest[];
}
/** About as many as one sync takes when nobody meets it: asking who it is, versions, Stripe, saving. */
const mostSteps = 9;

/** Sentences; none means that every invariant held, without a reconciliation. */
export async function simulateMeeting(seed: number, breakage: Breakage = 'none'): Promise<readonly string[]> {
  const chance = dice(seed);
  const world = createWorld({ seed, now: Date.UTC(2026, 0, 28, 9) });
  createEndpoint(world, { url: 'https://news.example/v1/stripe/events', enabled_events: Object.keys(eventTypes) });
  const newsroom = openNewsroom(world, seed, { breakage, linkDays: 400 });
  const meeting: Meeting = { dice: chance, world, stage: createStage(chance), newsroom, waiting: [], sent: [] };
  meeting.stage.slowStep = 0;
  await giveMonthly(meeting);
  // There and back again hides that anything changed; other changes add up, and what they are comes in parts.
  const isWavering = chance.happens(0.5);
  // In some worlds nothing is stored yet, in others all but what changes now.
  if (chance.happens(isWavering ? 0.7 : 0.3)) await finish(meeting, begin(meeting, Number.POSITIVE_INFINITY));
  if (chance.happens(0.4)) {
    // Some events follow soon, and after a month Stripe knows them no longer.
    advanceTo(world, world.now + hour);
    listen(meeting);
    advanceTo(world, world.now + 32 * day);
  }

  const workers: Task[] = [];
  for (let left = chance.happens(0.7) ? 2 : 3; left > 0; left -= 1) {
    if (isWavering) toggleCancel(world, chance);
    else somethingChanges(meeting);
    // The last one takes what the others left, and often overtakes them all.
    const isAtOnce = left === 1 && chance.happens(0.5);
    const takes = isWavering || left === 1 || chance.happens(0.5) ? 'all' : 'one object';
    workers.push(begin(meeting, isAtOnce ? Number.POSITIVE_INFINITY : 1 + chance.below(mostSteps), takes));
    await stall(meeting, workers.at(-1));
  }
  while (workers.length > 0) await finish(meeting, workers.splice(chance.below(workers.length), 1)[0]);
  while (meeting.waiting.length > 0) await finish(meeting, begin(meeting, Number.POSITIVE_INFINITY));
  return [
    ...(await brokenInvariants(world, newsroom)),
    ...meeting.stage.defects.map((defect) => `a defect: ${String(defect)}`),
  ];
}

async function giveMonthly({ world, newsroom }: Meeting): Promise<void> {
  const needs = { ...newsroom.still, ...newsroom.stores, payments: newsroom.payments };
  const contribution = { frequency: 'monthly', currency: known(parseCurrency('usd')), amountMinor: 3000 } as const;
  const opened = await createCheckout(needs, checkoutInput({ contribution, campaign: parseCampaignId('ad-free') }));
  if (!opened.ok) throw new Error('no checkout was opened');
  payCheckout(world, opened.value.session, { method: 'card', email: 'reader@example.org' });
}

function somethingChanges({ world, dice: chance }: Meeting): void {
  const [subscription = ''] = world.subscriptions.keys();
  const intent = chance.pick([...world.paymentIntents.keys()]) ?? '';
  const pending = chance.pick([...world.refunds.values()].filter(({ status }) => status === 'pending'));
  world.settings = {
    ...world.settings,
    refunds: chance.pick(['succeed', 'pending', 'fail-later'] as const) ?? 'succeed',
  };
  const change = chance.pick([
    () => toggleCancel(world, chance),
    () => createRefund(world, { payment_intent: intent, amount: 100 + chance.below(900) }),
    () => createRefund(world, { payment_intent: intent, amount: 100 + chance.below(900) }),
    () => pending !== undefined && finishRefund(world, pending.id, chance.happens(0.5) ? 'succeeded' : 'failed'),
    () => chance.happens(0.2) && cancelSubscription(world, subscription),
  ]);
  try {
    change?.();
  } catch (error) {
    if (refusalIn(error) === undefined) throw error;
  }
}

function listen({ world, waiting }: Meeting): void {
  for (const id of world.outbox.splice(0)) {
    const event = world.events.get(id);
    const syncRequest = event === undefined ? null : syncRequestOfEvent(event);
    if (syncRequest !== null) waiting.push({ ...syncRequest, eventId: id });
  }
}

/** A worker with its share of what waits, and now and then something that was sent before. */
function begin(meeting: Meeting, quickAwaits: number, takes: 'all' | 'one object' = 'all'): Task {
  const { dice: chance, newsroom, stage, sent, waiting } = meeting;
  listen(meeting);
  const objects = [...new Set(waiting.map(({ objectId }) => objectId))];
  // A checkout or an invoice leads to parts that no request names.
  const leading = objects.filter((id) => /^(?:cs|in)_/.test(id));
  const one = chance.pick(leading.length > 0 && chance.happens(0.6) ? leading : objects);
  const taken = new Set(takes === 'all' ? objects : [one]);
  const isTaken = ({ objectId }: SyncRequest): boolean => taken.has(objectId);
  const batch = [...new Set([...waiting.filter(isTaken), ...sent.filter(() => chance.happens(0.05))])];
  sent.push(...waiting.filter(isTaken));
  waiting.splice(0, waiting.length, ...waiting.filter((each) => !isTaken(each)));
  return stage.begin(
    'worker',
    (task) =>
      answerSyncRequests(newsroom.needsOf(stage, task), batch, {
        hasTime: () => true,
        done: () => undefined,
        failed(syncRequest, error) {
          waiting.push(syncRequest);
          if (!isGivenUp(error)) stage.defects.push(error);
        },
      }),
    quickAwaits,
  );
}

/** Runs it until it has made the steps that it makes quickly. */
async function stall({ stage }: Meeting, worker: Task | undefined): Promise<void> {
  // Up to its first step: before it there would be only others to choose from.
  await quiet();
  while (worker !== undefined && worker.quickAwaits > 0 && !worker.isDone) await stage.step();
}

async function finish({ stage }: Meeting, worker: Task | undefined): Promise<void> {
  if (worker === undefined) return;
  worker.quickAwaits = Number.POSITIVE_INFINITY;
  await quiet();
  while (!worker.isDone) await stage.step();
}
