// Subscriptions, their items, invoices and invoice payments.
import { cancelSubscription } from '../billing/cancel-subscription.ts';
import { pauseSubscription } from '../billing/pause-subscription.ts';
import { finalizeNow, payInvoice } from '../billing/pay-now.ts';
import { resumeSubscription } from '../billing/resume-subscription.ts';
import { updateSubscription } from '../billing/update-subscription.ts';
import { markUncollectible, voidInvoice } from '../billing/void-invoice.ts';
import {
  invoiceFinalize,
  invoiceList,
  invoicePay,
  invoicePaymentList,
  itemList,
  subscriptionCancel,
  subscriptionList,
  subscriptionPause,
  subscriptionResume,
  subscriptionUpdate,
} from '../request/billing-parameters.ts';
import { nothing } from '../request/payment-parameters.ts';
import { listInvoicePayments, listInvoices, listSubscriptions } from '../world/list.ts';
import { retrieveInvoice, retrieveInvoicePayment, retrieveSubscription } from '../world/retrieve.ts';
import { listRoute, type Route, route } from './route.ts';

export const billingRoutes: readonly Route[] = [
  listRoute('/v1/subscriptions', subscriptionList, listSubscriptions),
  route('GET', '/v1/subscriptions/:id', nothing, (world, _, id) => retrieveSubscription(world, id)),
  route('POST', '/v1/subscriptions/:id', subscriptionUpdate, (world, wanted, id) =>
    updateSubscription(world, id, wanted),
  ),
  route('DELETE', '/v1/subscriptions/:id', subscriptionCancel, (world, wanted, id) =>
    cancelSubscription(world, id, wanted),
  ),
  route('POST', '/v1/subscriptions/:id/pause', subscriptionPause, (world, wanted, id) =>
    pauseSubscription(world, id, wanted),
  ),
  route('POST', '/v1/subscriptions/:id/resume', subscriptionResume, (world, wanted, id) =>
    resumeSubscription(world, id, wanted),
  ),
  listRoute(
    '/v1/subscription_items',
    itemList,
    (world, wanted) => retrieveSubscription(world, wanted.subscription).items.data,
  ),
  listRoute('/v1/invoices', invoiceList, listInvoices),
  route('GET', '/v1/invoices/:id', nothing, (world, _, id) => retrieveInvoice(world, id)),
  route('POST', '/v1/invoices/:id/pay', invoicePay, (world, wanted, id) => payInvoice(world, id, wanted)),
  route('POST', '/v1/invoices/:id/finalize', invoiceFinalize, (world, _, id) => finalizeNow(world, id)),
  route('POST', '/v1/invoices/:id/void', nothing, (world, _, id) => voidInvoice(world, id)),
  route('POST', '/v1/invoices/:id/mark_uncollectible', nothing, (world, _, id) => markUncollectible(world, id)),
  listRoute('/v1/invoice_payments', invoicePaymentList, listInvoicePayments),
  route('GET', '/v1/invoice_payments/:id', nothing, (world, _, id) => retrieveInvoicePayment(world, id)),
];
