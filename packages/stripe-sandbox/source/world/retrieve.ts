// One object as it is now, or Stripe's `resource_missing`. These are what the API's GET routes answer and what a
// simulation calls directly.
import { asOfNow } from '../payments/balance-transaction.ts';
import { find } from './rows.ts';
import type * as wire from './wire.ts';
import type { World } from './world.ts';

export const retrieveSession = (world: World, id: string): wire.Session => find(world.sessions, id, 'checkout.session');
export const retrieveSubscription = (world: World, id: string): wire.Subscription =>
  find(world.subscriptions, id, 'subscription');
export const retrieveInvoice = (world: World, id: string): wire.Invoice => find(world.invoices, id, 'invoice');
export const retrieveInvoicePayment = (world: World, id: string): wire.InvoicePayment =>
  find(world.invoicePayments, id, 'invoice_payment');
export const retrieveIntent = (world: World, id: string): wire.PaymentIntent =>
  find(world.paymentIntents, id, 'payment_intent');
export const retrieveCharge = (world: World, id: string): wire.Charge => find(world.charges, id, 'charge');
export const retrievePayout = (world: World, id: string): wire.Payout => find(world.payouts, id, 'payout');
export const retrieveRefund = (world: World, id: string): wire.Refund => find(world.refunds, id, 'refund');
export const retrieveDispute = (world: World, id: string): wire.Dispute => find(world.disputes, id, 'dispute');
export const retrievePaymentMethod = (world: World, id: string): wire.PaymentMethod =>
  find(world.paymentMethods, id, 'PaymentMethod');
export const retrieveProduct = (world: World, id: string): wire.Product => find(world.products, id, 'product');
export const retrievePrice = (world: World, id: string): wire.Price => find(world.prices, id, 'price');
export const retrieveEvent = (world: World, id: string): wire.SandboxEvent => find(world.events, id, 'event');
export const retrieveFraudWarning = (world: World, id: string): wire.FraudWarning =>
  find(world.fraudWarnings, id, 'early_fraud_warning');
export const retrieveConfiguration = (world: World, id: string): wire.PortalConfiguration =>
  find(world.portalConfigurations, id, 'configuration');
export const retrieveEndpoint = (world: World, id: string): wire.WebhookEndpoint =>
  find(world.webhookEndpoints, id, 'webhook endpoint');
export const retrieveBalanceTransaction = (world: World, id: string): wire.BalanceTransaction =>
  asOfNow(world, find(world.balanceTransactions, id, 'balance transaction'));
