// A payment as it is now, in one to three reads: the intent with its charge and refunds; the invoice it pays, where it
// is no gift of ours; its disputes, where there are any. What Stripe does not link yet is null, not guessed.
import type { Marker } from '../../core/checkout.ts';
import { type CustomerId, type MembershipId, type PaymentId, parseCustomerId } from '../../core/ids.ts';
import { type Currency, parseCurrency } from '../../core/money.ts';
import type { Payment, PeriodPurpose } from '../../core/payment.ts';
import { day, type Instant, instantOfSeconds, roundedDown } from '../../core/time.ts';
import type { PaymentTruth } from '../../ports/payments.ts';
import { type InvoiceAnswer, invoiceAnswer } from './billing-answers.ts';
import { sessionsAnswer } from './checkout-answers.ts';
import type { StripeAccess } from './client.ts';
import { expands } from './expands.ts';
import { readMarker } from './marker.ts';
import { disputeOf, inCurrencyOf, returnedMinor, settledOf } from './money-back.ts';
import type { IntentAnswer } from './payment-answers.ts';
import { periodOf } from './period.ts';
import { read } from './read-answer.ts';
import { type IntentRead, readDisputes, readIntent } from './read-intent.ts';
import { invoicesPaidBy, linesOf } from './read-invoices.ts';
import { readMembership } from './read-membership.ts';
import { readRefunds } from './read-refunds.ts';

/** What was seen of it in the same sync. */
export interface SeenOfPayment {
  /** Saves a call and decides nothing. */
  readonly isDisputed?: boolean;
  readonly intent?: IntentAnswer | undefined;
  /** The only one that it pays. */
  readonly invoice?: InvoiceAnswer | undefined;
}

export async function readPayment(
  access: StripeAccess,
  id: PaymentId,
  seen: SeenOfPayment = {},
): Promise<PaymentTruth> {
  return id.startsWith('in_') ? readFromInvoice(access, id) : readFromIntent(access, id, seen);
}

async function readFromIntent(access: StripeAccess, id: PaymentId, seen: SeenOfPayment): Promise<PaymentTruth> {
  const { isDisputed = false } = seen;
  const intentRead =
    seen.intent === undefined ? await readIntent(access, id, isDisputed) : { intent: seen.intent, disputes: null };
  const { intent } = intentRead;
  const isOwnerGone = intent.customer?.isGone === true;
  const contribution = readMarker(access.installation, intent.metadata);
  if (contribution !== null) {
    return {
      marker: contribution,
      isOwnerGone,
      payment: await paymentOf(access, id, intentRead, { kind: 'gift' }, contribution),
    };
  }
  const invoices = seen.invoice === undefined ? await invoicesPaidBy(access, id) : [seen.invoice];
  if (invoices.length === 0) {
    const marker = await markerOfSession(access, id);
    const payment = marker === null ? null : await paymentOf(access, id, intentRead, { kind: 'gift' }, marker);
    return { marker, isOwnerGone, payment };
  }
  const paidFor = await latestPeriod(access, invoices, confirmedAtOf(intent));
  if (paidFor === null) return { marker: null, isOwnerGone, payment: null };
  const marker = await markerOfInvoice(access, paidFor.invoice, paidFor.purpose.membership);
  return { marker, isOwnerGone, payment: await paymentOf(access, id, intentRead, paidFor.purpose, marker) };
}

/** Of several invoices that one intent pays, what lasts longest: the money counts once, with the end that it reaches. */
async function latestPeriod(access: StripeAccess, invoices: readonly InvoiceAnswer[], confirmedAt: Instant | null) {
  let latest: { readonly invoice: InvoiceAnswer; readonly purpose: PeriodPurpose } | null = null;
  for (const invoice of invoices) {
    const purpose = periodOf(invoice, await linesOf(access, invoice), confirmedAt);
    if (purpose !== null && (latest === null || purpose.periodEnd > latest.purpose.periodEnd))
      latest = { invoice, purpose };
  }
  return latest;
}

