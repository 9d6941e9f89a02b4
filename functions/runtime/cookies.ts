// The four cookies, and the one of a minute that thanks. Their attributes matter: scripts can read the pass, which names nobody; scripts
// and other sites cannot reach the device; the claim and the reminder survive the redirect to Stripe and back.

import { openMemory, sessionLife } from '../../shared/core/checkout.ts';
import { deviceLife } from '../../shared/core/device.ts';
import { type CheckoutId, type Hash, parseCheckoutId } from '../../shared/core/ids.ts';
import { type ReturnWord, returnCodes, returnCookieName } from '../../shared/core/return-url.ts';
import { type Instant, minute, secondsOf } from '../../shared/core/time.ts';
import type { Hasher } from '../../shared/ports/hasher.ts';

export interface CookieNames {
  readonly pass: string;
  readonly device: string;
  readonly claim: string;
  /** Cancels the reminder that this browser confirmed, once it has given. */
  readonly reminder: string;
}
/** As long as the longest cookie we set; a longer value is ignored. */
const longestValue = 256;
/** Of one browser, not come back from yet. Whoever opens more loses the way back of the oldest, and asks for a link. */
const mostWaiting = 5;

/** In the place of two values: no cookie of ours has such a one. */
export const ambiguous = '?';
/**
 * API Gateway hands cookies over as "name=value" texts. A name that comes with two values has neither: another host of the
 * newsroom's domain can set a cookie of our name for all hosts, and nobody can say which of the two is ours (decision 0026).
 */
export function readCookies(cookies: readonly string[] | undefined): ReadonlyMap<string, string> {
  const read = new Map<string, string>();
  for (const cookie of cookies ?? []) {
    const at = cookie.indexOf('=');
    const [name, value] = [cookie.slice(0, at).trim(), cookie.slice(at + 1).trim()];
    if (at <= 0 || value.length > longestValue) continue;
    read.set(name, (read.get(name) ?? value) === value ? value : ambiguous);
  }
  return read;
}

/** The attributes of each cookie, written once: the cookie that deletes another must have the same ones. */
const cookie = (pair: string, path: string, seconds: number, access: string): string =>
  `${pair}; Path=${path}; Max-Age=${seconds}; ${access}; Secure`;
const pass = (names: CookieNames, token: string, seconds: number): string =>
  cookie(`${names.pass}=${token}`, '/', seconds, 'SameSite=Lax');
const device = (names: CookieNames, token: string, seconds: number): string =>
  cookie(`${names.device}=${token}`, '/v1', seconds, 'HttpOnly; SameSite=Strict');
/** Of the claim and the reminder: browsers send it on the way back from Stripe, which is a navigation from another site. */
const ofCheckouts = (name: string, value: string, seconds: number): string =>
  cookie(`${name}=${value}`, '/v1/checkouts', seconds, 'HttpOnly; SameSite=Lax');

export const passCookie = (names: CookieNames, token: string): string => pass(names, token, secondsOf(deviceLife));
export const noPassCookie = (names: CookieNames): string => pass(names, '', 0);
export const deviceCookie = (names: CookieNames, token: string): string => device(names, token, secondsOf(deviceLife));
export const noDeviceCookie = (names: CookieNames): string => device(names, '', 0);
/** The pass of a grant, and the grant itself in the device's place, for renewing: both expire with it. */
export function grantCookies(
  names: CookieNames,
  granted: { readonly pass: Token | null; readonly grant: string; readonly until: Instant; readonly now: Instant },
): string[] {
  const seconds = Math.max(1, secondsOf(granted.until - granted.now));
  const renewing = device(names, granted.grant, seconds);
  return granted.pass === null ? [renewing] : [renewing, pass(names, granted.pass.token, seconds)];
}
/**
 * The secret, and behind a dot the token of the device that this browser is by now: browsers do not send the device's own
 * cookie on the way from Stripe, and a second tab's payment must join the device that the first one made. Behind another dot
 * the checkout that it came back from last, to whose payer it may have a link sent. Then those it has not come back from.
 */
export const claimCookie = (names: CookieNames, { secret, deviceToken, checkout, waiting }: ClaimOfBrowser): string =>
  ofCheckouts(
    names.claim,
    [secret, deviceToken ?? '', checkout ?? '', ...waiting.slice(-mostWaiting)].join('.').replace(/\.+$/, ''),
    secondsOf(sessionLife + openMemory),
  );
export const noClaimCookie = (names: CookieNames): string => ofCheckouts(names.claim, '', 0);
export const reminderCookie = (names: CookieNames, secret: string, life: number): string =>
  ofCheckouts(names.reminder, secret, secondsOf(life));
export const noReminderCookie = (names: CookieNames): string => ofCheckouts(names.reminder, '', 0);

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
  /** What it came back from last. */
  readonly checkout: CheckoutId | null;
  /** What it opened and did not come back from, the last one last. */
  readonly waiting: readonly CheckoutId[];
}
/** Null for what we cannot have set. */
export function claimIn(cookies: ReadonlyMap<string, string>, names: CookieNames): ClaimOfBrowser | null {
  const [secret = '', deviceToken = null, last = '', ...named] = cookies.get(names.claim)?.split('.') ?? [];
  const waiting = named.flatMap((each) => parseCheckoutId(each) ?? []);
  if (!secretShape.test(secret) || waiting.length < named.length || waiting.length > mostWaiting) return null;
  const token = deviceToken !== null && secretShape.test(deviceToken) ? deviceToken : null;
  return { secret, deviceToken: token, checkout: parseCheckoutId(last), waiting };
}
/** Of a browser that has just opened a checkout. */
export function claimOnceOpened(
  cookies: ReadonlyMap<string, string>,
  names: CookieNames,
  { checkout, claimSecret }: { readonly checkout: CheckoutId; readonly claimSecret: string },
): ClaimOfBrowser {
  const before = claimIn(cookies, names);
  return {
    secret: claimSecret,
    deviceToken: secretIn(cookies, names.device) ?? before?.deviceToken ?? null,
    checkout: before?.checkout ?? null,
    waiting: [...(before?.waiting ?? []).filter((each) => each !== checkout), checkout],
  };
}
/**
 * For the script of the page that a reader comes back to; the script takes it away. `tab` is chance: two tabs that come back at
 * once take one each.
 */
export const returnCookie = (names: CookieNames, word: ReturnWord, tab: string): string =>
  cookie(`${returnCookieName(names.pass)}${tab}=${returnCodes[word]}`, '/', secondsOf(minute), 'SameSite=Lax');

/** What a browser keeps of a recognition: a pass, the hint that a payment is pending, or neither. */
export const recognitionCookie = (
  names: CookieNames,
  recognition: { readonly pass: Token | null; readonly hint: Token | null },
): string => {
  const saved = recognition.pass ?? recognition.hint;
  return saved === null ? noPassCookie(names) : passCookie(names, saved.token);
};
interface Token {
  readonly token: string;
  readonly expiresAt: Instant;
}
