// Customers: created by checkouts and by the API, changed, deleted. A deleted customer answers as deleted for ever, and
// its memberships end with it.
import { cancelNow } from '../billing/cancel-subscription.ts';
import { isLive } from '../billing/subscription.ts';
import type { CustomerCreate, CustomerUpdate } from '../request/customer-parameters.ts';
import { mergeMetadata } from '../request/scalars.ts';
import { mintId } from '../world/ids.ts';
import { record } from '../world/record.ts';
import { missing } from '../world/refusal.ts';
import { add, change, find } from '../world/rows.ts';
import type { Customer, DeletedCustomer } from '../world/wire.ts';
import { secondsNow, type World } from '../world/world.ts';

export function createCustomer(world: World, wanted: CustomerCreate): Customer {
  const customer = add<Customer>(world.customers, {
    id: mintId(world, 'cus_', 14),
    object: 'customer',
    address: null,
    balance: 0,
    created: secondsNow(world),
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: mintId(world, '', 8).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  });
  const created = change(world.customers, customer, changesOf(customer, wanted));
  record(world, 'customer.created', created);
  return created;
}

/** The customer, or the stub that is left of a deleted one. */
export function retrieveCustomer(world: World, id: string): Customer | DeletedCustomer {
  return world.deletedCustomers.get(id) ?? find(world.customers, id, 'customer');
}

/** Only a customer that exists: a deleted one is answered as missing. */
export function livingCustomer(world: World, id: string, param = 'customer'): Customer {
  if (world.deletedCustomers.has(id)) missing('customer', id, param);
  return find(world.customers, id, 'customer', param);
}

export function updateCustomer(world: World, id: string, wanted: CustomerUpdate): Customer {
  const before = livingCustomer(world, id, 'id');
  const after = change(world.customers, before, changesOf(before, wanted));
  if (JSON.stringify(after) !== JSON.stringify(before)) record(world, 'customer.updated', after, before);
  return after;
}

export function deleteCustomer(world: World, id: string): DeletedCustomer {
  const customer = livingCustomer(world, id, 'id');
  for (const subscription of world.subscriptions.values())
    if (subscription.customer === id && isLive(subscription)) cancelNow(world, subscription, 'cancellation_requested');
  for (const method of world.paymentMethods.values())
    if (method.customer === id) change(world.paymentMethods, method, { customer: null });
  world.customers.delete(id);
  const gone: DeletedCustomer = { id, object: 'customer', deleted: true };
  world.deletedCustomers.set(id, gone);
  record(world, 'customer.deleted', customer);
  return gone;
}

function changesOf(customer: Customer, wanted: CustomerUpdate): Partial<Customer> {
  const { expand: _shown, metadata, invoice_settings, business_name, individual_name, tax_exempt, ...plain } = wanted;
  return {
    ...plain,
    ...(business_name == null ? {} : { business_name }),
    ...(individual_name == null ? {} : { individual_name }),
    ...(tax_exempt == null ? {} : { tax_exempt }),
    ...(invoice_settings && { invoice_settings: { ...customer.invoice_settings, ...invoice_settings } }),
    metadata: mergeMetadata(customer.metadata, metadata),
  };
}
