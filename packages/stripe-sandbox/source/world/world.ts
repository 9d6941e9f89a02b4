// One imagined Stripe account as plain values: tables of rows, an agenda of what is due when, and the state of its
// chance. It reads no clock: `now` is set by whoever drives it. Two worlds with one seed and one history are equal.
import type { IntentData, SubscriptionData } from '../request/session-parameters.ts';
import type { Job } from './job.ts';
import { defaultSettings, type Settings } from './settings.ts';
import type * as wire from './wire.ts';

/** What was asked for when a checkout was opened and is needed when it is paid, but shows nowhere in the session. */
export interface CheckoutPlan {
  readonly items: readonly wire.LineItem[];
  readonly intent: IntentData | null;
  readonly subscription: SubscriptionData | null;
}

export interface World {
  now: number;
  baseUrl: string;
  settings: Settings;
  readonly idSeed: number;
  idsDrawn: number;
  chanceState: number;
  /** The API call that is running: events name it. Both null while time itself causes things. */
  request: { readonly id: string | null; readonly idempotency_key: string | null };
  readonly agenda: Job[];
  readonly customers: Map<string, wire.Customer>;
  readonly deletedCustomers: Map<string, wire.DeletedCustomer>;
  readonly products: Map<string, wire.Product>;
  readonly prices: Map<string, wire.Price>;
  readonly sessions: Map<string, wire.Session>;
  readonly checkoutPlans: Map<string, CheckoutPlan>;
  /** Session → intent, for memberships: Stripe shows this link nowhere but in the invoice. */
  readonly intentsOfMemberships: Map<string, string>;
  readonly subscriptions: Map<string, wire.Subscription>;
  readonly renewalOutcomes: Map<string, 'paid' | 'fails'>;
  readonly invoices: Map<string, wire.Invoice>;
  readonly invoicePayments: Map<string, wire.InvoicePayment>;
  readonly paymentIntents: Map<string, wire.PaymentIntent>;
  readonly paymentMethods: Map<string, wire.PaymentMethod>;
  readonly charges: Map<string, wire.Charge>;
  readonly balanceTransactions: Map<string, wire.BalanceTransaction>;
  readonly payouts: Map<string, wire.Payout>;
  /** Balance transaction → the payout that Stripe made of it by itself. */
  readonly payoutsOfTransactions: Map<string, string>;
  readonly refunds: Map<string, wire.Refund>;
  readonly disputes: Map<string, wire.Dispute>;
  readonly fraudWarnings: Map<string, wire.FraudWarning>;
  readonly portalConfigurations: Map<string, wire.PortalConfiguration>;
  readonly portalSessions: Map<string, wire.PortalSession>;
  readonly portalsOpened: Map<string, number>;
  readonly webhookEndpoints: Map<string, wire.WebhookEndpoint>;
  readonly endpointSecrets: Map<string, string>;
  readonly events: Map<string, wire.SandboxEvent>;
  /** Events that somebody follows and no queue has taken yet. */
  readonly outbox: string[];
}

export interface WorldStart {
  readonly seed: number;
  readonly now: number;
  readonly baseUrl?: string;
  readonly settings?: Partial<Settings>;
}

export function createWorld({ seed, now, baseUrl = 'http://localhost:8788', settings = {} }: WorldStart): World {
  return {
    now,
    baseUrl,
    settings: { ...defaultSettings, ...settings },
    idSeed: seed >>> 0,
    idsDrawn: 0,
    chanceState: (seed ^ 0x9e3779b9) >>> 0,
    request: { id: null, idempotency_key: null },
    agenda: [],
    customers: new Map(),
    deletedCustomers: new Map(),
    products: new Map(),
    prices: new Map(),
    sessions: new Map(),
    checkoutPlans: new Map(),
    intentsOfMemberships: new Map(),
    subscriptions: new Map(),
    renewalOutcomes: new Map(),
    invoices: new Map(),
    invoicePayments: new Map(),
    paymentIntents: new Map(),
    paymentMethods: new Map(),
    charges: new Map(),
    balanceTransactions: new Map(),
    payouts: new Map(),
    payoutsOfTransactions: new Map(),
    refunds: new Map(),
    disputes: new Map(),
    fraudWarnings: new Map(),
    portalConfigurations: new Map(),
    portalSessions: new Map(),
    portalsOpened: new Map(),
    webhookEndpoints: new Map(),
    endpointSecrets: new Map(),
    events: new Map(),
    outbox: [],
  };
}

/** Stripe counts in whole seconds. */
export const secondsNow = (world: World): number => Math.floor(world.now / 1000);
