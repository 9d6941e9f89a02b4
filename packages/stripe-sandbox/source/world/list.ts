// Lists, newest first, filtered as the API's GET routes filter them; pages are cut elsewhere (api/paginate.ts). A filter
// that is not given lets everything through.
import { subscriptionOf } from '../billing/invoice.ts';
import { isLinked } from '../billing/invoice-payment.ts';
import { asOfNow } from '../payments/balance-transaction.ts';
import type { InvoiceList, InvoicePaymentList, SubscriptionList } from '../request/billing-parameters.ts';
import type { CustomerList, PriceList, ProductList } from '../request/customer-parameters.ts';
import type {
  BalanceTransactionList,
  ChargeList,
  EventList,
  IntentList,
  PayoutList,
  RefundList,
} from '../request/payment-parameters.ts';
import { within } from '../request/scalars.ts';
import type { SessionList } from '../request/session-parameters.ts';
import { refuse } from './refusal.ts';
import { retrievePayout } from './retrieve.ts';
import { newestFirst } from './rows.ts';
import type * as wire from './wire.ts';
import type { World } from './world.ts';

const is = <T>(wanted: T | undefined, value: unknown): boolean => wanted === undefined || wanted === value;

export const listSessions = (world: World, by: SessionList = {}): wire.Session[] =>
  newestFirst(world.sessions).filter(
    (row) =>
      within(row.created, by.created) &&
      is(by.customer, row.customer) &&
      is(by.payment_intent, row.payment_intent) &&
      is(by.status, row.status) &&
      is(by.subscription, row.subscription) &&
      is(by.customer_details?.email, row.customer_details?.email),
  );

export const listCustomers = (world: World, by: CustomerList = {}): wire.Customer[] =>
  newestFirst(world.customers).filter((row) => within(row.created, by.created) && is(by.email, row.email));

export const listProducts = (world: World, by: ProductList = {}): wire.Product[] =>
  newestFirst(world.products).filter(
    (row) =>
      within(row.created, by.created) &&
      is(by.active, row.active) &&
      is(by.shippable, row.shippable) &&
      is(by.type, row.type) &&
      is(by.url, row.url) &&
      (by.ids === undefined || by.ids.includes(row.id)),
  );

export const listPrices = (world: World, by: PriceList = {}): wire.Price[] =>
  newestFirst(world.prices).filter(
    (row) =>
      within(row.created, by.created) &&
      is(by.active, row.active) &&
      is(by.currency, row.currency) &&
      is(by.product, row.product) &&
      is(by.type, row.type) &&
      is(by.recurring?.interval, row.recurring?.interval) &&
      is(by.recurring?.usage_type, row.recurring?.usage_type) &&
      (by.lookup_keys === undefined || by.lookup_keys.includes(row.lookup_key ?? '')),
  );

const ended: readonly string[] = ['canceled', 'incomplete_expired'];

/** Without a status, everything that is not canceled. */
export const listSubscriptions = (world: World, by: SubscriptionList = {}): wire.Subscription[] =>
  newestFirst(world.subscriptions).filter(
    (row) =>
      within(row.created, by.created) &&
      hasStatus(row, by.status) &&
      is(by.customer, row.customer) &&
      is(by.collection_method, row.collection_method) &&
      row.items.data.some(
        (item) =>
          within(item.current_period_end, by.current_period_end) &&
          within(item.current_period_start, by.current_period_start) &&
          is(by.price ?? by.plan, item.price.id),
      ),
  );

function hasStatus(row: wire.Subscription, status: SubscriptionList['status']): boolean {
  if (status === undefined) return row.status !== 'canceled';
  if (status === 'all') return true;
  return status === 'ended' ? ended.includes(row.status) : row.status === status;
}

export const listInvoices = (world: World, by: InvoiceList = {}): wire.Invoice[] =>
  newestFirst(world.invoices).filter(
    (row) =>
      within(row.created, by.created) &&
      (by.due_date === undefined || (row.due_date !== null && within(row.due_date, by.due_date))) &&
      is(by.customer, row.customer) &&
      is(by.status, row.status) &&
      is(by.subscription, subscriptionOf(row)) &&
      is(by.collection_method, row.collection_method),
  );

export const listInvoicePayments = (world: World, by: InvoicePaymentList = {}): wire.InvoicePayment[] =>
  newestFirst(world.invoicePayments).filter(
    (row) =>
      isLinked(world, row) &&
      within(row.created, by.created) &&
      is(by.invoice, row.invoice) &&
      is(by.status, row.status) &&
      is(by.payment?.type, row.payment.type) &&
      is(by.payment?.payment_intent, row.payment.payment_intent),
  );

export const listIntents = (world: World, by: IntentList = {}): wire.PaymentIntent[] =>
  newestFirst(world.paymentIntents).filter((row) => within(row.created, by.created) && is(by.customer, row.customer));

export const listCharges = (world: World, by: ChargeList = {}): wire.Charge[] =>
  newestFirst(world.charges).filter(
    (row) =>
      within(row.created, by.created) && is(by.customer, row.customer) && is(by.payment_intent, row.payment_intent),
  );

export const listPayouts = (world: World, by: PayoutList = {}): wire.Payout[] =>
  newestFirst(world.payouts).filter(
    (row) => within(row.created, by.created) && within(row.arrival_date, by.arrival_date) && is(by.status, row.status),
  );

export function listBalanceTransactions(world: World, by: BalanceTransactionList = {}): wire.BalanceTransaction[] {
  if (by.payout !== undefined && !retrievePayout(world, by.payout).automatic)
    refuse('Balance transaction history can only be filtered on automatic transfers, not manual.', { param: 'payout' });
  return newestFirst(world.balanceTransactions)
    .filter(
      (row) =>
        within(row.created, by.created) &&
        is(by.currency, row.currency) &&
        is(by.payout, world.payoutsOfTransactions.get(row.id)) &&
        is(by.source, row.source) &&
        is(by.type, row.type),
    )
    .map((row) => asOfNow(world, row));
}

const ofPayment = <T extends { created: number; charge: string | null; payment_intent?: string | null }>(
  table: ReadonlyMap<string, T>,
  by: RefundList,
): T[] =>
  newestFirst(table).filter(
    (row) => within(row.created, by.created) && is(by.charge, row.charge) && is(by.payment_intent, row.payment_intent),
  );

export const listRefunds = (world: World, by: RefundList = {}): wire.Refund[] => ofPayment(world.refunds, by);
export const listDisputes = (world: World, by: RefundList = {}): wire.Dispute[] => ofPayment(world.disputes, by);
export const listFraudWarnings = (world: World, by: RefundList = {}): wire.FraudWarning[] =>
  ofPayment(world.fraudWarnings, by);

/** `delivery_success: false` also means events whose delivery is still being tried. */
export const listEvents = (world: World, by: EventList = {}): wire.SandboxEvent[] =>
  newestFirst(world.events).filter(
    (row) =>
      within(row.created, by.created) &&
      (by.types === undefined || by.types.includes(row.type)) &&
      (by.type === undefined || matches(by.type, row.type)) &&
      is(by.delivery_success, row.pending_webhooks === 0),
  );

/** `charge.*` follows a whole family. */
const matches = (wanted: string, type: string): boolean =>
  wanted.endsWith('*') ? type.startsWith(wanted.slice(0, -1)) : wanted === type;
