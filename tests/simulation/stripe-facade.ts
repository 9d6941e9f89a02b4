// The sandbox in the shape of the SDK, without its HTTP, retries and timers: our real Stripe adapter runs on it. Only
// what the adapter calls is here; anything else is a TypeError, which is a defect of the simulation.
import type Stripe from 'stripe';
import { expand } from '../../packages/stripe-sandbox/source/api/expand.ts';
import { createSession } from '../../packages/stripe-sandbox/source/checkout/create-session.ts';
import { retrieveCustomer } from '../../packages/stripe-sandbox/source/customers/customer.ts';
import * as list from '../../packages/stripe-sandbox/source/world/list.ts';
import * as retrieve from '../../packages/stripe-sandbox/source/world/retrieve.ts';
import type { World } from '../../packages/stripe-sandbox/source/world/world.ts';
import type { StripeAccess } from '../../shared/adapters/stripe/client.ts';
import type { Installation } from '../../shared/core/installation.ts';

/** `installation`: of which newsroom on the account. */
type Requested = Record<string, unknown> & { readonly expand?: readonly string[]; readonly limit?: number };
// No copies: the sandbox replaces an old row with a new one and changes none, and the adapter reads at once.
const expanded = (world: World, answer: object, requested: Requested | undefined) =>
  expand(world, answer, requested?.expand ?? []);

export function stripeFacade(world: World, installation: Installation): StripeAccess {
  const one = (find: (world: World, id: string) => object) => async (id: string, requested?: Requested) =>
    expanded(world, find(world, id), requested);
  const many =
    (search: (world: World, by: never) => readonly { readonly id: string }[]) =>
    async ({
      limit = 10,
      starting_after: after,
      expand: paths,
      ...by
    }: Requested & { readonly starting_after?: string } = {}) => {
      const found = search(world, by as never);
      const from = after === undefined ? 0 : found.findIndex((each) => each.id === after) + 1;
      const data = found.slice(from, from + limit);
      const page = { object: 'list', url: '/', has_more: from + limit < found.length, data };
      return expanded(world, page, paths === undefined ? undefined : { expand: paths });
    };
  const client = {
    checkout: {
      sessions: {
        create: async (wanted: never) => createSession(world, wanted),
        retrieve: one(retrieve.retrieveSession),
        list: many(list.listSessions),
      },
    },
    subscriptions: { retrieve: one(retrieve.retrieveSubscription), list: many(list.listSubscriptions) },
    paymentIntents: { retrieve: one(retrieve.retrieveIntent), list: many(list.listIntents) },
    invoices: { retrieve: one(retrieve.retrieveInvoice), list: many(list.listInvoices) },
    invoicePayments: { list: many(list.listInvoicePayments) },
    charges: { retrieve: one(retrieve.retrieveCharge) },
    refunds: { list: many(list.listRefunds) },
    disputes: { list: many(list.listDisputes) },
    events: { list: many(list.listEvents) },
    customers: { retrieve: one(retrieveCustomer) },
  };
  return { mode: 'test', installation, now: () => world.now, client: async () => client as unknown as Stripe };
}
