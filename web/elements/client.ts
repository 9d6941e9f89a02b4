// The typed way to the API under /v1, used by every element. Its types come from the schemas the server parses with; zod
// itself stays out of the browser.
import type { checkoutIn, claimIn } from '../../shared/api/schemas/checkout.ts';
import type { CampaignOut, OfferOut } from '../../shared/api/schemas/offer.ts';
import type { grantIn, linkIn, redemptionIn, StandingOut } from '../../shared/api/schemas/recognition.ts';
import type { cancelIn, confirmIn, reminderIn } from '../../shared/api/schemas/reminder.ts';
import type { MembershipOut, membershipIn, replacementIn, SupporterOut } from '../../shared/api/schemas/supporter.ts';
import {
  type CheckoutOut,
  type ClaimOut,
  type EraseOut,
  isAccepted,
  isCampaign,
  isCheckout,
  isClaim,
  isErased,
  isLink,
  isMembership,
  isOffer,
  isStanding,
  isSupporter,
  type LinkOut,
  type ReminderOut,
} from './answers.ts';
import { type Answer, type CallApi, readStanding } from './call-api.ts';

/** What a schema takes, without importing zod. */
type In<Schema extends { _zod: { input: unknown } }> = Schema['_zod']['input'];
export type CheckoutIn = In<typeof checkoutIn>;
export type ReminderIn = In<typeof reminderIn>;

/** All that a page needs on which people give. */
export interface GivingClient {
  readOffer(requested: Readonly<Record<string, string>>): Answer<OfferOut>;
  readCampaign(campaign: string): Answer<CampaignOut>;
  /** One key per press of the button: the same key again is the same checkout. */
  createCheckout(contribution: CheckoutIn, idempotencyKey: string): Answer<CheckoutOut>;
  requestReminder(input: ReminderIn): Answer<ReminderOut>;
}
export interface Client extends GivingClient {
  claimCheckout(checkoutId: string, claim: In<typeof claimIn>): Answer<ClaimOut>;
  readStanding(): Answer<StandingOut>;
  /** With `isAll` every browser that claimed the same supporters. */
  forgetDevice(isAll: boolean): Answer<null>;
  readSupporter(): Answer<SupporterOut>;
  /** From the next period on; one key per press of the button. */
  changeMembership(membership: string, change: In<typeof membershipIn>, idempotencyKey: string): Answer<MembershipOut>;
  /** The membership ends once this checkout is paid; one key per press of the button. */
  replaceMembership(membership: string, wanted: In<typeof replacementIn>, idempotencyKey: string): Answer<CheckoutOut>;
  eraseSupporter(supporter: string): Answer<EraseOut>;
  /** Answers the same, whether or not anybody gave under the address. */
  requestLink(input: In<typeof linkIn>): Answer<LinkOut>;
  redeemLink(proof: In<typeof redemptionIn>): Answer<StandingOut>;
  redeemGrant(grant: In<typeof grantIn>): Answer<StandingOut>;
  confirmReminder(confirming: In<typeof confirmIn>): Answer<null>;
  cancelReminder(cancelling: In<typeof cancelIn>): Answer<null>;
}

export function givingClient(call: CallApi): GivingClient {
  return {
    readOffer: (requested) => call(`/offer?${new URLSearchParams(requested)}`, {}, isOffer),
    readCampaign: (campaign) => call(`/campaigns/${encodeURIComponent(campaign)}`, {}, isCampaign),
    createCheckout: (contribution, idempotencyKey) =>
      call('/checkouts', sending('POST', contribution, { 'idempotency-key': idempotencyKey }), isCheckout),
    requestReminder: (input) => call('/reminders', sending('POST', input), isAccepted),
  };
}

/** With what only the supporter's own page asks for; other pages do not carry it. */
export function createClient(call: CallApi): Client {
  return {
    ...givingClient(call),
    claimCheckout: (checkoutId, claim) => call(`/checkouts/${checkoutId}/claim`, sending('POST', claim), isClaim),
    readStanding: () => readStanding(call),
    forgetDevice: (isAll) => call(`/standing${isAll ? '?all=true' : ''}`, { method: 'DELETE' }, isNothing),
    readSupporter: () => call('/supporter', { cache: 'no-store' }, isSupporter),
    changeMembership: (membership, change, idempotencyKey) =>
      call(
        `/memberships/${encodeURIComponent(membership)}`,
        sending('PATCH', change, { 'idempotency-key': idempotencyKey }),
        isMembership,
      ),
    replaceMembership: (membership, wanted, idempotencyKey) =>
      call(
        `/memberships/${encodeURIComponent(membership)}/checkouts`,
        sending('POST', wanted, { 'idempotency-key': idempotencyKey }),
        isCheckout,
      ),
    eraseSupporter: (supporter) => call('/supporter', sending('DELETE', { supporter }), isErased),
    requestLink: (input) => call('/links', sending('POST', input), isLink),
    redeemLink: (proof) => call('/links/redeem', sending('POST', proof), isStanding),
    redeemGrant: (grant) => call('/grants/redeem', sending('POST', grant), isStanding),
    confirmReminder: (confirming) => call('/reminders/confirm', sending('POST', confirming), isNothing),
    cancelReminder: (cancelling) => call('/reminders/cancel', sending('POST', cancelling), isNothing),
  };
}

const sending = (method: string, body: object, headers: Readonly<Record<string, string>> = {}): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

const isNothing = (body: unknown): body is null => body === null;
