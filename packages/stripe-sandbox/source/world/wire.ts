// The objects of Stripe as they travel in JSON: the SDK's own types with every reference collapsed to its id, every
// Decimal as the string it is on the wire, and everything readonly. Rows are never changed in place: a change is a new
// row, so an event can keep the row it speaks of without copying it.
import type { Stripe } from 'stripe';

type Primitive = string | number | boolean | bigint | null | undefined;

export type Wire<T> = T extends Primitive
  ? T
  : T extends Stripe.Decimal
    ? string
    : T extends readonly (infer Item)[]
      ? readonly WireField<Item>[]
      : { readonly [Key in keyof T]: WireField<T[Key]> };
// `string | Customer | null` is stored as `string | null`; an enum has no object among its members and stays as it is.
type WireField<T> = string extends Extract<T, string> ? Wire<Exclude<T, { object: string }>> : Wire<T>;

export type Session = Wire<Stripe.Checkout.Session>;
export type LineItem = Wire<Stripe.LineItem>;
export type Customer = Wire<Stripe.Customer>;
export type DeletedCustomer = Wire<Stripe.DeletedCustomer>;
export type Product = Wire<Stripe.Product>;
export type Price = Wire<Stripe.Price>;
export type Plan = Wire<Stripe.Plan>;
export type Subscription = Wire<Stripe.Subscription>;
export type SubscriptionItem = Wire<Stripe.SubscriptionItem>;
export type Invoice = Wire<Stripe.Invoice>;
export type InvoiceLine = Wire<Stripe.InvoiceLineItem>;
export type InvoicePayment = Wire<Stripe.InvoicePayment>;
export type PaymentIntent = Wire<Stripe.PaymentIntent>;
export type PaymentMethod = Wire<Stripe.PaymentMethod>;
export type Charge = Wire<Stripe.Charge>;
export type BalanceTransaction = Wire<Stripe.BalanceTransaction>;
export type Payout = Wire<Stripe.Payout>;
export type Refund = Wire<Stripe.Refund>;
export type Dispute = Wire<Stripe.Dispute>;
export type FraudWarning = Wire<Stripe.Radar.EarlyFraudWarning>;
export type PortalSession = Wire<Stripe.BillingPortal.Session>;
export type PortalConfiguration = Wire<Stripe.BillingPortal.Configuration>;
export type WebhookEndpoint = Wire<Stripe.WebhookEndpoint>;
export type EventType = Stripe.Event['type'];

/** Anything with an id that may stand in an answer or an event. */
export interface WireObject {
  readonly id: string;
  readonly object: string;
}

export interface SandboxEvent {
  readonly id: string;
  readonly object: 'event';
  readonly api_version: string;
  readonly created: number;
  readonly data: { readonly object: WireObject; readonly previous_attributes?: Readonly<Record<string, unknown>> };
  readonly livemode: false;
  readonly pending_webhooks: number;
  readonly request: { readonly id: string | null; readonly idempotency_key: string | null };
  readonly type: EventType;
}
