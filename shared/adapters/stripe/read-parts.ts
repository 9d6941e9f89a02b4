// Reads several objects of one supporter with as few requests as Stripe allows: sessions first, then invoices that no
// session showed, then the memberships and intents that none of them showed. What does not depend on each other is asked
// for at once.
import {
  known,
  type MembershipId,
  type PaymentId,
  parseMembershipId,
  parsePaymentId,
  parseSessionId,
} from '../../core/ids.ts';
import type { CheckoutTruth, MembershipTruth, PartsInput, PartsTruth, PaymentTruth } from '../../ports/payments.ts';
import {
  type InvoiceAnswer,
  type SubscriptionAnswer,
  type WholeInvoiceAnswer,
  wholeInvoiceAnswer,
} from './billing-answers.ts';
import type { StripeAccess } from './client.ts';
import { expands } from './expands.ts';
import { readMarker } from './marker.ts';
import type { IntentAnswer } from './payment-answers.ts';
import { read } from './read-answer.ts';
import { readWholeCheckout, type WholeCheckout } from './read-checkout.ts';
import { ownIntentsOf, payersOf } from './read-invoices.ts';
import { membershipTruthOf, readMembership } from './read-membership.ts';
import { readPayment } from './read-payment.ts';

/** What the answers so far have shown. */
interface Shown {
  readonly checkouts: Map<CheckoutTruth['session'], CheckoutTruth>;
  readonly invoices: Map<string, readonly PaymentId[]>;
  readonly memberships: Map<MembershipId, MembershipTruth>;
  readonly intents: Map<PaymentId, IntentAnswer>;
  /** The only invoice that such an intent pays. */
  readonly invoiceOf: Map<PaymentId, InvoiceAnswer>;
  /** As in `PartsTruth`. */
  readonly withoutLink: Set<string>;
}

export async function readParts(access: StripeAccess, { objectIds, disputed }: PartsInput): Promise<PartsTruth> {
  const shown: Shown = {
    checkouts: new Map(),
    invoices: new Map(),
    memberships: new Map(),
    intents: new Map(),
    invoiceOf: new Map(),
    withoutLink: new Set(),
  };
  const named = (prefix: string) => [...new Set(objectIds.filter((id) => id.startsWith(prefix)))];
  const sessions = named('cs_').map((id) => readWholeCheckout(access, known(parseSessionId(id))));
  for (const whole of await Promise.all(sessions)) await showCheckout(access, shown, whole);
  const unshown = named('in_').filter((id) => !shown.invoices.has(id));
  await Promise.all(unshown.map((id) => showInvoice(access, shown, id)));
  const checkouts = [...shown.checkouts.values()].filter(
    ({ marker, status }) => marker !== null && status === 'complete',
  );
  const memberships = new Set([
    ...checkouts.flatMap(({ membership }) => membership ?? []),
    ...named('sub_').map((id) => known(parseMembershipId(id))),
  ]);
  const payments = new Set([
    ...checkouts.flatMap((each) => each.payments),
    ...named('in_').flatMap((id) => shown.invoices.get(id) ?? []),
    ...named('pi_').map((id) => known(parsePaymentId(id))),
  ]);
  const [readMemberships, readPayments] = await Promise.all([
    Promise.all([...memberships].map(async (id) => [id, await membershipOf(access, shown, id)] as const)),
    Promise.all([...payments].map(async (id) => [id, await paymentOf(access, shown, { id, disputed })] as const)),
  ]);
  return {
    checkouts: shown.checkouts,
    invoices: shown.invoices,
    memberships: new Map(readMemberships),
    payments: new Map(readPayments),
    withoutLink: shown.withoutLink,
  };
}

async function showCheckout(access: StripeAccess, shown: Shown, { truth, session }: WholeCheckout): Promise<void> {
  shown.checkouts.set(truth.session, truth);
  const { invoice, subscription, payment_intent: intent } = session;
  if (typeof subscription === 'object' && subscription !== null) await showMembership(access, shown, subscription);
  if (typeof intent === 'object' && intent !== null) shown.intents.set(known(parsePaymentId(intent.id)), intent);
  if (typeof invoice !== 'object' || invoice === null) return;
  shown.invoices.set(invoice.id, truth.payments);
  for (const own of ownIntentsOf(invoice)) shown.invoiceOf.set(own, invoice);
  if (truth.isLinkMissing && truth.marker !== null)
    for (const id of [truth.session, invoice.id]) shown.withoutLink.add(id);
}

async function showInvoice(access: StripeAccess, shown: Shown, id: string): Promise<void> {
  const stripe = await access.client();
  const whole = read(
    wholeInvoiceAnswer,
    await stripe.invoices.retrieve(id, { expand: expands.wholeInvoice }),
    access.mode,
  );
  const subscription = whole.parent?.subscription_details?.subscription;
  if (typeof subscription === 'object') await showMembership(access, shown, subscription);
  const invoice = invoiceIn(whole);
  const { payments, isLinkMissing } = await payersOf(access, invoice);
  shown.invoices.set(id, payments);
  for (const own of ownIntentsOf(invoice)) shown.invoiceOf.set(own, invoice);
  if (isLinkMissing && readMarker(access.installation, invoice.parent?.subscription_details?.metadata) !== null)
    shown.withoutLink.add(id);
}

/** As every other read shows it: with the id of its membership alone. */
function invoiceIn({ parent, ...invoice }: WholeInvoiceAnswer): InvoiceAnswer {
  const details = parent?.subscription_details;
  if (parent === null || details === null || details === undefined) return { ...invoice, parent: null };
  const { subscription, metadata } = details;
  const id = typeof subscription === 'string' ? subscription : subscription.id;
  return { ...invoice, parent: { subscription_details: { subscription: id, metadata } } };
}

async function showMembership(access: StripeAccess, shown: Shown, subscription: SubscriptionAnswer): Promise<void> {
  const id = parseMembershipId(subscription.id);
  if (id !== null) shown.memberships.set(id, await membershipTruthOf(access, subscription));
}

const membershipOf = async (access: StripeAccess, { memberships }: Shown, id: MembershipId): Promise<MembershipTruth> =>
  memberships.get(id) ?? (await readMembership(access, id));

interface PaymentInput extends Pick<PartsInput, 'disputed'> {
  readonly id: PaymentId;
}
const paymentOf = (access: StripeAccess, shown: Shown, { id, disputed }: PaymentInput): Promise<PaymentTruth> =>
  readPayment(access, id, {
    isDisputed: disputed.has(id),
    intent: shown.intents.get(id),
    invoice: shown.invoiceOf.get(id),
  });
