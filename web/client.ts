// The typed way to the API under /v1, used by every element. Its types come from the schemas the server parses with; zod
// itself stays out of the browser.
import type {
  CampaignOut,
  cancelIn,
  checkoutIn,
  claimIn,
  OfferOut,
  reminderIn,
  StandingOut,
} from '../shared/api/schemas.ts';
import {
  type CheckoutOut,
  type ClaimOut,
  isAccepted,
  isCampaign,
  isCheckout,
  isClaim,
  isOffer,
  isPortal,
  type PortalOut,
  type ReminderOut,
} from './answers.ts';
import { type Answer, type CallApi, readStanding } from './call-api.ts';

/** What a schema takes, without importing zod. */
type In<Schema extends { _zod: { input: unknown } }> = Schema['_zod']['input'];
export type CheckoutIn = In<typeof checkoutIn>;
export type ReminderIn = In<typeof reminderIn>;

export interface Client {
  readOffer(asked: Readonly<Record<string, string>>): Answer<OfferOut>;
  readCampaign(campaign: string): Answer<CampaignOut>;
  /** One key per press of the button: the same key again is the same checkout. */
  createCheckout(gift: CheckoutIn, idempotencyKey: string): Answer<CheckoutOut>;
  claimCheckout(checkoutId: string, claim: In<typeof claimIn>): Answer<ClaimOut>;
  readStanding(): Answer<StandingOut>;
  forgetDevice(): Answer<null>;
  openPortal(): Answer<PortalOut>;
  requestReminder(wish: ReminderIn): Answer<ReminderOut>;
  cancelReminder(cancelling: In<typeof cancelIn>): Answer<null>;
}

export function createClient(call: CallApi): Client {
  return {
    readOffer: (asked) => call(`/offer?${new URLSearchParams(asked)}`, {}, isOffer),
    readCampaign: (campaign) => call(`/campaigns/${encodeURIComponent(campaign)}`, {}, isCampaign),
    createCheckout: (gift, idempotencyKey) =>
      call('/checkouts', sending('POST', gift, { 'idempotency-key': idempotencyKey }), isCheckout),
    claimCheckout: (checkoutId, claim) => call(`/checkouts/${checkoutId}/claim`, sending('POST', claim), isClaim),
    readStanding: () => readStanding(call),
    forgetDevice: () => call('/standing', { method: 'DELETE' }, isNothing),
    openPortal: () => call('/portal', sending('POST', {}), isPortal),
    requestReminder: (wish) => call('/reminders', sending('POST', wish), isAccepted),
    cancelReminder: (cancelling) => call('/reminders/cancel', sending('POST', cancelling), isNothing),
  };
}

const sending = (method: string, body: object, headers: Readonly<Record<string, string>> = {}): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

const isNothing = (body: unknown): body is null => body === null;
