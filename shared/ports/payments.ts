// Where money is: Stripe. An adapter reads each object as it is now, leaves out everything personal, checks that the
// object's mode is ours, and throws when Stripe does not answer: a missing object is never read as "nothing there".
import type { Checkout, CheckoutRequest, Marker } from '../core/checkout.ts';
import type { Email } from '../core/email.ts';
import type { CheckoutId, CustomerId, MembershipId, PaymentId, SessionId } from '../core/ids.ts';
import type { Membership } from '../core/membership.ts';
import type { PauseMonths } from '../core/pause.ts';
import type { Payment } from '../core/payment.ts';
import type { Result } from '../core/result.ts';
import type { Instant } from '../core/time.ts';

export interface NewCheckout extends Omit<CheckoutRequest, 'returnUrl'> {
  readonly checkout: CheckoutId;
  readonly successUrl: string;
  readonly cancelUrl: string;
  readonly expiresAt: Instant;
  /** Stripe answers the same session for the same key with the same request. */
  readonly idempotencyKey: string;
}
export interface OpenedCheckout {
  readonly session: SessionId;
  readonly url: string;
  readonly expiresAt: Instant;
}
/** `spent`: Stripe recorded the failure under this key and would replay it; only a new key can succeed. */
export type PaymentsFailure = { readonly kind: 'unavailable'; readonly isKeySpent: boolean };

/**
 * A session as it is now. `email` is what its payer typed, or what staff corrected it to: it proves nothing, and is only ever
 * hashed or sealed.
 */
export interface CheckoutTruth {
  readonly session: SessionId;
  readonly status: 'open' | 'complete' | 'expired';
  readonly isPaid: boolean;
  /** Until when it could be paid. */
  readonly expiresAt: Instant;
  readonly marker: Marker | null;
  readonly customer: CustomerId | null;
  readonly email: Email | null;
  /** Stripe has an address that we cannot read as one. */
  readonly isUnreadable: boolean;
  readonly membership: MembershipId | null;
  /** The membership that its payer asked to end once this is paid. */
  readonly replaces: MembershipId | null;
  /** What pays for it, as far as Stripe links it yet. */
  readonly payments: readonly PaymentId[];
  /** It was paid just now, and Stripe does not show by what. */
  readonly isLinkMissing: boolean;
}
/** `membership` is null where it is none that we could hold (another app's, in a currency or state we do not know). */
export interface MembershipTruth {
  readonly membership: Membership | null;
  readonly marker: Marker | null;
  /** Stripe's customer was deleted: nothing of it may be kept under a name. */
  readonly isOwnerGone: boolean;
}
/** `payment` is null while Stripe does not yet link the money to what it is for. */
export interface PaymentTruth {
  readonly payment: Payment | null;
  readonly marker: Marker | null;
  readonly isOwnerGone: boolean;
}
export interface LocatedPayment {
  readonly payment: PaymentId;
  readonly customer: CustomerId;
  /** It was disputed when it was looked for. Only a hint for reading it again, never a part of what is saved. */
  readonly isDisputed: boolean;
}
/** One page of the portal in place of its home page, which shows more. It leads back when the reader is done. */
export type PortalFlow =
  | { readonly kind: 'payment_method_update' }
  | { readonly kind: 'subscription_cancel'; readonly membership: MembershipId };

/** Objects of one supporter, by any of their ids (cs_, sub_, pi_, in_), to be read together. */
export interface PartsInput {
  readonly objectIds: readonly string[];
  /** Seen in dispute on the way here, as in `LocatedPayment`. */
  readonly disputed: ReadonlySet<PaymentId>;
}
/** What the objects asked for are, and every part that they name; each was read once. */
export interface PartsTruth {
  readonly checkouts: ReadonlyMap<SessionId, CheckoutTruth>;
  /** What pays each invoice that was asked for, as far as Stripe links it yet. */
  readonly invoices: ReadonlyMap<string, readonly PaymentId[]>;
  readonly memberships: ReadonlyMap<MembershipId, MembershipTruth>;
  readonly payments: ReadonlyMap<PaymentId, PaymentTruth>;
  /** Of ours, the checkouts and invoices that were paid just now and of which Stripe does not show by what. */
  readonly withoutLink: ReadonlySet<string>;
}
export interface PortalInput {
  readonly customer: CustomerId;
  /** Null for the home page. */
  readonly flow: PortalFlow | null;
  readonly returnUrl: string;
  readonly idempotencyKey: string;
}

export interface AmountChange {
  readonly membership: MembershipId;
  readonly amountMinor: number;
  readonly idempotencyKey: string;
}

export interface MembershipPause {
  readonly membership: MembershipId;
  /** How many payments are left out; 0 ends a pause. */
  readonly months: PauseMonths;
  readonly idempotencyKey: string;
}

export interface Payments {
  openCheckout(newCheckout: NewCheckout): Promise<Result<OpenedCheckout, PaymentsFailure>>;
  readCheckout(session: Checkout['session']): Promise<CheckoutTruth>;
  /** Reads as little as it can: what one answer shows of another object is not asked for again. */
  readParts(input: PartsInput): Promise<PartsTruth>;
  readMembership(membership: MembershipId): Promise<MembershipTruth>;
  /** One that was seen in dispute is asked for together with its disputes: one call instead of two, the same truth. */
  readPayment(payment: PaymentId, seen?: Pick<LocatedPayment, 'isDisputed'>): Promise<PaymentTruth>;
  /** Which payments an intent, charge or invoice stands for. Throws where it is ours and Stripe does not link them yet. */
  locatePayments(objectId: string): Promise<readonly LocatedPayment[]>;
  /** Whether Stripe deleted this customer. */
  isCustomerGone(customer: CustomerId): Promise<boolean>;
  /** The addresses that lead to this customer, typed or corrected: to be hashed, and kept nowhere. */
  readEmails(customer: CustomerId): Promise<readonly Email[]>;
  /** From now on the customer's own address counts, and what was typed does not: staff corrected it. */
  markEmailCorrected(customer: CustomerId, idempotencyKey: string): Promise<Result<null, PaymentsFailure>>;
  /** At once; one that ended before is no error. */
  cancelMembership(membership: MembershipId): Promise<Result<null, PaymentsFailure>>;
  /** Ends its memberships too; one that is gone is no error. Stripe keeps what its law demands. */
  deleteCustomer(customer: CustomerId): Promise<Result<null, PaymentsFailure>>;
  openPortal(newCheckout: PortalInput): Promise<Result<{ readonly url: string }, PaymentsFailure>>;
  /** From the next period on; nothing is charged or credited for the running one. `ended`: there is no next one. */
  changeAmount(change: AmountChange): Promise<Result<'changed' | 'ended', PaymentsFailure>>;
  /** It goes on by itself. `unsuitable`: it is not paid for every month, or is to end. */
  pauseMembership(pause: MembershipPause): Promise<Result<'changed' | 'unsuitable', PaymentsFailure>>;
}
