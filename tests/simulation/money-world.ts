// One world from one seed in which nothing is lost and nobody is interrupted: people give, change their minds, dispute and
// get refunds, and Stripe tells all of it. At every calm moment, and before any reconciliation, what the newsroom holds is
// compared with what the oracle of money says.
import { settings } from '#settings';
import { sumsOf } from '../../packages/stripe-sandbox/source/billing/invoice.ts';
import { updateSubscription } from '../../packages/stripe-sandbox/source/billing/update-subscription.ts';
import { createRefund } from '../../packages/stripe-sandbox/source/payments/refund.ts';
import { createEndpoint } from '../../packages/stripe-sandbox/source/webhooks/endpoints.ts';
import { advanceTo } from '../../packages/stripe-sandbox/source/world/advance.ts';
import { refusalIn } from '../../packages/stripe-sandbox/source/world/refusal.ts';
import type { Subscription } from '../../packages/stripe-sandbox/source/world/wire.ts';
import { createWorld, type World } from '../../packages/stripe-sandbox/source/world/world.ts';
import { answerSyncRequests } from '../../shared/actions/answer-sync-requests.ts';
import { createCheckout } from '../../shared/actions/create-checkout.ts';
import { eventTypes } from '../../shared/adapters/stripe/event-types.ts';
import { syncRequestOfEvent } from '../../shared/adapters/stripe/sync-request-of-event.ts';
import { known, parseCampaignId } from '../../shared/core/ids.ts';
import { parseCurrency } from '../../shared/core/money.ts';
import { standingOf } from '../../shared/core/standing.ts';
import { day, hour, minute } from '../../shared/core/time.ts';
import { type Dice, dice } from './dice.ts';
import { giveLive, heardOfLive, openLiveMode } from './live-mode.ts';
import { faulty, type MoneyFault } from './money-faults.ts';
import { membershipsDue, type Policy, standingsDue, totalsDue } from './money-oracle.ts';
import { type Newsroom, openNewsroom } from './plugs.ts';
import { eraseHere, payTwice } from './rare-money.ts';
import { somebodyActs } from './readers.ts';

const beginning = Date.UTC(2026, 0, 28, 9);
const rounds = 60;
const batchSize = 10;

interface Scene {
  readonly world: World;
  readonly chance: Dice;
  readonly newsroom: Newsroom;
  /** Another installation on the same account. It sells by the same code, under campaigns of the same names. */
  readonly other: Newsroom;
  readonly fault: MoneyFault;
  readonly needs: ReturnType<typeof needsOf>;
  /** The other mode of the account. */
  readonly live: World;
  /** Of whom nothing may come back, though Stripe still has them. */
  readonly erased: Set<string>;
  readonly broken: string[];
}

/** Sentences; none means that every sum and every standing was right at every calm moment. */
export async function simulateMoney(seed: number, fault: MoneyFault = {}): Promise<readonly string[]> {
  const scene = openScene(seed, fault);
  for (let round = 0; round < rounds && scene.broken.length === 0; round += 1) {
    await step(scene);
    if (!scene.chance.happens(0.4)) continue;
    // Balance transactions come some seconds after their charges.
    advanceTo(scene.world, scene.world.now + minute);
    await hearAll(scene);
    scene.broken.push(...compare(scene));
    if (scene.chance.happens(0.15)) wipeMetadata(scene);
  }
  return scene.broken;
}

function openScene(seed: number, fault: MoneyFault): Scene {
  const chance = dice(seed);
  const world = createWorld({
    seed,
    now: beginning,
    settings: {
      afterLastRetry: chance.pick(['cancel', 'unpaid', 'past_due', 'pause'] as const) ?? 'cancel',
      settlementCurrency: chance.pick(['usd', 'eur'] as const) ?? 'usd',
    },
  });
  createEndpoint(world, { url: 'https://news.example/v1/stripe/events', enabled_events: Object.keys(eventTypes) });
  const newsroom = openNewsroom(world, seed, { linkDays: settings.linkDays });
  const other = openNewsroom(world, seed + 0.5, { installation: { id: 'south', formerIds: [] } });
  return {
    world,
    chance,
    newsroom,
    other,
    fault,
    needs: needsOf(newsroom, world, fault),
    live: openLiveMode(seed, beginning),
    erased: new Set(),
    broken: [],
  };
}

const needsOf = (newsroom: Newsroom, world: World, fault: MoneyFault) => ({
  ...newsroom.still,
  ...newsroom.stores,
  ...faulty(newsroom, world, fault),
});

