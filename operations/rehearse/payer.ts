// The payer's side of a rehearsal: what readers and banks do, which Mainstay never asks of Stripe itself. At Stripe it is done by
// its test cards and a test clock, in the sandbox by the control plane. It is not recorded.

export interface Paying {
  readonly customer: string;
  readonly intent: string;
}
export interface Subscribed {
  readonly customer: string;
  readonly subscription: string;
}
export interface Payer {
  /** With our marker, at the product of setup, for five dollars a month. */
  subscribe(metadata: Readonly<Record<string, string>>): Promise<Subscribed>;
  /** Pays an open Checkout on its page, as a reader does; false where nobody is there to pay. Nothing else can pay one. */
  payCheckout(opened: { readonly session: string; readonly url: string }): Promise<boolean>;
  /** Past the end of the running period, so that the subscription renews; with `fails` its card is refused. */
  nextPeriod(subscribed: Subscribed, outcome: 'paid' | 'fails'): Promise<void>;
  /** A card that works pays what is open. */
  recover(subscribed: Subscribed): Promise<void>;
  /** Ten dollars once: by card, by a card whose owner disputes it, or by a bank debit. */
  payOnce(how: 'card' | 'dispute' | 'bank', metadata: Readonly<Record<string, string>>): Promise<Paying>;
  /** Until Stripe has sent what follows from the last step. */
  settle(): Promise<void>;
  /** Takes away what only the rehearsal needed. */
  leave(): Promise<void>;
}

export const monthly = (product: string) =>
  ({ currency: 'usd', unit_amount: 500, product, recurring: { interval: 'month' } }) as const;
export const amountOnce = 1000;

/** An id where Stripe's types allow the object too. */
export function idIn(reference: string | { readonly id: string } | null | undefined): string {
  if (reference === null || reference === undefined) throw new Error('Stripe named nothing where an id was expected');
  return typeof reference === 'string' ? reference : reference.id;
}
