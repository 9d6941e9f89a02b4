// What we hold of something and what Stripe says of it, part by part, side by side: ids, states and amounts only. It
// writes nothing.
import {
  type CustomerId,
  type MembershipId,
  type PaymentId,
  parseCustomerId,
  parseMembershipId,
  parsePaymentId,
  parseSessionId,
} from '../core/ids.ts';
import type { Part, PartKey } from '../core/supporter.ts';
import type { AnonymousPaymentStore, VersionedAnonymousPayment } from '../ports/anonymous-payment-store.ts';
import type { Payments } from '../ports/payments.ts';
import type { StripeListing } from '../ports/stripe-listing.ts';
import type { SupporterStore, Versioned } from '../ports/supporter-store.ts';

export interface InspectNeeds {
  readonly payments: Pick<Payments, 'readCheckout' | 'readMembership' | 'readPayment' | 'locatePayments'>;
  readonly supporters: Pick<SupporterStore, 'readVersioned' | 'read'>;
  readonly anonymousPayments: Pick<AnonymousPaymentStore, 'readVersioned'>;
  readonly listing: Pick<StripeListing, 'partsOf'>;
}
export interface Inspected {
  readonly id: Part['id'];
  /** Null where Stripe links it to nobody. */
  readonly customer: CustomerId | null;
  readonly held: Versioned | null;
  /** Of a payment whose supporter is gone. */
  readonly anonymousPayment: VersionedAnonymousPayment | null;
  readonly there: Part | null;
  readonly isOurs: boolean;
}

/** Null for what is no id that can be inspected. A customer's parts are those we hold and those Stripe lists. */
export async function inspect(needs: InspectNeeds, id: string): Promise<readonly Inspected[] | null> {
  const [membership, payment, session, customer] = [
    parseMembershipId(id),
    parsePaymentId(id),
    parseSessionId(id),
    parseCustomerId(id),
  ];
  if (membership !== null) return [await inspectMembership(needs, membership)];
  if (payment !== null) {
    const located = (await needs.payments.locatePayments(payment)).map((ref) => ref.payment);
    return inspectAll(needs, located.length === 0 ? [payment] : located);
  }
  if (session !== null) {
    const truth = await needs.payments.readCheckout(session);
    return inspectAll(needs, [...(truth.membership === null ? [] : [truth.membership]), ...truth.payments]);
  }
  if (customer === null) return null;
  const supporter = await needs.supporters.read(customer);
  const held = [...(supporter?.memberships ?? []), ...(supporter?.payments ?? [])].map((part) => part.id);
  return inspectAll(needs, [...new Set([...held, ...(await needs.listing.partsOf(customer))])]);
}

async function inspectAll(needs: InspectNeeds, ids: readonly string[]): Promise<Inspected[]> {
  const all: Inspected[] = [];
  for (const id of ids) {
    const [membership, payment] = [parseMembershipId(id), parsePaymentId(id)];
    if (membership !== null) all.push(await inspectMembership(needs, membership));
    else if (payment !== null) all.push(await inspectPayment(needs, payment));
  }
  return all;
}

async function inspectMembership(needs: InspectNeeds, id: MembershipId): Promise<Inspected> {
  const { membership, marker } = await needs.payments.readMembership(id);
  const customer = membership?.customer ?? null;
  const held = await versioned(needs, customer, { kind: 'membership', id });
  return { id, customer, held, anonymousPayment: null, there: membership, isOurs: marker !== null };
}

async function inspectPayment(needs: InspectNeeds, id: PaymentId): Promise<Inspected> {
  const { payment, marker } = await needs.payments.readPayment(id);
  const customer = payment?.customer ?? null;
  const held = await versioned(needs, customer, { kind: 'payment', id });
  return {
    id,
    customer,
    held,
    anonymousPayment: await needs.anonymousPayments.readVersioned(id),
    there: payment,
    isOurs: marker !== null,
  };
}

const versioned = async ({ supporters }: InspectNeeds, customer: CustomerId | null, key: Omit<PartKey, 'customer'>) =>
  customer === null ? null : supporters.readVersioned({ customer, ...key });