async function step(scene: Scene): Promise<void> {
  const { world, chance } = scene;
  const what = chance.roll();
  if (what < 0.2) await openCheckout(scene);
  else if (what < 0.25) refundInSmallParts(scene);
  else if (what < 0.27) payTwice(world, chance);
  else if (what < 0.28) giveLive(scene.live);
  else if (what < 0.3) await erase(scene);
  else if (what < 0.75) somebodyActs(world, chance, false);
  else if (what < 0.82) await changeAtRenewal(scene);
  else {
    // Stripe keeps an event for 30 days: whoever is deaf for longer has losses.
    await hearAll(scene);
    const leaps = [hour, 10 * hour, day, 3 * day, 9 * day, 17 * day, 28 * day, untilMonthEnds(world.now)];
    advanceTo(world, world.now + (chance.pick(leaps) ?? hour));
  }
}

/**
 * Staff change an amount, and Stripe puts the time that was not used and the rest of the running period before the renewal's
 * own line. The sum may be below zero: then it becomes credit.
 */
async function changeAtRenewal(scene: Scene): Promise<void> {
  const { world, chance } = scene;
  const changed = chance.pick(
    [...world.subscriptions.values()].filter(({ status }) => status === 'active' || status === 'past_due'),
  );
  // Sometimes nobody pays the renewal before, and Stripe goes on all the same.
  if (changed?.status === 'active' && chance.happens(0.4)) await failOnce(scene, changed);
  const current = world.subscriptions.get(changed?.id ?? '');
  const renewsAt = (current?.items.data[0]?.current_period_end ?? 0) * 1000 + 10 * minute;
  if (changed === undefined || renewsAt < world.now || renewsAt - world.now > 28 * day) return;
  await hearAll(scene);
  advanceTo(world, renewsAt);
  const draft = [...world.invoices.values()].find(
    ({ parent, status }) => status === 'draft' && parent?.subscription_details?.subscription === changed.id,
  );
  const [renewal] = draft?.lines.data ?? [];
  if (draft === undefined || renewal === undefined) return;
  const period = { start: renewal.period.start - 9 * 86_400, end: renewal.period.start };
  const line = (amount: number): typeof renewal => ({ ...renewal, id: `${renewal.id}${amount}`, amount, period });
  // Of a period that nobody paid all is credited, and the credit closes the renewal without a cent.
  const isUnpaid = world.subscriptions.get(changed.id)?.status === 'past_due';
  const unused = line(isUnpaid ? -renewal.amount - 100 : -100 * (1 + chance.below(60)));
  const lines = [
    ...(!isUnpaid && chance.happens(0.5) ? [unused, line(100 * (1 + chance.below(40)))] : [unused]),
    renewal,
  ];
  const total = lines.reduce((sum, { amount }) => sum + amount, 0);
  world.invoices.set(draft.id, { ...draft, ...sumsOf(total), lines: { ...draft.lines, data: lines } });
}

/** A renewal that no retry pays; the membership stays past due. */
async function failOnce(scene: Scene, { id, items }: Subscription): Promise<void> {
  const { world } = scene;
  world.settings = { ...world.settings, afterLastRetry: 'past_due' };
  world.renewalOutcomes.set(id, 'fails');
  const end = (items.data[0]?.current_period_end ?? 0) * 1000 + 2 * hour;
  for (const at of [end, end + 13 * day, end + 26 * day]) {
    await hearAll(scene);
    // Half of the way: whoever is deaf for 30 days has losses.
    if (at - world.now > 28 * day) advanceTo(world, world.now + 14 * day);
    await hearAll(scene);
    if (at > world.now && at - world.now < 28 * day) advanceTo(world, at);
  }
}

/** To where it is another month in the newsroom's own zone already. */
function untilMonthEnds(now: number): number {
  const date = new Date(now);
  const next = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
  return Math.min(28 * day, Math.max(minute, next - hour - now));
}

async function openCheckout({ needs, other, chance }: Scene): Promise<void> {
  const seller = chance.happens(0.15) ? { ...other.still, ...other.stores, payments: other.payments } : needs;
  const opened = await createCheckout(seller, {
    contribution: {
      frequency: chance.pick(['once', 'monthly', 'monthly', 'annual'] as const) ?? 'once',
      currency: known(parseCurrency(chance.pick(['usd', 'usd', 'eur', 'jpy']) ?? 'usd')),
      amountMinor: 3000,
    },
    campaign: chance.happens(0.8) ? parseCampaignId('ad-free') : null,
    source: null,
    locale: null,
    replaces: null,
    isAgain: false,
    pass: null,
    isForm: false,
    claimHash: null,
    claimSecret: null,
    device: null,
    returnUrl: 'https://news.example/a',
    attemptKey: null,
    captcha: null,
    caller: `${chance.roll()}`,
    country: null,
  });
  if (!opened.ok) throw new Error(`no checkout was opened: ${opened.failure.kind}`);
}

async function erase({ newsroom, chance, erased }: Scene): Promise<void> {
  const customer = await eraseHere(newsroom, chance);
  if (customer !== null) erased.add(customer);
}

