// Finalising: an invoice gets its number and its amount due after the customer's balance, and a payment intent that is to
// pay it. What the balance covers, or what is too small to charge, is paid on the spot without any intent.
import { smallestCharge } from '../money/exchange.ts';
import { newIntent } from '../payments/payment-intent.ts';
import { record } from '../world/record.ts';
import { change, known } from '../world/rows.ts';
import type { Invoice, PaymentIntent } from '../world/wire.ts';
import { secondsNow, type World } from '../world/world.ts';
import { updateInvoice } from './invoice.ts';
import { newInvoicePayment } from './invoice-payment.ts';
import { becomePaid } from './pay-invoice.ts';

/** `intent` is the one a Checkout payer has confirmed; without it the invoice gets its own. */
export function finalizeInvoice(world: World, draft: Invoice, intent?: PaymentIntent): Invoice {
  const customer = known(world.customers, draft.customer);
  const { due, endingBalance } = dueAfterBalance(world, draft, customer.balance);
  const sequence = customer.next_invoice_sequence ?? 1;
  if (endingBalance !== customer.balance) {
    const changed = change(world.customers, customer, { balance: endingBalance, next_invoice_sequence: sequence + 1 });
    record(world, 'customer.updated', changed, customer);
  } else change(world.customers, customer, { next_invoice_sequence: sequence + 1 });
  const open = updateInvoice(world, draft, {
    amount_due: due,
    amount_remaining: due,
    automatically_finalizes_at: null,
    effective_at: secondsNow(world),
    ending_balance: endingBalance,
    hosted_invoice_url: `${world.baseUrl}/invoice/${draft.id}`,
    invoice_pdf: `${world.baseUrl}/invoice/${draft.id}/pdf`,
    number: `${customer.invoice_prefix ?? 'SANDBOX'}-${String(sequence).padStart(4, '0')}`,
    starting_balance: customer.balance,
    status: 'open',
    status_transitions: { ...draft.status_transitions, finalized_at: secondsNow(world) },
  });
  record(world, 'invoice.finalized', open);
  if (due === 0) return becomePaid(world, open, 0);
  newInvoicePayment(world, open, intent ?? intentFor(world, open));
  return open;
}

function intentFor(world: World, invoice: Invoice): PaymentIntent {
  return newIntent(world, {
    amount: invoice.amount_due,
    currency: invoice.currency,
    customer: invoice.customer,
    description: invoice.billing_reason === 'subscription_create' ? 'Subscription creation' : 'Subscription update',
    setupFutureUsage: 'off_session',
    statementDescriptor: descriptorOf(world, productsOf(invoice)),
  });
}

/** As Stripe does for subscriptions: the descriptor of the first product that has one. */
export function descriptorOf(world: World, products: readonly string[]): string | null {
  const descriptors = products.map((id) => world.products.get(id)?.statement_descriptor);
  return descriptors.find((each) => typeof each === 'string') ?? null;
}

const productsOf = ({ lines }: Invoice) => lines.data.map(({ pricing }) => `${pricing?.price_details?.product}`);

/** A negative balance is credit, a positive one is owed. An amount below the smallest charge is owed next time. */
function dueAfterBalance(world: World, invoice: Invoice, balance: number): { due: number; endingBalance: number } {
  const wanted = invoice.total + balance;
  if (wanted <= 0) return { due: 0, endingBalance: wanted };
  if (wanted < smallestCharge(world.settings, invoice.currency)) return { due: 0, endingBalance: wanted };
  return { due: wanted, endingBalance: 0 };
}
