// Everything that may be expected to go wrong, as one tagged union that carries the numbers. Only `api/problem.ts`
// knows what a failure looks like on the wire; nothing here may hold an address, a token or a secret.
import type { Currency } from './money.ts';
import type { Month } from './time.ts';

export type Failure =
  | { readonly kind: 'amount-too-small'; readonly minimumMinor: number; readonly currency: Currency }
  | { readonly kind: 'amount-too-large'; readonly maximumMinor: number; readonly currency: Currency }
  | { readonly kind: 'amount-not-payable'; readonly stepMinor: number; readonly currency: Currency }
  | { readonly kind: 'currency-not-offered'; readonly offered: readonly Currency[] }
  | { readonly kind: 'campaign-unknown' }
  | { readonly kind: 'campaign-not-found' }
  | { readonly kind: 'return-url-foreign' }
  | { readonly kind: 'month-not-offered'; readonly from: Month; readonly to: Month }
  | { readonly kind: 'idempotency-key-invalid' }
  | { readonly kind: 'attempt-conflict' }
  | { readonly kind: 'attempt-complete' }
  | { readonly kind: 'too-many-attempts'; readonly retryAfterSeconds: number }
  | { readonly kind: 'not-from-here' }
  | { readonly kind: 'already-gives' }
  | { readonly kind: 'checkouts-stopped' }
  | { readonly kind: 'captcha-failed' }
  | { readonly kind: 'captcha-unavailable' }
  | { readonly kind: 'payments-unavailable'; readonly retryAfterSeconds: number }
  | { readonly kind: 'checkout-unknown' }
  | { readonly kind: 'checkout-open' }
  | { readonly kind: 'links-used-up' }
  | { readonly kind: 'device-unknown' }
  | { readonly kind: 'supporter-unknown' }
  | { readonly kind: 'not-fresh' }
  | { readonly kind: 'link-unknown' }
  | { readonly kind: 'confirmation-unknown' }
  | { readonly kind: 'reminder-ended' }
  | { readonly kind: 'reminders-refused' }
  | { readonly kind: 'not-claimed' }
  | { readonly kind: 'membership-unknown' }
  | { readonly kind: 'membership-ended' }
  | { readonly kind: 'not-pausable' }
  | { readonly kind: 'still-paid' }
  | { readonly kind: 'grant-unknown' }
  | { readonly kind: 'event-forged' }
  | { readonly kind: 'event-malformed' };
