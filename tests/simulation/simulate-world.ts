// One simulated world from one seed: many readers, deliveries, workers, claims and reconciliations, each stopped,
// failed and killed at any await. Then the faults end, one reconciliation runs beside whatever is still stuck, and the invariants are checked.
import { createEndpoint } from '../../packages/stripe-sandbox/source/webhooks/endpoints.ts';
import { advanceTo } from '../../packages/stripe-sandbox/source/world/advance.ts';
import { createWorld, type World } from '../../packages/stripe-sandbox/source/world/world.ts';
import { answerSyncRequest } from '../../shared/actions/answer-sync-request.ts';
import { answerSyncRequests } from '../../shared/actions/answer-sync-requests.ts';
import { claimCheckout } from '../../shared/actions/claim-checkout.ts';
import { createCheckout } from '../../shared/actions/create-checkout.ts';
import { reconcile } from '../../shared/actions/reconcile.ts';
import type { Received } from '../../shared/adapters/memory/sync-queue.ts';
import { eventTypes } from '../../shared/adapters/stripe/event-types.ts';
import { syncRequestOfEvent } from '../../shared/adapters/stripe/sync-request-of-event.ts';
import type { CheckoutId } from '../../shared/core/ids.ts';
import { known, parseCampaignId, parseCustomerId } from '../../shared/core/ids.ts';
import { parseCurrency } from '../../shared/core/money.ts';
import type { SyncRequest } from '../../shared/core/sync-request.ts';
import { day, hour, minute } from '../../shared/core/time.ts';
import { listings } from '../../shared/ports/stripe-listing.ts';
import { checkoutInput } from '../support/checkout-input.ts';
import type { Breakage } from './breakages.ts';
import { type Dice, dice } from './dice.ts';
import { brokenInvariants, moneylessStandings } from './invariants.ts';
import { type Newsroom, openNewsroom } from './plugs.ts';
import { often, somebodyActs, toggleCancel } from './readers.ts';
import { createStage, Fault, isGivenUp, noFaults, type Stage, type Task } from './stage.ts';

export interface WorldReport {
  readonly seed: number;
  /** Sentences; none means that every invariant held. */
  readonly broken: readonly string[];
  readonly deliveries: number;
  readonly dropped: number;
  readonly repeated: number;
  readonly deaths: number;
  readonly errors: number;
  readonly steps: number;
}
interface Scene {
  readonly dice: Dice;
  /** One reader, few parts, everybody works on them at once. */
  readonly isNarrow: boolean;
  readonly world: World;
  readonly stage: Stage;
  readonly newsroom: Newsroom;
  readonly claims: { checkout: CheckoutId; secret: string }[];
  readonly counts: { deliveries: number; dropped: number; repeated: number };
  readonly broken: string[];
}
const beginning = Date.UTC(2026, 0, 28, 9);
const stormSteps = 110;
/** Readers that change often: enough steps for each to reach the point where it stalls, beside everybody else. */
const mostSteps = 40;

export async function simulateWorld(seed: number, breakage: Breakage = 'none'): Promise<WorldReport> {
  const scene = openScene(seed, breakage);
  scene.stage.faults = { deaths: 0.01, errors: 0.03 };
  for (let step = 0; step < stormSteps; step += 1) await stormStep(scene);
  if (scene.isNarrow && scene.dice.happens(0.6)) await lastWaver(scene);
  await calmDown(scene);
  const { stage, broken, counts } = scene;
  broken.push(
    ...(await brokenInvariants(scene.world, scene.newsroom)),
    ...stage.defects.map((defect) => `a defect: ${String(defect)}`),
  );
  return { seed, broken, ...counts, ...stage.counts };
}

function openScene(seed: number, breakage: Breakage): Scene {
  const chance = dice(seed);
  const afterLastRetry = chance.pick(['cancel', 'unpaid', 'past_due', 'pause'] as const) ?? 'cancel';
  // In every fourth world Stripe shows only later what paid an invoice.
  const linkDelaySeconds = seed % 4 === 1 ? 90 : 0;
  const world = createWorld({ seed, now: beginning, settings: { afterLastRetry, linkDelaySeconds } });
  createEndpoint(world, { url: 'https://news.example/v1/stripe/events', enabled_events: Object.keys(eventTypes) });
  return {
    world,
    dice: chance,
    stage: createStage(chance),
    newsroom: openNewsroom(world, seed, { breakage }),
    isNarrow: seed % 2 === 0,
    claims: [],
    counts: { deliveries: 0, dropped: 0, repeated: 0 },
    broken: [],
  };
}

