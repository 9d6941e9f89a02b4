// Expanding: an id in an answer is replaced by the object it names, along paths of up to four steps; some lists are shown
// only when asked for. Rows are not touched: what is expanded is copied on the way down.
import { isLinked, paymentsOf } from '../billing/invoice-payment.ts';
import { lineItemList } from '../checkout/session.ts';
import { asOfNow } from '../payments/balance-transaction.ts';
import { listRefunds, listSubscriptions } from '../world/list.ts';
import { refuse } from '../world/refusal.ts';
import type { World } from '../world/world.ts';

const deepest = 4;
/** A list inside an object is only its newest part. */
const mostIncluded = 10;

/** Which fields of which object are references; a test compares this with the SDK's types. */
export const references: Readonly<Record<string, string>> = {
  'checkout.session': 'customer invoice payment_intent payment_link setup_intent subscription',
  subscription:
    'application customer default_payment_method default_source latest_invoice on_behalf_of pending_setup_intent schedule test_clock',
  invoice: 'application customer default_payment_method default_source latest_revision on_behalf_of test_clock',
  line_item: 'subscription',
  invoice_payment: 'invoice',
  payment_intent: 'application customer latest_charge on_behalf_of payment_method payment_record review source',
  charge:
    'application application_fee balance_transaction customer failure_balance_transaction on_behalf_of payment_intent review source_transfer transfer',
  balance_transaction: 'source',
  payout: 'application_fee balance_transaction destination failure_balance_transaction original_payout reversed_by',
  refund:
    'balance_transaction charge customer failure_balance_transaction payment_intent payment_method source_transfer_reversal transfer_reversal',
  dispute: 'charge payment_intent',
  'radar.early_fraud_warning': 'charge payment_intent',
  customer: 'default_source test_clock',
  payment_method: 'customer',
  price: 'product',
  plan: 'product',
  product: 'default_price tax_code',
  'billing_portal.session': 'configuration',
  'billing_portal.configuration': 'application',
  // Inside `invoice_payment.payment`, `parent.subscription_details`, `pricing.price_details`, `invoice_settings`.
  hash: 'charge payment_intent subscription price default_payment_method',
};
type Hash = Readonly<Record<string, unknown>>;

export function expand(world: World, answer: object, paths: readonly string[]): object {
  return paths.reduce((shown: object, path) => {
    const steps = path.split('.');
    if (steps.length > deepest)
      refuse(`You cannot expand more than ${deepest} levels of a property. Property: ${path}`, { param: 'expand' });
    return walk(world, shown, steps, path);
  }, answer);
}

function walk(world: World, node: object, steps: readonly string[], path: string): object {
  if (Array.isArray(node)) return node.map((one: unknown) => (isObject(one) ? walk(world, one, steps, path) : one));
  const [step = '', ...rest] = steps;
  const hash: Hash = { ...node };
  // An earlier path may have expanded it already; then this one goes on from there.
  const isOpen = isReference(hash, step) && isObject(hash[step]);
  const target =
    isReference(hash, step) && !isOpen ? named(world, hash[step], path) : (included(world, hash, step) ?? hash[step]);
  if (target === null) return rest.length > 0 || isReference(hash, step) ? node : cannot(path);
  if (!isObject(target)) return cannot(path);
  if (rest.length > 0) return { ...hash, [step]: walk(world, target, rest, path) };
  if (isOpen) return node;
  // A hash that is in the answer anyway is no reference.
  return target === hash[step] ? cannot(path) : { ...hash, [step]: target };
}

const isReference = (hash: Hash, step: string): boolean =>
  (references[String(hash['object'] ?? 'hash')] ?? '').split(' ').includes(step);

/** Lists that an object shows only on request. */
function included(world: World, owner: Hash, field: string): object | undefined {
  const id = String(owner['id']);
  const list = (all: readonly object[], url: string) => ({
    object: 'list',
    data: all.slice(0, mostIncluded),
    has_more: all.length > mostIncluded,
    url,
  });
  if (owner['object'] === 'checkout.session' && field === 'line_items') return lineItemList(world, id);
  if (owner['object'] === 'invoice' && field === 'payments')
    return list(
      paymentsOf(world, id).filter((payment) => isLinked(world, payment)),
      `/v1/invoice_payments?invoice=${id}`,
    );
  if (owner['object'] === 'charge' && field === 'refunds')
    return list(listRefunds(world, { charge: id }), `/v1/charges/${id}/refunds`);
  if (owner['object'] === 'customer' && field === 'subscriptions')
    return list(listSubscriptions(world, { customer: id }), `/v1/customers/${id}/subscriptions`);
  return undefined;
}

function named(world: World, id: unknown, path: string): object | null {
  if (typeof id !== 'string') return null;
  return lookUp[id.slice(0, id.indexOf('_'))]?.(world, id) ?? cannot(path);
}

const lookUp: Readonly<Record<string, (world: World, id: string) => object | undefined>> = {
  bpc: (world, id) => world.portalConfigurations.get(id),
  ch: (world, id) => world.charges.get(id),
  cs: (world, id) => world.sessions.get(id),
  cus: (world, id) => world.deletedCustomers.get(id) ?? world.customers.get(id),
  du: (world, id) => world.disputes.get(id),
  in: (world, id) => world.invoices.get(id),
  inpay: (world, id) => world.invoicePayments.get(id),
  pi: (world, id) => world.paymentIntents.get(id),
  pm: (world, id) => world.paymentMethods.get(id),
  price: (world, id) => world.prices.get(id),
  po: (world, id) => world.payouts.get(id),
  prod: (world, id) => world.products.get(id),
  re: (world, id) => world.refunds.get(id),
  sub: (world, id) => world.subscriptions.get(id),
  txn(world, id) {
    const transaction = world.balanceTransactions.get(id);
    return transaction && asOfNow(world, transaction);
  },
};

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

function cannot(path: string): never {
  return refuse(`This property cannot be expanded (${path}).`, { param: 'expand' });
}
