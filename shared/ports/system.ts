// The world an action is handed: the time, chance, and a log. The log writes fixed messages with fields from
// an allow-list; it is the only way anything is logged, so an address or a token has no way in.
import type { Instant } from '../core/time.ts';

export interface Clock {
  now(): Instant;
}
export interface Pause {
  wait(milliseconds: number): Promise<void>;
}
export interface Chance {
  /** `bytes` random bytes as base64url text. */
  token(bytes: number): string;
}

/** Ids of Stripe's or ours, counts and fixed words: nothing a person typed, no header, no body. */
export interface LogFields {
  readonly part?: 'checkout' | 'membership' | 'payment' | 'customer';
  readonly eventId?: string;
  readonly objectId?: string;
  readonly route?: string;
  readonly failure?: string;
  readonly why?: string;
  readonly outcome?: string;
  readonly errorName?: string;
  readonly status?: number;
  readonly count?: number;
  /** How long ago Stripe says it happened. */
  readonly delaySeconds?: number;
  /** 1 for a try that was declined, 0 for one that succeeded: the mean is the share of declined ones. */
  readonly declined?: 0 | 1;
  readonly frequency?: 'once' | 'monthly' | 'annual';
  readonly currency?: string;
  /** Handed over as it is and never written so: the log of a real machine blurs it (docs/decisions/0016). */
  readonly amountMinor?: number;
}
/** Each is also counted as a metric of its name. */
export type LogMessage =
  | 'checkout-opened'
  | 'checkout-refused'
  | 'checkouts-flooded'
  | 'checkout-claimed'
  | 'claim-refused'
  | 'standing-renewed'
  | 'device-forgotten'
  | 'portal-opened'
  | 'link-requested'
  | 'link-answered'
  | 'link-redeemed'
  | 'link-refused'
  | 'mail-failed'
  | 'supporter-shown'
  | 'membership-changed'
  | 'reminder-requested'
  | 'confirmation-requested'
  | 'reminder-confirmed'
  | 'reminder-sent'
  | 'reminder-not-needed'
  | 'reminder-cancelled'
  | 'reminder-unsure'
  | 'reminder-looked-at'
  | 'reminder-failed'
  | 'reminders-swept'
  | 'reminders-stuck'
  | 'reminders-capped'
  | 'links-capped'
  | 'questions-capped'
  | 'given-after-reminder'
  | 'address-unreadable'
  | 'mail-bounced'
  | 'mail-complained'
  | 'supporter-erased'
  | 'erasure-requested'
  | 'grant-redeemed'
  | 'erasure-is-late'
  | 'event-received'
  | 'event-refused'
  | 'event-ignored'
  | 'event-of-other-version'
  | 'sync-done'
  | 'sync-foreign'
  | 'sync-failed'
  | 'sync-was-stale'
  | 'payment-tried'
  | 'progress-published'
  | 'payment-confirmed'
  | 'membership-started'
  | 'membership-ended'
  | 'membership-recovered'
  | 'reconcile-found-difference'
  | 'reconcile-ran'
  | 'total-corrected'
  | 'request-failed'
  | 'request-refused';
export interface Log {
  write(message: LogMessage, fields?: LogFields): void;
}
