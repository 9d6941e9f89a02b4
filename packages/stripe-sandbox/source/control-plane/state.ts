// The whole account at a glance, for tests and for people: newest first, events short.
import type { SandboxState } from '../sandbox-state.ts';
import { newestFirst } from '../world/rows.ts';

const recentEvents = 200;

export function stateOf({ world, deliveries, faults }: SandboxState): object {
  return {
    now: new Date(world.now).toISOString(),
    settings: world.settings,
    sessions: newestFirst(world.sessions),
    customers: newestFirst(world.customers),
    deletedCustomers: newestFirst(world.deletedCustomers),
    subscriptions: newestFirst(world.subscriptions),
    renewalOutcomes: Object.fromEntries(world.renewalOutcomes),
    invoices: newestFirst(world.invoices),
    paymentIntents: newestFirst(world.paymentIntents),
    charges: newestFirst(world.charges),
    refunds: newestFirst(world.refunds),
    payouts: newestFirst(world.payouts),
    disputes: newestFirst(world.disputes),
    webhookEndpoints: newestFirst(world.webhookEndpoints),
    events: newestFirst(world.events)
      .slice(0, recentEvents)
      .map(({ id, type, created, data, pending_webhooks }) => ({
        id,
        type,
        created,
        object: data.object.id,
        pending_webhooks,
      })),
    deliveries: {
      storm: deliveries.storm,
      pending: [...deliveries.sending, ...deliveries.pending],
      tally: deliveries.tally,
    },
    faults,
    agenda: world.agenda.map(({ at, ...job }) => ({ at: new Date(at).toISOString(), ...job })),
  };
}
