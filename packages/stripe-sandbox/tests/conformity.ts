// Whether what the sandbox says is what Stripe could say: every object found anywhere in an answer or an event is held
// against the schema of its kind, made from the SDK's own types, with closed enums and no unknown keys.
import { Ajv, type ValidateFunction } from 'ajv';
import { stripeSchemas } from './stripe-schemas.ts';

const kinds: Readonly<Record<string, string>> = {
  'checkout.session': 'CheckoutSession',
  item: 'LineItem',
  customer: 'Customer',
  payment_method: 'PaymentMethod',
  product: 'Product',
  price: 'Price',
  plan: 'Plan',
  subscription: 'Subscription',
  subscription_item: 'SubscriptionItem',
  invoice: 'Invoice',
  line_item: 'InvoiceLineItem',
  invoice_payment: 'InvoicePayment',
  payment_intent: 'PaymentIntent',
  charge: 'Charge',
  balance_transaction: 'BalanceTransaction',
  payout: 'Payout',
  refund: 'Refund',
  dispute: 'Dispute',
  'radar.early_fraud_warning': 'EarlyFraudWarning',
  'billing_portal.session': 'PortalSession',
  'billing_portal.configuration': 'PortalConfiguration',
  webhook_endpoint: 'WebhookEndpoint',
};
const deletedKinds: Readonly<Record<string, string>> = {
  customer: 'DeletedCustomer',
  webhook_endpoint: 'DeletedWebhookEndpoint',
};

export interface Inspector {
  /** Sentences about what Stripe would not say; empty when all is well. */
  faultsOf(value: unknown): string[];
  /** Which kinds of object were looked at, and how many of each. */
  readonly seen: Map<string, number>;
}

export function inspector(): Inspector {
  const schemas = stripeSchemas('responses');
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addSchema(schemas);
  const seen = new Map<string, number>();
  const checkOf = (root: string): ValidateFunction => {
    const check = ajv.getSchema(`${schemas.$id}#/definitions/ROOT_${root}`);
    if (check === undefined) throw new Error(`no schema for ${root}`);
    return check;
  };

  const faultsOf = (value: unknown): string[] => {
    if (typeof value !== 'object' || value === null) return [];
    const within = Object.values(value).flatMap(faultsOf);
    if (!('object' in value) || typeof value.object !== 'string') return within;
    const kind = value.object;
    if (kind === 'list') return [...within, ...keysOf(value, ['object', 'data', 'has_more', 'url'])];
    if (kind === 'event') return [...within, ...eventFaults(value)];
    const root = ('deleted' in value ? deletedKinds : kinds)[kind];
    if (root === undefined) return [...within, `an object of an unknown kind: ${kind}`];
    seen.set(root, (seen.get(root) ?? 0) + 1);
    const check = checkOf(root);
    if (check(value)) return within;
    const errors = (check.errors ?? []).filter(({ keyword }) => keyword !== 'anyOf');
    return [
      ...within,
      ...errors.map((error) => `${kind}${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`),
    ];
  };
  return { faultsOf, seen };
}

const eventKeys = ['id', 'object', 'api_version', 'created', 'data', 'livemode', 'pending_webhooks', 'request', 'type'];

function eventFaults(event: object): string[] {
  const faults = keysOf(event, eventKeys);
  if ('data' in event && typeof event.data === 'object' && event.data !== null)
    faults.push(...keysOf(event.data, ['object', 'previous_attributes'], ['previous_attributes']));
  return faults;
}

function keysOf(value: object, expected: readonly string[], optional: readonly string[] = []): string[] {
  const found = Object.keys(value);
  return [
    ...found.filter((key) => !expected.includes(key)).map((key) => `an unknown key: ${key}`),
    ...expected.filter((key) => !found.includes(key) && !optional.includes(key)).map((key) => `a missing key: ${key}`),
  ];
}
