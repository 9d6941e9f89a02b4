// Reads Stripe's lists page by page and reduces each entry to the part it is about, by the same rules as a webhook's
// event. Nothing but ids is taken from an entry.
import type Stripe from 'stripe';
import * as z from 'zod/mini';
import type { CustomerId } from '../../core/ids.ts';
import { type Instant, secondsOf } from '../../core/time.ts';
import type { ListingName, ListingPage, StripeListing } from '../../ports/stripe-listing.ts';
import { listOf } from './answer-fields.ts';
import type { StripeAccess } from './client.ts';
import { type EventType, eventTypes } from './event-types.ts';
import { read } from './read-answer.ts';
import {
  eventFields,
  syncRequestOfEvent,
  syncRequestOfObject,
  type UnnamedSyncRequest,
} from './sync-request-of-event.ts';

/** As many as Stripe gives at once. */
const pageSize = 100;
const entry = z.looseObject({ id: z.string() });
const event = z.object({ id: z.string(), ...eventFields });

/** Few of all events, and Stripe filters by at most twenty types: what the lists by creation date do not show. */
export const lateTypes = [
  'customer.deleted',
  'refund.updated',
  'refund.failed',
  'charge.dispute.updated',
  'charge.dispute.closed',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.funds_reinstated',
];

type List = (
  stripe: Stripe,
  page: { limit: number; created?: { gte: number }; starting_after?: string },
) => Promise<unknown>;
const lists: Readonly<Record<ListingName, { readonly list: List; readonly type: EventType | undefined }>> = {
  events: { type: undefined, list: (stripe, page) => stripe.events.list(page) },
  changes: { type: undefined, list: (stripe, page) => stripe.events.list({ ...page, types: lateTypes }) },
  checkouts: {
    type: eventTypes['checkout.session.completed'],
    list: (stripe, page) => stripe.checkout.sessions.list({ ...page, status: 'complete' }),
  },
  memberships: {
    type: eventTypes['customer.subscription.updated'],
    list: (stripe, page) => stripe.subscriptions.list({ ...page, status: 'all' }),
  },
  intents: { type: eventTypes['payment_intent.succeeded'], list: (stripe, page) => stripe.paymentIntents.list(page) },
  invoices: {
    type: eventTypes['invoice.paid'],
    list: (stripe, page) => stripe.invoices.list({ ...page, status: 'paid' }),
  },
  refunds: { type: eventTypes['refund.updated'], list: (stripe, page) => stripe.refunds.list(page) },
  disputes: { type: eventTypes['charge.dispute.updated'], list: (stripe, page) => stripe.disputes.list(page) },
};

export const stripeListing = (access: StripeAccess): StripeListing => ({
  partsOf: (customer) => listParts(access, customer),
  page: (name, since, after) => readPage(access, { name, since, after }),
});

async function readPage(
  access: StripeAccess,
  { name, since, after }: { name: ListingName; since: Instant | null; after: string | null },
): Promise<ListingPage> {
  const { list, type } = lists[name];
  const answer = await list(await access.client(), {
    limit: pageSize,
    ...(since === null ? {} : { created: { gte: secondsOf(since) } }),
    ...(after === null ? {} : { starting_after: after }),
  });
  if (type === undefined) {
    const { data, has_more: hasMore } = read(listOf(event), answer, access.mode);
    return pageOf(data, hasMore, syncRequestOfEvent);
  }
  const { data, has_more: hasMore } = read(listOf(entry), answer, access.mode);
  return pageOf(data, hasMore, (each) => syncRequestOfObject(each, type));
}

const pageOf = <T extends { readonly id: string }>(
  entries: readonly T[],
  hasMore: boolean,
  reduce: (entry: T) => UnnamedSyncRequest | null,
): ListingPage => ({
  syncRequests: entries.flatMap((each) => reduce(each) ?? []),
  after: hasMore ? (entries.at(-1)?.id ?? null) : null,
});

async function listParts(access: StripeAccess, customer: CustomerId): Promise<readonly string[]> {
  const stripe = await access.client();
  const answers = [
    await stripe.subscriptions.list({ customer, status: 'all', limit: pageSize }),
    await stripe.paymentIntents.list({ customer, limit: pageSize }),
  ];
  return answers.flatMap((answer) => read(listOf(entry), answer, access.mode).data.map(({ id }) => id));
}
