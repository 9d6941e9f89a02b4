// What a part's change means in the life of the newsroom: money that came, a membership that began, ended or was won back.
// It is logged once, by the save that replaced one version with the other, and without any id of the supporter.

import { hasEnded, type Membership } from './membership.ts';
import type { Money } from './money.ts';
import type { Frequency } from './offer.ts';
import type { Payment } from './payment.ts';
import type { Part } from './supporter.ts';
import { day, type Instant } from './time.ts';

export type Transition =
  | { readonly kind: 'payment-confirmed'; readonly frequency: Frequency; readonly money: Money }
  | { readonly kind: 'membership-started' | 'membership-ended' | 'membership-recovered' };

/** Stripe tries for as long to tell us. What is found later is history, and no news of today. */
const freshDays = 3;

export interface Change {
  readonly before: Part | null;
  readonly after: Part;
  /** It came through a checkout of ours, and was not brought along from before there was one. */
  readonly isThroughCheckout: boolean;
}

export function transitionOf({ before, after, isThroughCheckout }: Change, now: Instant): Transition | null {
  if (after.kind === 'payment') return paymentTransition(before, after, now);
  const was = before?.kind === 'membership' ? before.status : null;
  if (runs(after)) {
    if (was === 'past_due' || was === 'unpaid') return { kind: 'membership-recovered' };
    const begins = was === null || was === 'incomplete';
    return begins && isThroughCheckout ? { kind: 'membership-started' } : null;
  }
  const wentOn = was !== null && !hasEnded(was) && was !== 'incomplete';
  return wentOn && hasEnded(after.status) ? { kind: 'membership-ended' } : null;
}

const runs = ({ status }: Membership): boolean => status === 'active' || status === 'trialing';

function paymentTransition(before: Part | null, after: Payment, now: Instant): Transition | null {
  const { confirmedAt, purpose, amountMinor, currency } = after;
  const wasConfirmed = before?.kind === 'payment' && before.status === 'confirmed';
  if (after.status !== 'confirmed' || confirmedAt === null || wasConfirmed) return null;
  // Paid from credit: the money had come before.
  if (amountMinor === 0 || confirmedAt < now - freshDays * day) return null;
  const frequency = purpose.kind === 'gift' ? 'once' : purpose.frequency;
  return { kind: 'payment-confirmed', frequency, money: { amountMinor, currency } };
}
