// What must hold in every world (DESIGN: invariants 1, 2 and 6), checked from outside: Stripe's own rows on one side,
// our stored state on the other.
import { isDeepStrictEqual } from 'node:util';
import type { World } from '../../packages/stripe-sandbox/source/world/world.ts';
import { countedOf } from '../../shared/core/campaign.ts';
import { known, parseMembershipId, parsePaymentId } from '../../shared/core/ids.ts';
import { isAged } from '../../shared/core/is-aged.ts';
import { standingOf } from '../../shared/core/standing.ts';
import type { Part } from '../../shared/core/supporter.ts';
import { day } from '../../shared/core/time.ts';
import type { Newsroom } from './plugs.ts';

/** Supporters with a standing for whom Stripe never confirmed any money. Cheap enough to check after every step. */
export function moneylessStandings(world: World, { stores, still }: Newsroom): string[] {
  return stores.supporters.dump().supporters.flatMap(([customer, held]) => {
    const parts = Object.values(held.parts).flatMap((versioned) => versioned.part ?? []);
    const memberships = parts.filter((part) => part.kind === 'membership');
    const payments = parts.filter((part) => part.kind === 'payment');
    if (!standingOf({ memberships, payments }, world.now, still.policy).supporter) return [];
    const isPaid =
      [...world.paymentIntents.values()].some((row) => row.customer === customer && row.status === 'succeeded') ||
      [...world.invoices.values()].some((row) => row.customer === customer && row.status === 'paid');
    const isGranted = memberships.some(({ grantedUntil }) => (grantedUntil ?? 0) > world.now);
    return isPaid || isGranted ? [] : ['a standing exists without money that Stripe confirms'];
  });
}

export async function brokenInvariants(world: World, newsroom: Newsroom): Promise<string[]> {
  const truth = await truthOf(world, newsroom);
  const broken: string[] = [];
  for (const customer of new Set([
    ...truth.keys(),
    ...newsroom.stores.supporters.dump().supporters.map(([id]) => id),
  ])) {
    const supporter = await newsroom.stores.supporters.read(customer);
    const held = [...(supporter?.memberships ?? []), ...(supporter?.payments ?? [])];
    const there = truth.get(customer) ?? [];
    if (!isDeepStrictEqual(byId(held), byId(there)))
      broken.push(`the stored state of ${customer} is not what Stripe says`);
  }
  return [...broken, ...(await brokenTotals(world, newsroom))];
}

export const byId = (parts: readonly Part[]): readonly Part[] =>
  [...parts].sort((one, other) => (one.id < other.id ? -1 : 1));

/** Everything of ours at Stripe, read again and all at once. */
export async function truthOf(
  world: World,
  { payments, still }: Pick<Newsroom, 'payments' | 'still'>,
): Promise<Map<Part['customer'], Part[]>> {
  const truth = new Map<Part['customer'], Part[]>();
  const add = (part: Part | null, isOurs: boolean): void => {
    const isNobodys = part !== null && isAged(part, world.now - still.linkDays * day);
    if (part !== null && isOurs && !isNobodys && !world.deletedCustomers.has(part.customer))
      truth.set(part.customer, [...(truth.get(part.customer) ?? []), part]);
  };
  for (const id of world.subscriptions.keys()) {
    const { membership, marker } = await payments.readMembership(known(parseMembershipId(id)));
    add(membership, marker !== null);
  }
  for (const id of [...world.paymentIntents.keys(), ...paidWithoutIntent(world)]) {
    const { payment, marker } = await payments.readPayment(known(parsePaymentId(id)));
    add(payment, marker !== null);
  }
  return truth;
}

/** Invoices that credit or money outside Stripe paid: they count by themselves. */
function paidWithoutIntent(world: World): string[] {
  const byIntent = new Set(
    [...world.invoicePayments.values()].filter(({ status }) => status !== 'canceled').map(({ invoice }) => invoice),
  );
  return [...world.invoices.values()]
    .filter(({ id, status }) => status === 'paid' && !byIntent.has(id))
    .map(({ id }) => id);
}

/** What the payments count together, by "campaign month". The payments of an erased supporter still count. */
export async function sumsOf(world: World, { still, payments }: Pick<Newsroom, 'still' | 'payments'>) {
  const sums = new Map<string, number>();
  for (const id of [...world.paymentIntents.keys(), ...paidWithoutIntent(world)]) {
    const { payment, marker } = await payments.readPayment(known(parsePaymentId(id)));
    const counted = payment !== null && marker !== null ? countedOf(payment, still.campaigns, still.timeZone) : null;
    if (counted === null) continue;
    const counter = `${counted.campaign} ${counted.month}`;
    sums.set(counter, (sums.get(counter) ?? 0) + counted.amountMinor);
  }
  return sums;
}

async function brokenTotals(world: World, newsroom: Newsroom): Promise<string[]> {
  const { stores } = newsroom;
  const sums = await sumsOf(world, newsroom);
  const totals = new Map(
    stores.supporters.totals().map((each) => [`${each.campaign} ${each.month}`, each.raisedMinor]),
  );
  const counters = new Set([...sums.keys(), ...totals.keys()]);
  return [...counters]
    .filter((counter) => (sums.get(counter) ?? 0) !== (totals.get(counter) ?? 0))
    .map(
      (counter) =>
        `the total of ${counter} is ${totals.get(counter) ?? 0}, its payments count ${sums.get(counter) ?? 0}`,
    );
}