async function stormStep(scene: Scene): Promise<void> {
  const { dice: chance, world, stage } = scene;
  const what = chance.roll();
  if (scene.isNarrow && chance.happens(0.2)) await waver(scene);
  else if (what < 0.1) openCheckout(scene);
  else if (what < 0.4) somebodyActs(world, chance, scene.isNarrow);
  else if (what < 0.52) claim(scene);
  else if (what < 0.82) work(scene);
  else if (what < 0.96) passTime(scene);
  else beginReconcile(scene, [chance.pick(listings) ?? 'events']);
  for (let steps = chance.below(7); steps > 0; steps -= 1) await stage.step();
  deliver(scene);
  const moneyless = moneylessStandings(world, scene.newsroom);
  if (moneyless.length > 0) scene.broken.push(...moneyless);
}

// There and back again while somebody reads: a state with its former value hides that it changed. The reader works
// beside the queue, as one does whose sync request went to another worker because it took too long.
async function waver(scene: Scene): Promise<void> {
  const { world, stage, newsroom, dice: chance } = scene;
  const wavering = toggleCancel(world, chance);
  if (wavering === null) return;
  deliver(scene);
  const syncRequest = {
    part: 'membership',
    objectId: wavering.id,
    customerId: parseCustomerId(wavering.customer),
  } as const;
  const reader = stage.begin(
    'worker',
    async (task) => {
      await answerSyncRequest(newsroom.needsOf(stage, task), { ...syncRequest, eventId: 'evt_again' });
    },
    // Between its versioned read and its save.
    4 + chance.below(2),
  );
  for (let steps = 0; steps < mostSteps && reader.quickAwaits > 0 && !reader.isDone; steps += 1) await stage.step();
  toggleCancel(world, chance, wavering.id);
}

// Of many stuck workers one is always late enough to correct what another did. So here the time limit of their function
// ends all that stalled before, and the current reader is the only stuck one during the reconciliation.
async function lastWaver(scene: Scene): Promise<void> {
  scene.stage.cutOff('the slow');
  await waver(scene);
}

function openCheckout({ stage, newsroom, dice: chance, claims, isNarrow }: Scene): void {
  if (isNarrow && claims.length > 0) return;
  const frequency = isNarrow ? 'monthly' : (chance.pick(['once', 'monthly', 'annual'] as const) ?? 'once');
  const currency = known(parseCurrency(chance.pick(['usd', 'usd', 'eur', 'jpy']) ?? 'usd'));
  const campaign = chance.happens(0.7) ? parseCampaignId('ad-free') : null;
  stage.begin('opening', async (task) => {
    const contribution = { frequency, currency, amountMinor: 3000 };
    const input = checkoutInput({ contribution, campaign, caller: `${chance.roll()}` });
    const opened = await createCheckout(newsroom.needsOf(stage, task), input);
    if (opened.ok) claims.push({ checkout: opened.value.checkout, secret: opened.value.claimSecret });
  });
}

function claim({ stage, newsroom, dice: chance, claims }: Scene): void {
  const claimed = chance.pick(claims);
  if (claimed === undefined) return;
  stage.begin('claim', async (task) => {
    await claimCheckout(newsroom.needsOf(stage, task), {
      ...claimed,
      device: null,
      reminderSecret: null,
      caller: `${chance.roll()}`,
    });
  });
}

// Stripe delivers in any order, some events twice and some never.
function deliver({ world, newsroom, dice: chance, counts }: Scene): void {
  const events = world.outbox;
  while (events.length > 0 && chance.happens(0.7)) {
    const [id = ''] = events.splice(chance.below(events.length), 1);
    const heard = world.events.get(id);
    const syncRequest = heard === undefined ? null : syncRequestOfEvent(heard);
    if (syncRequest === null) continue;
    counts.deliveries += 1;
    if (chance.happens(0.1)) {
      counts.dropped += 1;
      continue;
    }
    void newsroom.queue.send({ ...syncRequest, eventId: id });
    if (!chance.happens(0.15)) continue;
    counts.repeated += 1;
    // With another id, as when Stripe makes two events for one change: the queue does not deduplicate it.
    void newsroom.queue.send({ ...syncRequest, eventId: `${id}_again` });
  }
}

