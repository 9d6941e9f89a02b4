// The public HTTP surface as one table: the gateway, the local server, the functions and the web client read it, and none
// repeats it. A route's name is the name of the action behind it; `function` is the one Lambda that may answer it.
import type * as z from 'zod/mini';
import * as schemas from './schemas.ts';

/**
 * Who may call: `origin` wants one of the newsroom's origins and JSON; `form` takes a plain HTML form too; `own-form` takes
 * one as well, but only from a browser that says it stood on a page of ours; `capability` takes whoever knows the secret in
 * the path, from anywhere.
 */
export type AccessPolicy = 'open' | 'origin' | 'form' | 'own-form' | 'signature' | 'capability';
export const takesForms = (access: AccessPolicy): boolean => access === 'form' || access === 'own-form';

const { none } = schemas;
export const routes = {
  readOffer: {
    method: 'GET',
    path: '/v1/offer',
    functionName: 'offer',
    access: 'open',
    query: schemas.offerQuery,
    body: none,
    out: schemas.offerOut,
  },
  readCampaign: {
    method: 'GET',
    path: '/v1/campaigns/{campaign}',
    functionName: 'offer',
    access: 'open',
    query: none,
    body: none,
    out: schemas.campaignOut,
  },
  readHealth: {
    method: 'GET',
    path: '/v1/health',
    functionName: 'offer',
    access: 'open',
    query: none,
    body: none,
    out: schemas.healthOut,
  },
  readOpenapi: {
    method: 'GET',
    path: '/v1/openapi.json',
    functionName: 'offer',
    access: 'open',
    query: none,
    body: none,
    out: schemas.openapiOut,
  },
  createCheckout: {
    method: 'POST',
    path: '/v1/checkouts',
    functionName: 'checkout',
    access: 'form',
    query: none,
    body: schemas.checkoutIn,
    out: schemas.checkoutOut,
  },
  returnFromCheckout: {
    method: 'GET',
    path: '/v1/checkouts/{checkoutId}/return',
    functionName: 'checkout',
    access: 'open',
    query: none,
    body: none,
    out: none,
  },
  claimCheckout: {
    method: 'POST',
    path: '/v1/checkouts/{checkoutId}/claim',
    functionName: 'checkout',
    access: 'origin',
    query: none,
    body: schemas.claimIn,
    out: schemas.claimOut,
  },
  openPortal: {
    method: 'POST',
    path: '/v1/portal',
    functionName: 'checkout',
    access: 'origin',
    query: none,
    body: schemas.portalIn,
    out: schemas.portalOut,
  },
  readStanding: {
    method: 'GET',
    path: '/v1/standing',
    functionName: 'recognition',
    access: 'open',
    query: none,
    body: none,
    out: schemas.standingOut,
  },
  forgetDevice: {
    method: 'DELETE',
    path: '/v1/standing',
    functionName: 'recognition',
    access: 'origin',
    query: schemas.forgetQuery,
    body: none,
    out: none,
  },
  requestLink: {
    method: 'POST',
    path: '/v1/links',
    functionName: 'recognition',
    access: 'own-form',
    query: none,
    body: schemas.linkIn,
    out: schemas.linkOut,
  },
  redeemLink: {
    method: 'POST',
    path: '/v1/links/redeem',
    functionName: 'recognition',
    access: 'own-form',
    query: none,
    body: schemas.redemptionIn,
    out: schemas.standingOut,
  },
  readSupporter: {
    method: 'GET',
    path: '/v1/supporter',
    functionName: 'recognition',
    access: 'open',
    query: none,
    body: none,
    out: schemas.supporterOut,
  },
  changeMembership: {
    method: 'PATCH',
    path: '/v1/memberships/{membership}',
    functionName: 'checkout',
    access: 'origin',
    query: none,
    body: schemas.membershipIn,
    out: schemas.membershipOut,
  },
  eraseSupporter: {
    method: 'DELETE',
    path: '/v1/supporter',
    functionName: 'checkout',
    access: 'origin',
    query: none,
    body: schemas.eraseIn,
    out: schemas.eraseOut,
  },
  requestReminder: {
    method: 'POST',
    path: '/v1/reminders',
    functionName: 'reminders',
    access: 'form',
    query: none,
    body: schemas.reminderIn,
    out: schemas.reminderOut,
  },
  cancelReminder: {
    method: 'POST',
    path: '/v1/reminders/cancel',
    functionName: 'reminders',
    access: 'origin',
    query: none,
    body: schemas.cancelIn,
    out: none,
  },
  showCancel: {
    method: 'GET',
    path: '/v1/reminders/cancel/{token}',
    functionName: 'reminders',
    access: 'open',
    query: none,
    body: none,
    out: none,
  },
  stopReminders: {
    method: 'POST',
    path: '/v1/reminders/cancel/{token}',
    functionName: 'reminders',
    access: 'capability',
    query: none,
    body: none,
    out: none,
  },
  redeemGrant: {
    method: 'POST',
    path: '/v1/grants/redeem',
    functionName: 'recognition',
    access: 'origin',
    query: none,
    body: schemas.grantIn,
    out: schemas.standingOut,
  },
  receiveStripeEvent: {
    method: 'POST',
    path: '/v1/stripe/events',
    functionName: 'stripe-webhook',
    access: 'signature',
    query: none,
    body: none,
    out: schemas.acceptedOut,
  },
} as const satisfies Readonly<Record<string, Route>>;

export type RouteName = keyof typeof routes;
/** What is answered without the CDN too: Stripe has its signature, and liveness says nothing. */
export const reachedDirectly: readonly RouteName[] = ['receiveStripeEvent', 'readHealth'];
export interface Route<Body = unknown, Query = unknown> {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** With API Gateway's `{name}` for a segment. */
  readonly path: string;
  readonly functionName: FunctionName;
  readonly access: AccessPolicy;
  readonly query: z.ZodMiniType<Query>;
  readonly body: z.ZodMiniType<Body>;
  readonly out: z.ZodMiniType;
}
/** One function = one Lambda = one trust boundary. */
export const functions = [
  'offer',
  'checkout',
  'recognition',
  'stripe-webhook',
  'sync',
  'reconcile',
  'mail',
  'reminders',
] as const;
export type FunctionName = (typeof functions)[number];

/** Largest body a route takes, in bytes. Stripe's own events stay under 256 KB; ours are forms. */
export const largestBody = (access: AccessPolicy): number => (access === 'signature' ? 512 * 1024 : 16 * 1024);

/** Cross-origin calls: exactly the newsroom's origins, with credentials. The gateway answers the preflight. */
export const cors = {
  allowHeaders: ['content-type', 'idempotency-key'],
  exposeHeaders: ['retry-after'],
  maxAgeSeconds: 600,
} as const;
