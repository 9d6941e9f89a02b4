// The payer's side of a checkout. A decline leaves the page open for another try; a success completes the session, and only
// then do a membership and its first invoice exist. A bank debit completes it unpaid.
import { descriptorOf } from '../billing/finalize-invoice.ts';
import { createCustomer, livingCustomer } from '../customers/customer.ts';
import { confirmIntent } from '../payments/confirm-intent.ts';
import { newIntent } from '../payments/payment-intent.ts';
import { attach, newPaymentMethod } from '../payments/payment-method.ts';
import { mergeMetadata } from '../request/scalars.ts';
import { record } from '../world/record.ts';
import { refuse } from '../world/refusal.ts';
import { change, find, known } from '../world/rows.ts';
import type { Customer, LineItem, PaymentIntent, PaymentMethod, Session } from '../world/wire.ts';
import type { World } from '../world/world.ts';
import { beginMembership } from './begin-membership.ts';

export interface Payment {
  readonly method: 'card' | 'declined' | 'bank_debit';
  /** What the payer types; an address the session came with cannot be edited and wins. */
  readonly email?: string;
  readonly name?: string;
}

export interface Paid {
  readonly session: Session;
  readonly declined: boolean;
}

export function payCheckout(world: World, id: string, { method, email, name }: Payment): Paid {
  const session = find(world.sessions, id, 'checkout.session');
  if (session.status !== 'open') refuse(`This Checkout Session is ${session.status} and can no longer be paid.`);
  const means = method === 'bank_debit' ? 'bank-account' : 'good-card';
  if (means === 'bank-account' && !session.payment_method_types.includes('us_bank_account'))
    refuse('This Checkout Session does not offer bank debits.');
  const typed = emailOf(world, session, email);
  const paymentMethod = newPaymentMethod(world, means, typed);
  const intent = intentOf(world, session);
  if (method === 'declined') {
    confirmIntent(world, intent, paymentMethod, 'fails');
    return { session: known(world.sessions, id), declined: true };
  }
  return {
    session: complete(world, session, intent, paymentMethod, { email: typed, name: name ?? null }),
    declined: false,
  };
}

/** One intent for all tries of a session, made at the first of them. */
function intentOf(world: World, session: Session): PaymentIntent {
  const existing = session.payment_intent ?? world.intentsOfMemberships.get(session.id);
  if (existing != null) return known(world.paymentIntents, existing);
  const plan = known(world.checkoutPlans, session.id);
  const once = session.mode === 'payment';
  const requested = once ? plan.intent : null;
  const intent = newIntent(world, {
    amount: session.amount_total ?? 0,
    currency: session.currency ?? 'usd',
    customer: session.customer,
    description: once ? (requested?.description ?? null) : 'Subscription creation',
    metadata: mergeMetadata({}, requested?.metadata),
    receiptEmail: requested?.receipt_email ?? null,
    setupFutureUsage: once ? (requested?.setup_future_usage ?? null) : 'off_session',
    ...(requested?.capture_method === undefined ? {} : { captureMethod: requested.capture_method }),
    statementDescriptor: once ? (requested?.statement_descriptor ?? null) : descriptorOf(world, productsOf(plan.items)),
    statementDescriptorSuffix: requested?.statement_descriptor_suffix ?? null,
  });
  // The intent of a membership never shows in its session: only its invoice will point to it.
  if (once) change(world.sessions, session, { payment_intent: intent.id });
  else world.intentsOfMemberships.set(session.id, intent.id);
  return intent;
}

const productsOf = (items: readonly LineItem[]) => items.map(({ price }) => `${price?.product}`);

interface Payer {
  readonly email: string;
  readonly name: string | null;
}

function complete(world: World, before: Session, intent: PaymentIntent, method: PaymentMethod, payer: Payer): Session {
  const session = known(world.sessions, before.id);
  const customer = customerFor(world, session, payer);
  if (customer !== null && (session.mode === 'subscription' || intent.setup_future_usage !== null))
    attach(world, method, customer.id);
  const owned = change(world.paymentIntents, intent, { customer: customer?.id ?? null });
  const confirmed = confirmIntent(world, owned, known(world.paymentMethods, method.id));
  const made =
    session.mode === 'subscription' && customer !== null
      ? beginMembership(world, session, customer, confirmed, method)
      : {};
  const done = change(world.sessions, session, {
    ...made,
    collected_information: null,
    customer: customer?.id ?? null,
    customer_details: detailsOf(payer),
    payment_status: confirmed.status === 'succeeded' ? 'paid' : 'unpaid',
    status: 'complete',
    url: null,
  });
  record(world, 'checkout.session.completed', done);
  return done;
}

function customerFor(world: World, session: Session, payer: Payer): Customer | null {
  if (session.customer !== null) return livingCustomer(world, session.customer);
  if (session.customer_creation !== 'always') return null;
  return createCustomer(world, { email: payer.email, ...(payer.name === null ? {} : { name: payer.name }) });
}

function emailOf(world: World, session: Session, typed: string | undefined): string {
  const fixed = session.customer === null ? session.customer_email : livingCustomer(world, session.customer).email;
  return fixed ?? typed ?? 'reader@example.com';
}

const detailsOf = ({ email, name }: Payer): Session['customer_details'] => ({
  address: { city: null, country: 'US', line1: null, line2: null, postal_code: '94107', state: null },
  business_name: null,
  email,
  individual_name: null,
  name,
  phone: null,
  tax_exempt: 'none',
  tax_ids: [],
});