/** As many as a real batch holds; beside it two others may be at the same supporter, because theirs took too long. */
const batchSize = 10;

function work({ stage, newsroom, dice: chance }: Scene): void {
  const received = newsroom.queue.receive(batchSize);
  if (received.length === 0) return;
  // Theirs took too long, and the queue gave the batch to the next: up to three workers are at the same parts.
  for (const share of [0.2, 0.1]) if (chance.happens(share)) workBeside({ stage, newsroom }, received);
  const receiptOf = new Map(received.map(({ syncRequest, receipt }) => [syncRequest, receipt]));
  stage.begin('worker', async (task) => {
    await answerSyncRequests(newsroom.needsOf(stage, task), [...receiptOf.keys()], {
      hasTime: () => true,
      done: (syncRequest) => newsroom.queue.acknowledge(receiptOf.get(syncRequest) ?? ''),
      failed(syncRequest, error) {
        newsroom.queue.fail(receiptOf.get(syncRequest) ?? '');
        if (!(error instanceof Fault) && !isGivenUp(error)) stage.defects.push(error);
      },
    });
  });
}

/** What it answers the queue does not count any more, but what it saves does. */
function workBeside({ stage, newsroom }: Pick<Scene, 'stage' | 'newsroom'>, received: readonly Received[]): void {
  const syncRequests = received.map(({ syncRequest }) => ({ ...syncRequest }));
  stage.begin('worker', async (task) => {
    await answerSyncRequests(newsroom.needsOf(stage, task), syncRequests, {
      hasTime: () => true,
      done: () => undefined,
      failed(_, error) {
        if (!(error instanceof Fault) && !isGivenUp(error)) stage.defects.push(error);
      },
    });
  });
}

// A function lives for minutes and links last for more than a year: no worker that read a part returns when it is too old.
// Where links last only days, each longer jump of the clock ends all running workers.
function passTime({ world, stage, newsroom, dice: chance }: Scene): void {
  const leap = chance.pick([...often(12, minute), 10 * minute, hour, day, 5 * day, 16 * day, 33 * day]) ?? hour;
  if (leap >= day && newsroom.still.linkDays < 33) stage.cutOff('everybody');
  advanceTo(world, world.now + leap);
}

function beginReconcile(scene: Scene, over: readonly (typeof listings)[number][], quickAwaits?: number): Task {
  const { stage, newsroom } = scene;
  return stage.begin(
    'reconcile',
    async (task) => {
      const needs = newsroom.needsOf(stage, task);
      await reconcile(
        {
          listing: newsroom.listing,
          saveCursor: async () => undefined,
          syncRequest: (syncRequest) => untilAnswered(needs, syncRequest),
        },
        { listings: over, since: null, run: 'rec', from: null },
      );
    },
    quickAwaits,
  );
}

// Beside many others on one part a sync may give up; it is called again, as the queue would do.
async function untilAnswered(
  needs: Parameters<typeof answerSyncRequest>[0],
  syncRequest: SyncRequest,
): Promise<'changed'> {
  for (;;) {
    try {
      await answerSyncRequest(needs, syncRequest);
      return 'changed';
    } catch (error) {
      if (!isGivenUp(error)) throw error;
    }
  }
}

// No more changes and no more faults; but a worker with an older answer continues beside the reconciliation.
async function calmDown(scene: Scene): Promise<void> {
  const { stage, world } = scene;
  stage.faults = noFaults;
  world.settings = { ...world.settings, linkDelaySeconds: 0 };
  world.outbox.splice(0);
  // A stuck worker continues late: after most of what the reconciliation syncs.
  stage.slowStep = 0.002;
  const last = beginReconcile(scene, listings, Number.POSITIVE_INFINITY);
  while (await stage.step());
  if (!last.isDone) throw new Error('the last reconciliation did not end');
}
