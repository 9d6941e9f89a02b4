// The typed way to the API under /v1, used by every element. Its types come from the schemas the server parses with; zod
// itself stays out of the browser.
import type { CampaignOut, checkoutIn, claimIn, OfferOut, StandingOut } from '../shared/api/schemas.ts';
import {
  type CheckoutOut,
  type ClaimOut,
  isCampaign,
  isCheckout,
  isClaim,
  isOffer,
  isPortal,
  type PortalOut,
} from './answers.ts';
import { type Answer, type CallApi, readStanding } from './call-api.ts';

/** What a schema takes, without importing zod. */
type In<Schema extends { _zod: { input: unknown } }> = Schema['_zod']['input'];
export type CheckoutIn = In<typeof checkoutIn>;

export interface Client {
  readOffer(asked: Readonly<Record<string, string>>): Answer<OfferOut>;
  readCampaign(campaign: string): Answer<CampaignOut>;
  /** One key per press of the button: the same key again is the same checkout. */
  createCheckout(gift: CheckoutIn, idempotencyKey: string): Answer<CheckoutOut>;
  claimCheckout(checkoutId: string, claim: In<typeof claimIn>): Answer<ClaimOut>;
  readStanding(): Answer<StandingOut>;
  forgetDevice(): Answer<null>;
  openPortal(): Answer<PortalOut>;
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
  };
}

const sending = (method: string, body: object, headers: Readonly<Record<string, string>> = {}): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

const isNothing = (body: unknown): body is null => body === null;
