// A world as plain JSON and back, exactly: same rows in the same order, same ids and same chance to come. Every table is
// named, so that the compiler notices one that was forgotten.
import { defaultSettings } from './settings.ts';
import type { World } from './world.ts';

type Rows<T> = T extends Map<string, infer Row> ? readonly (readonly [string, Row])[] : T;
export type WorldSnapshot = { readonly [Key in keyof World]: Rows<World[Key]> };

export function snapshotWorld(world: World): WorldSnapshot {
  return {
    now: world.now,
    baseUrl: world.baseUrl,
    settings: world.settings,
    idSeed: world.idSeed,
    idsDrawn: world.idsDrawn,
    chanceState: world.chanceState,
    request: world.request,
    agenda: [...world.agenda],
    outbox: [...world.outbox],
    customers: [...world.customers],
    deletedCustomers: [...world.deletedCustomers],
    products: [...world.products],
    prices: [...world.prices],
    sessions: [...world.sessions],
    checkoutPlans: [...world.checkoutPlans],
    intentsOfMemberships: [...world.intentsOfMemberships],
    subscriptions: [...world.subscriptions],
    renewalOutcomes: [...world.renewalOutcomes],
    invoices: [...world.invoices],
    invoicePayments: [...world.invoicePayments],
    paymentIntents: [...world.paymentIntents],
    paymentMethods: [...world.paymentMethods],
    charges: [...world.charges],
    balanceTransactions: [...world.balanceTransactions],
    payouts: [...world.payouts],
    payoutsOfTransactions: [...world.payoutsOfTransactions],
    refunds: [...world.refunds],
    disputes: [...world.disputes],
    fraudWarnings: [...world.fraudWarnings],
    portalConfigurations: [...world.portalConfigurations],
    portalSessions: [...world.portalSessions],
    portalsOpened: [...world.portalsOpened],
    webhookEndpoints: [...world.webhookEndpoints],
    endpointSecrets: [...world.endpointSecrets],
    events: [...world.events],
  };
}

export function restoreWorld(saved: WorldSnapshot): World {
  return {
    now: saved.now,
    baseUrl: saved.baseUrl,
    // A state saved by an older version knows fewer.
    settings: { ...defaultSettings, ...saved.settings },
    idSeed: saved.idSeed,
    idsDrawn: saved.idsDrawn,
    chanceState: saved.chanceState,
    request: saved.request,
    agenda: [...saved.agenda],
    outbox: [...saved.outbox],
    customers: new Map(saved.customers),
    deletedCustomers: new Map(saved.deletedCustomers),
    products: new Map(saved.products),
    prices: new Map(saved.prices),
    sessions: new Map(saved.sessions),
    checkoutPlans: new Map(saved.checkoutPlans),
    intentsOfMemberships: new Map(saved.intentsOfMemberships),
    subscriptions: new Map(saved.subscriptions),
    renewalOutcomes: new Map(saved.renewalOutcomes),
    invoices: new Map(saved.invoices),
    invoicePayments: new Map(saved.invoicePayments),
    paymentIntents: new Map(saved.paymentIntents),
    paymentMethods: new Map(saved.paymentMethods),
    charges: new Map(saved.charges),
    balanceTransactions: new Map(saved.balanceTransactions),
    payouts: new Map(saved.payouts ?? []),
    payoutsOfTransactions: new Map(saved.payoutsOfTransactions ?? []),
    refunds: new Map(saved.refunds),
    disputes: new Map(saved.disputes),
    fraudWarnings: new Map(saved.fraudWarnings),
    portalConfigurations: new Map(saved.portalConfigurations),
    portalSessions: new Map(saved.portalSessions),
    portalsOpened: new Map(saved.portalsOpened),
    webhookEndpoints: new Map(saved.webhookEndpoints),
    endpointSecrets: new Map(saved.endpointSecrets),
    events: new Map(saved.events),
  };
}
