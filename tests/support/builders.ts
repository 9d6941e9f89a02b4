// Ordinary test data: each builder makes a complete object, and a test names only what matters to it. The readers
// and their money are invented.
import { createHash } from 'node:crypto';
import type { Counted } from '../../shared/core/campaign.ts';
import type { CampaignProgress } from '../../shared/core/campaign-progress.ts';
import { type Checkout, endOfOpen } from '../../shared/core/checkout.ts';
import { type Device, endOfDevice, type Holding } from '../../shared/core/device.ts';
import * as ids from '../../shared/core/ids.ts';
import type { Membership } from '../../shared/core/membership.ts';
import { type Currency, parseCurrency } from '../../shared/core/money.ts';
import type { Dispute, Payment } from '../../shared/core/payment.ts';
import { parseSealed } from '../../shared/core/sealed.ts';
import type { Part, PartKey } from '../../shared/core/supporter.ts';
import type { SyncRequest } from '../../shared/core/sync-request.ts';
import { day, type Instant, minute } from '../../shared/core/time.ts';
import type { Attempt } from '../../shared/ports/checkout-store.ts';
import type { EmailHash } from '../../shared/ports/hasher.ts';
import type { Reminder } from '../../shared/ports/reminder-store.ts';

/** Monday 23 November 2026, 09:00 UTC: the day most tests happen on. */
export const someday: Instant = Date.UTC(2026, 10, 23, 9);

export const customerId = (name = 'one') => ids.known(ids.parseCustomerId(`cus_${name}`));
export const membershipId = (name = 'one') => ids.known(ids.parseMembershipId(`sub_${name}`));
export const paymentId = (name = 'one') => ids.known(ids.parsePaymentId(`pi_${name}`));
export const sessionId = (name = 'one') => ids.known(ids.parseSessionId(`cs_test_${name}`));
export const campaignId = (name = 'ad-free') => ids.known(ids.parseCampaignId(name));
/** The id of a checkout by a name of at most 22 letters and digits. */
export const checkoutId = (name = 'one') => ids.known(ids.parseCheckoutId(`co_${name.padEnd(22, '_')}`));
export const hashOf = (text: string) => ids.known(ids.parseHash(createHash('sha256').update(text).digest('base64url')));
export const currencyOf = (text: string): Currency => ids.known(parseCurrency(text));

export const membership = (overrides: Partial<Membership> = {}): Membership => ({
  kind: 'membership',
  id: membershipId(),
  customer: customerId(),
  amountMinor: 500,
  currency: currencyOf('usd'),
  frequency: 'monthly',
  status: 'active',
  renewsAt: someday + 30 * day,
  endsAt: null,
  grantedUntil: null,
  ...overrides,
});

/** A gift of ten dollars, confirmed. */
export const payment = (overrides: Partial<Payment> = {}): Payment => ({
  kind: 'payment',
  id: paymentId(),
  customer: customerId(),
  amountMinor: 1000,
  currency: currencyOf('usd'),
  purpose: { kind: 'gift' },
  status: 'confirmed',
  confirmedAt: someday,
  returnedMinor: 0,
  dispute: null,
  settled: null,
  campaign: campaignId(),
  ...overrides,
});

/** One dispute alone: the amount it holds back is lost if it is lost. */
export const disputed = (outcome: Dispute['outcome'], withdrawnMinor: number): { dispute: Dispute } => ({
  dispute: { outcome, withdrawnMinor, lostMinor: outcome === 'lost' ? withdrawnMinor : 0 },
});

/** The money of one month of `membership()`. */
export const periodPayment = (overrides: Partial<Payment> = {}): Payment =>
  payment({
    id: paymentId('period'),
    amountMinor: 500,
    purpose: { kind: 'period', membership: membershipId(), frequency: 'monthly', periodEnd: someday + 30 * day },
    ...overrides,
  });

export const keyOf = (part: Part): PartKey => ({ customer: part.customer, kind: part.kind, id: part.id });
export const counted = (amountMinor: number, overrides: Partial<Counted> = {}): Counted => ({
  campaign: campaignId(),
  month: '2026-11',
  amountMinor,
  ...overrides,
});

export const progress = (overrides: Partial<CampaignProgress> = {}): CampaignProgress => ({
  campaign: campaignId(),
  month: '2026-11',
  key: 'p1',
  publishedAt: someday,
  passed: 3,
  finallyPassed: null,
  ...overrides,
});

export const checkout = (overrides: Partial<Checkout> = {}): Checkout => ({
  id: checkoutId(),
  session: sessionId(),
  claims: [hashOf('the cookie of the browser')],
  contribution: { frequency: 'monthly', amountMinor: 500, currency: currencyOf('usd') },
  campaign: campaignId(),
  source: null,
  returnUrl: 'https://meridian.example/an-article',
  device: null,
  customer: null,
  links: 0,
  forgetAt: endOfOpen(someday),
  ...overrides,
});

export const attempt = (overrides: Partial<Attempt> = {}): Attempt => ({
  key: hashOf('the key of one press'),
  checkout: checkoutId(),
  requested: hashOf('five dollars a month'),
  startedAt: someday,
  tries: 0,
  forgetAt: someday + 30 * minute,
  ...overrides,
});

/** Claimed a moment ago. */
export const holding = (overrides: Partial<Holding> = {}): Holding => ({
  customer: customerId(),
  generation: 0,
  isBorrowed: false,
  freshUntil: someday + 15 * minute,
  ...overrides,
});

export const device = (overrides: Partial<Device> = {}): Device => ({
  hash: hashOf('the token of one browser'),
  holdings: [holding()],
  forgetAt: endOfDevice(someday),
  ...overrides,
});

export const reminderId = (name = 'one') => ids.known(ids.parseReminderId(`rm_${name.padEnd(22, '_')}`));
export const emailHash = (name = 'a reader'): EmailHash => ({ pepper: 'p1', hash: hashOf(name) });
/** A valid seal that nobody opens. */
export const sealedText = (name = 'one') => ids.known(parseSealed(`s1.k1.${hashOf(name)}.${'c'.repeat(64)}`));
/** Asked for December, nothing chosen; due in a week. */
export const reminder = (overrides: Partial<Reminder> = {}): Reminder => ({
  id: reminderId(),
  address: emailHash(),
  sealed: sealedText(),
  dueAt: someday + 7 * day,
  contribution: { frequency: null, amountMinor: null, currency: null },
  locale: 'en',
  ...overrides,
});

export const syncRequest = (overrides: Partial<SyncRequest> = {}): SyncRequest => ({
  eventId: 'evt_one',
  part: 'payment',
  objectId: 'pi_one',
  customerId: customerId(),
  ...overrides,
});
