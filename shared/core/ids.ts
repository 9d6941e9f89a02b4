// The names things go by: ours, and Stripe's. A parser is the only way to get one, so whatever reaches an action or a
// table key has a known shape and a bounded length.

declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

/** Ours, minted when a checkout is opened: 22 characters of base64url behind "co_". It opens nothing by itself. */
export type CheckoutId = Id<'CheckoutId'>;
/** SHA-256 of a secret text, base64url, 43 characters. */
export type Hash = Id<'Hash'>;
/** Ours, one per reminder; a reminder that replaces another has a new one. */
export type ReminderId = Id<'ReminderId'>;
export type CampaignId = Id<'CampaignId'>;
/** Where a reader came from, as the page names it; never a person. */
export type Source = Id<'Source'>;
export type CustomerId = Id<'CustomerId'>;
export type SessionId = Id<'SessionId'>;
export type MembershipId = Id<'MembershipId'>;
export type InvoiceId = Id<'InvoiceId'>;
/** The payment intent that moved the money, or the invoice where none did (paid out of band, or from credit). */
export type PaymentId = Id<'PaymentId'>;

const parser =
  <Name extends string>(shape: RegExp) =>
  (text: string): Id<Name> | null =>
    shape.test(text) ? (text as Id<Name>) : null;

export const parseCheckoutId = parser<'CheckoutId'>(/^co_[A-Za-z0-9_-]{22}$/);
export const parseHash = parser<'Hash'>(/^[A-Za-z0-9_-]{43}$/);
export const parseReminderId = parser<'ReminderId'>(/^rm_[A-Za-z0-9_-]{22}$/);
export const parseCampaignId = parser<'CampaignId'>(/^[a-z0-9][a-z0-9-]{0,31}$/);
export const parseSource = parser<'Source'>(/^[a-z0-9-]{1,32}$/);
/** Also the shape of a supporter's id in the API. */
export const customerIdShape = /^cus_[A-Za-z0-9_]{1,64}$/;
export const parseCustomerId = parser<'CustomerId'>(customerIdShape);
export const parseSessionId = parser<'SessionId'>(/^cs_[A-Za-z0-9_]{1,120}$/);
export const parseMembershipId = parser<'MembershipId'>(/^sub_[A-Za-z0-9_]{1,64}$/);
export const parseInvoiceId = parser<'InvoiceId'>(/^in_[A-Za-z0-9_]{1,64}$/);
export const parsePaymentId = parser<'PaymentId'>(/^(?:pi|in)_[A-Za-z0-9_]{1,64}$/);

/** For what was parsed before it was stored or sent: anything else is a defect, not a reader's mistake. */
export function known<T>(parsed: T | null): T {
  if (parsed === null) throw new Error('an id has a shape that was never let in');
  return parsed;
}
