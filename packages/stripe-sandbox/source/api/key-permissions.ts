// Restricted keys: what a key may, by the slugs that Stripe's refusals name ("rak_customer_read"). A key that nobody restricted
// may everything. What an answer expands needs the permission of its own kind too.
import { fail } from '../world/refusal.ts';

/** "rak_customer_read", "rak_customer_write"; who may write may read. */
export type Permission = string;
export type RestrictedKeys = Map<string, readonly Permission[]>;

/** The longest path that fits decides. The kinds are those of public reports; prices are called plans there. */
const kinds: Readonly<Record<string, string>> = {
  '/v1/billing_portal': 'customer_portal',
  '/v1/charges': 'charge',
  '/v1/refunds': 'charge',
  '/v1/checkout/sessions': 'checkout_session',
  '/v1/customers': 'customer',
  '/v1/disputes': 'dispute',
  '/v1/events': 'event',
  '/v1/invoices': 'invoice',
  '/v1/invoice_payments': 'invoice',
  '/v1/payment_intents': 'payment_intent',
  '/v1/payment_methods': 'payment_method',
  '/v1/balance_transactions': 'balance_transaction_source',
  '/v1/payouts': 'payout',
  '/v1/prices': 'plan',
  '/v1/products': 'product',
  '/v1/subscriptions': 'subscription',
  '/v1/subscription_items': 'subscription',
  '/v1/webhook_endpoints': 'webhook',
  '/v1/radar': 'radar',
};

/** By the step of a path. Stripe was seen to ask for credit notes where an invoice shows its payments. */
const expanded: Readonly<Record<string, string>> = {
  balance_transaction: 'balance_transaction_source',
  failure_balance_transaction: 'balance_transaction_source',
  charge: 'charge',
  latest_charge: 'charge',
  refunds: 'charge',
  customer: 'customer',
  invoice: 'invoice',
  latest_invoice: 'invoice',
  payments: 'credit_note',
  payment_intent: 'payment_intent',
  payment_method: 'payment_method',
  default_payment_method: 'payment_method',
  price: 'plan',
  product: 'product',
  subscription: 'subscription',
  subscriptions: 'subscription',
};

export interface Wanted {
  readonly method: string;
  readonly path: string;
  readonly expand: readonly string[];
}

/** Refuses after bad parameters and before the object is looked for, so that nobody learns whether it is there. */
export function checkPermission(keys: RestrictedKeys, key: string, { method, path, expand }: Wanted): void {
  const may = keys.get(key);
  if (may === undefined) return;
  const kind = Object.entries(kinds).find(([start]) => path === start || path.startsWith(`${start}/`))?.[1] ?? 'other';
  const level = method === 'GET' ? 'read' : 'write';
  const shown = expand.flatMap((each) => each.split('.').flatMap((step) => expanded[step] ?? []));
  const needed = [`rak_${kind}_${level}`, ...shown.map((each) => `rak_${each}_read`)];
  const lacking = needed.find((each) => !may.includes(each) && !may.includes(each.replace(/_read$/, '_write')));
  if (lacking !== undefined) refuseFor(key, lacking);
}

function refuseFor(key: string, permission: Permission): never {
  const message = `The provided key '${key.slice(0, 8)}${'*'.repeat(10)}${key.slice(-4)}' does not have the required permissions for this endpoint on account 'acct_sandbox'. Having the '${permission}' permission would allow this request to continue.`;
  return fail({ status: 403, error: { type: 'invalid_request_error', message } });
}