async function paymentOf(
  access: StripeAccess,
  id: PaymentId,
  { intent, disputes }: IntentRead,
  purpose: Payment['purpose'],
  marker: Marker | null,
): Promise<Payment | null> {
  // A gift's customer comes when its checkout completes; until then there is nobody to keep it under.
  if (intent.customer === null || intent.customer === undefined) return null;
  const currency = currencyOf(intent.currency, marker);
  const customer = customerOf(intent.customer.id, marker);
  if (currency === null || customer === null) return null;
  const charge = chargeOf(intent);
  const confirmedAt = confirmedAtOf(intent);
  const money = {
    amountMinor: confirmedAt === null ? intent.amount : (intent.amount_received ?? intent.amount),
    currency,
  };
  const settled = settledOf(charge);
  const heard = disputes ?? (charge?.disputed === true ? await readDisputes(access, id) : []);
  return {
    kind: 'payment',
    id,
    customer,
    purpose,
    ...money,
    status: statusOf(intent.status, purpose),
    confirmedAt,
    ...(confirmedAt === null && purpose.kind === 'gift'
      ? { begunOn: roundedDown(instantOfSeconds(intent.created), day) }
      : {}),
    returnedMinor: returnedMinor(await readRefunds(access, id, charge)),
    dispute: disputeOf(inCurrencyOf(heard, money, settled)),
    settled,
    campaign: marker?.campaign ?? null,
  };
}

// Other apps on the account may take money in currencies we know nothing of; ours never may.
function currencyOf(code: string, marker: Marker | null): Currency | null {
  const currency = parseCurrency(code);
  if (currency === null && marker !== null) throw new Error('a marked payment is in a currency we do not know');
  return currency;
}

// Old accounts let other apps choose the ids of their customers; what we sold has an id of Stripe's own making.
function customerOf(id: string, marker: Marker | null): CustomerId | null {
  const customer = parseCustomerId(id);
  if (customer === null && marker !== null) throw new Error('a marked payment is of a customer that we cannot hold');
  return customer;
}

const chargeOf = ({ latest_charge: charge }: IntentAnswer) => (typeof charge === 'object' ? charge : null) ?? null;

const confirmedAtOf = (intent: IntentAnswer): Instant | null =>
  intent.status === 'succeeded' ? instantOfSeconds(chargeOf(intent)?.created ?? intent.created) : null;

function statusOf(status: string, { kind }: Payment['purpose']): Payment['status'] {
  if (status === 'succeeded') return 'confirmed';
  // At a renewal nobody is there whom the bank could ask: it refused.
  if (kind === 'period' && status === 'requires_action') return 'failed';
  return status === 'requires_payment_method' || status === 'canceled' ? 'failed' : 'pending';
}

// The metadata of an intent can be wiped by hand; the session that made it still says whose it is.
async function markerOfSession(access: StripeAccess, intent: PaymentId): Promise<Marker | null> {
  const stripe = await access.client();
  const sessions = await stripe.checkout.sessions.list({ payment_intent: intent, limit: 1 });
  return readMarker(access.installation, read(sessionsAnswer, sessions, access.mode).data[0]?.metadata);
}

// The invoice holds the subscription's metadata as they were; one that was marked later is asked itself.
async function markerOfInvoice(access: StripeAccess, invoice: InvoiceAnswer, membership: MembershipId) {
  const snapshot = readMarker(access.installation, invoice.parent?.subscription_details?.metadata);
  return snapshot ?? (await readMembership(access, membership)).marker;
}

async function readFromInvoice(access: StripeAccess, id: PaymentId): Promise<PaymentTruth> {
  const stripe = await access.client();
  const invoice = read(
    invoiceAnswer,
    await stripe.invoices.retrieve(id, { expand: expands.invoiceOwner }),
    access.mode,
  );
  const isOwnerGone = invoice.customer?.isGone === true;
  const nothing = { marker: null, isOwnerGone, payment: null };
  const paidAt = invoice.status === 'paid' ? invoice.status_transitions.paid_at : null;
  const confirmedAt = paidAt === null ? null : instantOfSeconds(paidAt);
  const purpose = periodOf(invoice, await linesOf(access, invoice), confirmedAt);
  if (purpose === null || invoice.customer === null || invoice.customer === undefined) return nothing;
  // Closed without money and without credit: a credit note, or too small to charge. It is no payment.
  if (invoice.amount_paid === 0 && confirmedAt !== null && purpose.creditedThrough === undefined) return nothing;
  const marker = await markerOfInvoice(access, invoice, purpose.membership);
  const currency = currencyOf(invoice.currency, marker);
  const customer = customerOf(invoice.customer.id, marker);
  if (currency === null || customer === null) return nothing;
  const payment: Payment = {
    kind: 'payment',
    id,
    customer,
    purpose,
    amountMinor: invoice.amount_paid,
    currency,
    status: confirmedAt === null ? 'failed' : 'confirmed',
    confirmedAt,
    returnedMinor: Math.min(invoice.amount_paid, invoice.post_payment_credit_notes_amount ?? 0),
    dispute: null,
    settled: null,
    campaign: marker?.campaign ?? null,
  };
  return { marker, isOwnerGone, payment };
}
