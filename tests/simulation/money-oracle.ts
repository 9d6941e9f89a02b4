// What a newsroom ought to hold, computed from the rows of the imagined Stripe and the newsroom's policy table alone. It is
// written apart: it calls nothing of the product, and uses other words, so that a fault of ours is not repeated here.
import type { Subscription } from '../../packages/stripe-sandbox/source/world/wire.ts';
import type { World } from '../../packages/stripe-sandbox/source/world/world.ts';
import { dueUntil, ourSubscriptions, type Receipt, receiptsOf, standingReceipts } from './money-receipts.ts';

export interface Policy {
  readonly giftDays: number;
  readonly openDispute: 'paid' | 'returned';
  readonly graceDays: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Least amounts by "frequency currency". */
  readonly least: ReadonlyMap<string, number>;
  readonly campaigns: readonly {
    readonly id: string;
    readonly currency: string;
    readonly rates: Readonly<Record<string, readonly [number, number]>>;
  }[];
  readonly timeZone: string;
}
const daySeconds = 86_400;

/** By id of the customer, until when they are left without asks, in seconds. Who is not in it is asked. */
export function standingsDue(world: World, policy: Policy, erased: ReadonlySet<string>): Map<string, number> {
  const now = Math.floor(world.now / 1000);
  const ends = new Map<string, number>();
  const lasts = (customer: string, until: number): void => {
    if (until > now && !world.deletedCustomers.has(customer) && !erased.has(customer))
      ends.set(customer, Math.max(until, ends.get(customer) ?? 0));
  };
  const receipts = standingReceipts(receiptsOf(world)).filter((each) => isEnough(each, policy));
  for (const { customer, came, covers } of receipts) {
    if (covers === null) lasts(customer, came + policy.giftDays * daySeconds);
  }
  for (const subscription of ourSubscriptions(world)) {
    const customer = String(subscription.customer);
    const granted = /^\d{4}-\d{2}-\d{2}$/.exec(subscription.metadata['mainstay_grant'] ?? '')?.[0];
    if (granted !== undefined) lasts(customer, Date.parse(`${granted}T00:00:00Z`) / 1000 + daySeconds);
    const paidUntil = Math.max(
      0,
      ...receipts.flatMap(({ covers }) => (covers?.subscription === subscription.id ? [covers.until] : [])),
    );
    if (paidUntil > now) lasts(customer, paidUntil);
    else if (paidUntil > 0) lasts(customer, paidUntil + graceOf(world, subscription, paidUntil, policy) * daySeconds);
  }
  return ends;
}

/** By "campaign month", what it raised. */
export function totalsDue(world: World, policy: Policy): Map<string, number> {
  const totals = new Map<string, number>();
  for (const receipt of receiptsOf(world)) {
    const campaign = policy.campaigns.find(({ id }) => id === receipt.campaign);
    if (campaign === undefined) continue;
    const remaining = Math.max(0, receipt.gross - receipt.gone - receipt.withheld);
    const worth = worthIn(campaign, receipt, remaining);
    if (worth === 0) continue;
    const name = `${campaign.id} ${monthIn(policy.timeZone, receipt.came)}`;
    totals.set(name, (totals.get(name) ?? 0) + worth);
  }
  return totals;
}

/** By id of the membership, what its page says: Stripe's status, and when it ends, in seconds. */
export function membershipsDue(world: World, erased: ReadonlySet<string>): Map<string, string> {
  return new Map(
    ourSubscriptions(world)
      .filter(({ customer }) => !world.deletedCustomers.has(String(customer)) && !erased.has(String(customer)))
      .map((each) => [each.id, `${statusOf(each)} ends ${endOf(each)}`]),
  );
}

/** What is left is at least what the offer would have taken, or all that was given. */
function isEnough({ gross, gone, withheld, currency, covers }: Receipt, { least, openDispute }: Policy): boolean {
  if (gross === 0) return covers !== null;
  const left = gross - gone - (openDispute === 'paid' ? 0 : withheld);
  const frequency = covers === null ? 'once' : covers.yearly ? 'annual' : 'monthly';
  return left >= Math.min(gross, least.get(`${frequency} ${currency}`) ?? 1);
}

function graceOf(world: World, subscription: Subscription, paidUntil: number, policy: Policy): number {
  const end = endOf(subscription);
  const yearly = subscription.items.data[0]?.price.recurring?.interval === 'year';
  const isEnding = end !== null && end <= paidUntil + (yearly ? 366 : 31) * daySeconds;
  const tried = [...world.invoices.values()].flatMap((invoice) => {
    const until = dueUntil(invoice);
    if (invoice.parent?.subscription_details?.subscription !== subscription.id) return [];
    if (until === null || until <= paidUntil) return [];
    const links = [...world.invoicePayments.values()].filter((each) => each.invoice === invoice.id);
    const states = links.map(({ payment }) => world.paymentIntents.get(String(payment.payment_intent))?.status);
    return links.length > 0 || invoice.status === 'paid' ? [{ until, states, isPaid: invoice.status === 'paid' }] : [];
  });
  const due = dueIn(tried.sort((one, other) => other.until - one.until)[0]);
  return policy.graceDays[isEnding ? 'canceled' : statusOf(subscription)]?.[due] ?? 0;
}

/** Who lets their money rest says so by a pause of its collection, which leaves Stripe's own status as it was. */
const statusOf = ({ status, pause_collection: resting }: Subscription): string =>
  status === 'active' && resting !== null ? 'paused' : status;

interface Tried {
  readonly states: readonly (string | undefined)[];
  readonly isPaid: boolean;
}
function dueIn(newest: Tried | undefined): string {
  if (newest === undefined) return 'missing';
  if (newest.states.includes('processing')) return 'pending';
  // It came, and yet it does not reach: it went back.
  return newest.isPaid || newest.states.includes('succeeded') ? 'returned' : 'failed';
}

function endOf({ ended_at: ended, cancel_at: cancels, cancel_at_period_end: atEnd, items }: Subscription) {
  return ended ?? cancels ?? (atEnd ? Math.max(...items.data.map((each) => each.current_period_end)) : null);
}

function worthIn(campaign: Policy['campaigns'][number], receipt: Receipt, remaining: number): number {
  if (receipt.currency === campaign.currency) return remaining;
  const { settled, gross } = receipt;
  const [times, parts] =
    settled?.currency === campaign.currency ? [settled.amount, gross] : (campaign.rates[receipt.currency] ?? [0, 1]);
  return parts === 0 ? 0 : Math.floor((2 * remaining * times + parts) / (2 * parts));
}

function monthIn(timeZone: string, seconds: number): string {
  const shown = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit' }).formatToParts(
    seconds * 1000,
  );
  const part = (type: string) => shown.find((each) => each.type === type)?.value;
  return `${part('year')}-${part('month')}`;
}
