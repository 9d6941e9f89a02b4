// The public HTTP surface as one table: the gateway, the local server, the doors and the web client read it, and none
// repeats it. A route's name is the name of the action behind it; `door` is the one Lambda that may answer it.
import type * as z from 'zod/mini';
import * as schemas from './schemas.ts';

/**
 * Who may call: `origin` wants one of the newsroom's origins and JSON; `form` takes a plain HTML form too; `own-form` takes
 * one as well, but only from a browser that says it stood on a page of ours; `capability` takes whoever knows the secret in
 * the path, from anywhere.
 */
export type Fence = 'open' | 'origin' | 'form' | 'own-form' | 'signature' | 'capability';
export const takesForms = (fence: Fence): boolean => fence === 'form' || fence === 'own-form';

const { none } = schemas;
export const routes = {
  readOffer: {
    ...{ method: 'GET', path: '/v1/offer', door: 'offer', fence: 'open' },
    ...{ query: schemas.offerQuery, body: none, out: schemas.offerOut },
  },
  readCampaign: {
    ...{ method: 'GET', path: '/v1/campaigns/{campaign}', door: 'offer', fence: 'open' },
    ...{ query: none, body: none, out: schemas.campaignOut },
  },
  readHealth: {
    ...{ method: 'GET', path: '/v1/health', door: 'offer', fence: 'open' },
    ...{ query: none, body: none, out: schemas.healthOut },
  },
  readOpenapi: {
    ...{ method: 'GET', path: '/v1/openapi.json', door: 'offer', fence: 'open' },
    ...{ query: none, body: none, out: schemas.openapiOut },
  },
  createCheckout: {
    ...{ method: 'POST', path: '/v1/checkouts', door: 'checkout', fence: 'form' },
    ...{ query: none, body: schemas.checkoutIn, out: schemas.checkoutOut },
  },
  returnFromCheckout: {
    ...{ method: 'GET', path: '/v1/checkouts/{checkoutId}/return', door: 'checkout', fence: 'open' },
    ...{ query: none, body: none, out: none },
  },
  claimCheckout: {
    ...{ method: 'POST', path: '/v1/checkouts/{checkoutId}/claim', door: 'checkout', fence: 'origin' },
    ...{ query: none, body: schemas.claimIn, out: schemas.claimOut },
  },
  openPortal: {
    ...{ method: 'POST', path: '/v1/portal', door: 'checkout', fence: 'origin' },
    ...{ query: none, body: schemas.portalIn, out: schemas.portalOut },
  },
  readStanding: {
    ...{ method: 'GET', path: '/v1/standing', door: 'recognition', fence: 'open' },
    ...{ query: none, body: none, out: schemas.standingOut },
  },
  forgetDevice: {
    ...{ method: 'DELETE', path: '/v1/standing', door: 'recognition', fence: 'origin' },
    ...{ query: schemas.forgetQuery, body: none, out: none },
  },
  requestLink: {
    ...{ method: 'POST', path: '/v1/links', door: 'recognition', fence: 'own-form' },
    ...{ query: none, body: schemas.linkIn, out: schemas.linkOut },
  },
  redeemLink: {
    ...{ method: 'POST', path: '/v1/links/redeem', door: 'recognition', fence: 'own-form' },
    ...{ query: none, body: schemas.redemptionIn, out: schemas.standingOut },
  },
  readSupporter: {
    ...{ method: 'GET', path: '/v1/supporter', door: 'recognition', fence: 'open' },
    ...{ query: none, body: none, out: schemas.supporterOut },
  },
  changeMembership: {
    ...{ method: 'PATCH', path: '/v1/memberships/{membership}', door: 'checkout', fence: 'origin' },
    ...{ query: none, body: schemas.membershipIn, out: schemas.membershipOut },
  },
  eraseSupporter: {
    ...{ method: 'DELETE', path: '/v1/supporter', door: 'checkout', fence: 'origin' },
    ...{ query: none, body: schemas.eraseIn, out: schemas.eraseOut },
  },
  requestReminder: {
    ...{ method: 'POST', path: '/v1/reminders', door: 'reminders', fence: 'form' },
    ...{ query: none, body: schemas.reminderIn, out: schemas.reminderOut },
  },
  cancelReminder: {
    ...{ method: 'POST', path: '/v1/reminders/cancel', door: 'reminders', fence: 'origin' },
    ...{ query: none, body: schemas.cancelIn, out: none },
  },
  showCancel: {
    ...{ method: 'GET', path: '/v1/reminders/cancel/{token}', door: 'reminders', fence: 'open' },
    ...{ query: none, body: none, out: none },
  },
  stopReminders: {
    ...{ method: 'POST', path: '/v1/reminders/cancel/{token}', door: 'reminders', fence: 'capability' },
    ...{ query: none, body: none, out: none },
  },
  redeemGrant: {
    ...{ method: 'POST', path: '/v1/grants/redeem', door: 'recognition', fence: 'origin' },
    ...{ query: none, body: schemas.grantIn, out: schemas.standingOut },
  },
  receiveStripeEvent: {
    ...{ method: 'POST', path: '/v1/stripe/events', door: 'stripe-events', fence: 'signature' },
    ...{ query: none, body: none, out: schemas.acceptedOut },
  },
} as const satisfies Readonly<Record<string, Route>>;

export type RouteName = keyof typeof routes;
/** What is answered without the CDN too: Stripe has its signature, and liveness says nothing. */
export const reachedDirectly: readonly RouteName[] = ['receiveStripeEvent', 'readHealth'];
export interface Route<Body = unknown, Query = unknown> {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** With API Gateway's `{name}` for a segment. */
  readonly path: string;
  readonly door: Door;
  readonly fence: Fence;
  readonly query: z.ZodMiniType<Query>;
  readonly body: z.ZodMiniType<Body>;
  readonly out: z.ZodMiniType;
}
/** One door = one Lambda = one trust boundary. */
export const doors = [
  'offer',
  'checkout',
  'recognition',
  'stripe-events',
  'doorbells',
  'reconcile',
  'letters',
  'reminders',
] as const;
export type Door = (typeof doors)[number];

/** Largest body a route takes, in bytes. Stripe's own events stay under 256 KB; ours are forms. */
export const largestBody = (fence: Fence): number => (fence === 'signature' ? 512 * 1024 : 16 * 1024);

/** Cross-origin calls: exactly the newsroom's origins, with credentials. The gateway answers the preflight. */
export const cors = {
  allowHeaders: ['content-type', 'idempotency-key'],
  exposeHeaders: ['retry-after'],
  maxAgeSeconds: 600,
} as const;
