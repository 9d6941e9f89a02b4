// Restricted keys: what a key may, row by row, as Stripe's dashboard lists it. A key that nobody restricted may everything.
// The names of the rows are ours; how Stripe spells them in a refusal was not seen.
import { fail } from '../world/refusal.ts';

/** "customers:read", "customers:write"; who may write may read. */
export type Permission = string;
export type RestrictedKeys = Map<string, readonly Permission[]>;

/** The longest path that fits decides. */
const rows: Readonly<Record<string, string>> = {
  '/v1/billing_portal': 'billing_portal',
  '/v1/charges': 'charges',
  '/v1/refunds': 'charges',
  '/v1/checkout/sessions': 'checkout_sessions',
  '/v1/customers': 'customers',
  '/v1/disputes': 'disputes',
  '/v1/events': 'events',
  '/v1/invoices': 'invoices',
  '/v1/invoice_payments': 'invoices',
  '/v1/payment_intents': 'payment_intents',
  '/v1/payment_methods': 'payment_methods',
  '/v1/balance_transactions': 'balance_transactions',
  '/v1/prices': 'prices',
  '/v1/products': 'products',
  '/v1/subscriptions': 'subscriptions',
  '/v1/subscription_items': 'subscriptions',
  '/v1/webhook_endpoints': 'webhook_endpoints',
  '/v1/radar': 'radar',
};

/** Refuses before the object is looked for, so that nobody learns whether it is there. */
export function checkPermission(keys: RestrictedKeys, key: string, method: string, path: string): void {
  const may = keys.get(key);
  if (may === undefined) return;
  const row = Object.entries(rows).find(([start]) => path === start || path.startsWith(`${start}/`))?.[1] ?? 'other';
  const isAllowed = may.includes(`${row}:write`) || (method === 'GET' && may.includes(`${row}:read`));
  if (isAllowed) return;
  const message = `The provided key does not have the required permissions for this endpoint. Having the '${row}_${method === 'GET' ? 'read' : 'write'}' permission would allow this request to continue.`;
  fail({ status: 403, error: { type: 'invalid_request_error', message } });
}