/** More refunds than an object shows of its list. */
function refundInSmallParts({ world, chance }: Scene): void {
  const intent = chance.pick([...world.paymentIntents.values()].filter(({ status }) => status === 'succeeded'));
  if (intent === undefined) return;
  world.settings = { ...world.settings, refunds: 'succeed' };
  try {
    for (let part = 0; part < 12; part += 1) createRefund(world, { payment_intent: intent.id, amount: 7 });
  } catch (error) {
    if (refusalIn(error) === undefined) throw error;
  }
}

/** Staff or another tool clear the metadata of a membership that we hold. */
function wipeMetadata({ world, chance }: Scene): void {
  const ours = [...world.subscriptions.values()].filter(
    ({ metadata }) => metadata['mainstay'] === settings.installation.id,
  );
  const wiped = chance.pick(ours.filter(({ customer }) => !world.deletedCustomers.has(String(customer))));
  if (wiped === undefined) return;
  updateSubscription(world, wiped.id, { metadata: { mainstay: '', mainstay_checkout: '', mainstay_campaign: '' } });
}

/** Everything that Stripe has to tell, in any order. */
async function hearAll(scene: Scene): Promise<void> {
  const { world, chance, needs, fault, broken, live } = scene;
  const ofLive = fault.isDeaf === true ? [] : await heardOfLive(live, fault.isModeIgnored === true);
  const { payments } = openNewsroom(live, 0);
  await answerSyncRequests({ ...needs, payments }, ofLive, steps(broken));
  while (world.outbox.length > 0) {
    const events = world.outbox.splice(0).sort(() => chance.roll() - 0.5);
    if (fault.isDeaf === true) continue;
    const syncRequests = events.flatMap((id) => {
      const event = world.events.get(id);
      const syncRequest = event === undefined ? null : syncRequestOfEvent(event);
      return syncRequest === null ? [] : [{ ...syncRequest, eventId: id }];
    });
    for (let from = 0; from < syncRequests.length; from += batchSize) {
      await answerSyncRequests(needs, syncRequests.slice(from, from + batchSize), steps(broken));
    }
  }
}

const steps = (broken: string[]) => ({
  hasTime: () => true,
  done: () => undefined,
  failed: (_: unknown, error: unknown) => void broken.push(`a defect: ${String(error)}`),
});

function compare({ world, newsroom, fault, erased }: Scene): string[] {
  const { policy } = newsroom.still;
  const [standings, memberships] = [new Map<string, number>(), new Map<string, string>()];
  const broken: string[] = [];
  for (const [customer, held] of newsroom.stores.supporters.dump().supporters) {
    const parts = Object.values(held.parts).flatMap((versioned) => versioned.part ?? []);
    if (parts.length > 0 && (world.deletedCustomers.has(customer) || erased.has(customer)))
      broken.push('parts are held of a deleted customer');
    const ofSupporter = {
      memberships: parts.filter((part) => part.kind === 'membership'),
      payments: parts.filter((part) => part.kind === 'payment'),
    };
    const standing = (fault.standing ?? standingOf)(ofSupporter, world.now, policy);
    if (standing.supporter) standings.set(customer, standing.until / 1000);
    for (const { id, status, endsAt } of ofSupporter.memberships) {
      memberships.set(id, `${status} ends ${endsAt === null ? null : endsAt / 1000}`);
    }
  }
  const totals = new Map<string, number>(
    newsroom.stores.supporters
      .totals()
      .flatMap(({ campaign, month, raisedMinor }) =>
        raisedMinor === 0 ? [] : [[`${campaign} ${month}`, raisedMinor] as const],
      ),
  );
  return [
    ...broken,
    ...differences('the standing of', standings, standingsDue(world, duePolicy, erased)),
    ...differences('the membership', memberships, membershipsDue(world, erased)),
    ...differences('the total of', totals, totalsDue(world, duePolicy)),
  ];
}

function differences<T>(what: string, held: ReadonlyMap<string, T>, due: ReadonlyMap<string, T>): string[] {
  return [...new Set([...held.keys(), ...due.keys()])]
    .filter((name) => held.get(name) !== due.get(name))
    .map((name) => `${what} ${name} is ${held.get(name)}, and ought to be ${due.get(name)}`);
}

const duePolicy: Policy = {
  giftDays: settings.standing.giftDays,
  openDispute: settings.standing.openDispute,
  graceDays: settings.standing.graceDays,
  least: new Map(
    settings.offer.currencies.flatMap(({ currency, amounts }) =>
      Object.entries(amounts).map(
        ([frequency, { minimumMinor }]) => [`${frequency} ${currency}`, minimumMinor] as const,
      ),
    ),
  ),
  campaigns: settings.campaigns,
  timeZone: settings.newsroom.timeZone,
};
