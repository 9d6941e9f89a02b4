// The public HTTP API as one table. The gateway, the local server, the functions and the OpenAPI document read it, and none
// repeats it. A route's name is the name of the action behind it; `functionName` is the one Lambda that may answer it.
import type * as z from 'zod/mini';
import { checkoutIn, checkoutOut, claimIn, claimOut, ownLinkIn, portalIn, returnQuery } from './schemas/checkout.ts';
import { none } from './schemas/fields.ts';
import { campaignOut, offerOut, offerQuery } from './schemas/offer.ts';
import {
  forgetQuery,
  grantIn,
  linkIn,
  linkOut,
  redemptionIn,
  shareIn,
  shareOut,
  standingOut,
} from './schemas/recognition.ts';
import { cancelIn, confirmIn, reminderIn, reminderOut } from './schemas/reminder.ts';
import { acceptedOut, healthOut, openapiOut } from './schemas/service.ts';
import { eraseIn, eraseOut, membershipIn, membershipOut, replacementIn, supporterOut } from './schemas/supporter.ts';

/**
 * Who may call. `open`: everybody. `origin`: JSON from one of the newsroom's origins. `form`: a plain HTML form too.
 * `own-form`: a form too, but only where the browser names one of our origins, or says that it stood on one. `navigation`:
 * nothing but such a form, posted by a navigation, whose answer no script of the page gets. `signature`: Stripe. `capability`:
 * everybody who knows the secret in the path.
 */
export type AccessPolicy = 'open' | 'origin' | 'form' | 'own-form' | 'navigation' | 'signature' | 'capability';
const withForms: readonly AccessPolicy[] = ['form', 'own-form', 'navigation'];
export const takesForms = (access: AccessPolicy): boolean => withForms.includes(access);

/** Most routes take or give nothing; what such a route is sent is not read. */
const bare = { query: none, body: none, out: none } as const;
const offer = { ...bare, functionName: 'offer' } as const;
const checkout = { ...bare, functionName: 'checkout' } as const;
const recognition = { ...bare, functionName: 'recognition' } as const;
const reminders = { ...bare, functionName: 'reminders' } as const;

export const routes = {
  readOffer: { ...offer, method: 'GET', path: '/v1/offer', access: 'open', query: offerQuery, out: offerOut },
  readCampaign: { ...offer, method: 'GET', path: '/v1/campaigns/{campaign}', access: 'open', out: campaignOut },
  readHealth: { ...offer, method: 'GET', path: '/v1/health', access: 'open', out: healthOut },
  readOpenapi: { ...offer, method: 'GET', path: '/v1/openapi.json', access: 'open', out: openapiOut },
  createCheckout: {
    ...checkout,
    method: 'POST',
    path: '/v1/checkouts',
    access: 'form',
    body: checkoutIn,
    out: checkoutOut,
  },
  returnFromCheckout: {
    ...checkout,
    method: 'GET',
    path: '/v1/checkouts/return',
    access: 'open',
    query: returnQuery,
  },
  returnFromNamedCheckout: { ...checkout, method: 'GET', path: '/v1/checkouts/{checkoutId}/return', access: 'open' },
  claimCheckout: {
    ...checkout,
    method: 'POST',
    path: '/v1/checkouts/{checkoutId}/claim',
    access: 'origin',
    body: claimIn,
    out: claimOut,
  },
  sendOwnLink: {
    ...checkout,
    method: 'POST',
    path: '/v1/checkouts/link',
    access: 'own-form',
    body: ownLinkIn,
    out: linkOut,
  },
  openPortal: { ...checkout, method: 'POST', path: '/v1/portal', access: 'navigation', body: portalIn },
  readStanding: { ...recognition, method: 'GET', path: '/v1/standing', access: 'open', out: standingOut },
  forgetDevice: { ...recognition, method: 'DELETE', path: '/v1/standing', access: 'origin', query: forgetQuery },
  requestLink: { ...recognition, method: 'POST', path: '/v1/links', access: 'own-form', body: linkIn, out: linkOut },
  redeemLink: {
    ...recognition,
    method: 'POST',
    path: '/v1/links/redeem',
    access: 'own-form',
    body: redemptionIn,
    out: standingOut,
  },
  readSupporter: { ...recognition, method: 'GET', path: '/v1/supporter', access: 'open', out: supporterOut },
  changeMembership: {
    ...checkout,
    method: 'PATCH',
    path: '/v1/memberships/{membership}',
    access: 'origin',
    body: membershipIn,
    out: membershipOut,
  },
  replaceMembership: {
    ...checkout,
    method: 'POST',
    path: '/v1/memberships/{membership}/checkouts',
    access: 'origin',
    body: replacementIn,
    out: checkoutOut,
  },
  eraseSupporter: {
    ...checkout,
    method: 'DELETE',
    path: '/v1/supporter',
    access: 'origin',
    body: eraseIn,
    out: eraseOut,
  },
  requestReminder: {
    ...reminders,
    method: 'POST',
    path: '/v1/reminders',
    access: 'form',
    body: reminderIn,
    out: reminderOut,
  },
  confirmReminder: { ...reminders, method: 'POST', path: '/v1/reminders/confirm', access: 'origin', body: confirmIn },
  cancelReminder: { ...reminders, method: 'POST', path: '/v1/reminders/cancel', access: 'origin', body: cancelIn },
  showCancel: { ...reminders, method: 'GET', path: '/v1/reminders/cancel/{token}', access: 'open' },
  stopReminders: { ...reminders, method: 'POST', path: '/v1/reminders/cancel/{token}', access: 'capability' },
  makeGrant: {
    ...recognition,
    method: 'POST',
    path: '/v1/grants',
    access: 'own-form',
    body: shareIn,
    out: shareOut,
  },
  redeemGrant: {
    ...recognition,
    method: 'POST',
    path: '/v1/grants/redeem',
    access: 'origin',
    body: grantIn,
    out: standingOut,
  },
  receiveStripeEvent: {
    ...bare,
    method: 'POST',
    path: '/v1/stripe/events',
    functionName: 'stripe-webhook',
    access: 'signature',
    out: acceptedOut,
  },
} as const satisfies Readonly<Record<string, Route>>;

export type RouteName = keyof typeof routes;
/** Answered without the CDN too: Stripe proves itself by its signature, and liveness reveals nothing. */
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

/** The largest body a route takes, in bytes. Stripe's events stay under 256 KB; the other bodies are small forms. */
export const largestBody = (access: AccessPolicy): number => (access === 'signature' ? 512 * 1024 : 16 * 1024);

/** Cross-origin calls: exactly the newsroom's origins, with credentials. The gateway answers the preflight. */
export const cors = {
  allowHeaders: ['content-type', 'idempotency-key'],
  exposeHeaders: ['retry-after'],
  maxAgeSeconds: 600,
} as const;
