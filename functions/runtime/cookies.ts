// The four cookies. Their attributes matter: scripts can read the pass, which names nobody; scripts and other sites cannot
// reach the device; the claim and the reminder survive the redirect to Stripe and back.

import { openMemory, sessionLife } from '../../shared/core/checkout.ts';
import { deviceLife } from '../../shared/core/device.ts';
import type { Hash } from '../../shared/core/ids.ts';
import { type Instant, secondsOf } from '../../shared/core/time.ts';
import type { Hasher } from '../../shared/ports/hasher.ts';

export interface CookieNames {
  readonly pass: string;
  readonly device: string;
  readonly claim: string;
  /** Cancels the reminder that this browser asked for, once it has given. */
  readonly reminder: string;
}
/** Longer than any cookie we set; a longer value is ignored. */
const longestValue = 200;

/** API Gateway hands cookies over as "name=value" texts; of a name sent twice the first counts, as browsers order them by path. */
export function readCookies(cookies: readonly string[] | undefined): ReadonlyMap<string, string> {
  const read = new Map<string, string>();
  for (const cookie of cookies ?? []) {
    const at = cookie.indexOf('=');
    const [name, value] = [cookie.slice(0, at).trim(), cookie.slice(at + 1).trim()];
    if (at > 0 && value.length <= longestValue && !read.has(name)) read.set(name, value);
  }
  return read;
}

export const passCookie = (names: CookieNames, token: string): string =>
  `${names.pass}=${token}; Path=/; Max-Age=${secondsOf(deviceLife)}; SameSite=Lax; Secure`;
/** The pass of a grant, and the grant itself in the device's place, for renewing: both expire with it. */
export function grantCookies(
  names: CookieNames,
  {
    pass,
    grant,
    until,
    now,
  }: { readonly pass: Token | null; readonly grant: string; readonly until: Instant; readonly now: Instant },
): string[] {
  const life = `Max-Age=${Math.max(1, secondsOf(until - now))}`;
  const device = `${names.device}=${grant}; Path=/v1; ${life}; HttpOnly; SameSite=Strict; Secure`;
  return pass === null ? [device] : [device, `${names.pass}=${pass.token}; Path=/; ${life}; SameSite=Lax; Secure`];
}
export const noPassCookie = (names: CookieNames): string => `${names.pass}=; Path=/; Max-Age=0; SameSite=Lax; Secure`;
export const deviceCookie = (names: CookieNames, token: string): string =>
  `${names.device}=${token}; Path=/v1; Max-Age=${secondsOf(deviceLife)}; HttpOnly; SameSite=Strict; Secure`;
export const noDeviceCookie = (names: CookieNames): string =>
  `${names.device}=; Path=/v1; Max-Age=0; HttpOnly; SameSite=Strict; Secure`;
/**
 * The secret, and behind a dot the token of the device that this browser is by now: the device's own cookie stays behind
 * on the way from Stripe, and a second tab's payment must join what the first one made.
 */
export const claimCookie = (names: CookieNames, { secret, deviceToken }: ClaimOfBrowser): string =>
  `${names.claim}=${deviceToken === null ? secret : `${secret}.${deviceToken}`}; Path=/v1/checkouts; Max-Age=${secondsOf(sessionLife + openMemory)}; HttpOnly; SameSite=Lax; Secure`;
export const noClaimCookie = (names: CookieNames): string =>
  `${names.claim}=; Path=/v1/checkouts; Max-Age=0; HttpOnly; SameSite=Lax; Secure`;

export const reminderCookie = (names: CookieNames, secret: string, life: number): string =>
  `${names.reminder}=${secret}; Path=/v1/checkouts; Max-Age=${secondsOf(life)}; HttpOnly; SameSite=Lax; Secure`;
export const noReminderCookie = (names: CookieNames): string =>
  `${names.reminder}=; Path=/v1/checkouts; Max-Age=0; HttpOnly; SameSite=Lax; Secure`;

const secretShape = /^[A-Za-z0-9_-]{43}$/;
/** The secret in a cookie, or null for one that we cannot have set. */
export function secretIn(cookies: ReadonlyMap<string, string>, name: string): string | null {
  const value = cookies.get(name);
  return value !== undefined && secretShape.test(value) ? value : null;
}
export function deviceIn(cookies: ReadonlyMap<string, string>, names: CookieNames, hasher: Hasher): Hash | null {
  const token = secretIn(cookies, names.device);
  return token === null ? null : hasher.digest(token);
}

export interface ClaimOfBrowser {
  readonly secret: string;
  readonly deviceToken: string | null;
}
/** Null for what we cannot have set. */
export function claimIn(cookies: ReadonlyMap<string, string>, names: CookieNames): ClaimOfBrowser | null {
  const [secret = '', deviceToken = null, ...more] = cookies.get(names.claim)?.split('.') ?? [];
  if (!secretShape.test(secret) || more.length > 0) return null;
  return { secret, deviceToken: deviceToken !== null && secretShape.test(deviceToken) ? deviceToken : null };
}

/** What a browser keeps of a recognition: a pass, the hint that a payment is pending, or neither. */
export const recognitionCookie = (
  names: CookieNames,
  { pass, hint }: { readonly pass: Token | null; readonly hint: Token | null },
): string => {
  const saved = pass ?? hint;
  return saved === null ? noPassCookie(names) : passCookie(names, saved.token);
};
interface Token {
  readonly token: string;
  readonly expiresAt: Instant;
}
