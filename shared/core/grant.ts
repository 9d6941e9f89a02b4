// A signed permission to see no banners until a day, for people who gave by bank, in crypto or elsewhere: it goes out in
// a mailing, and is the same text for everybody of that mailing, so that it can name nobody. It is no device and no
// membership; anybody it is passed on to sees no banners either, and gets nothing more.
import { commonBoundary, type Instant, instantOfSeconds, secondsOf } from './time.ts';

export const grantVersion = 'g1';
/** A quarter of a year: a link that was passed on ends by itself, and the next mailing brings another. */
export const mostGrantDays = 92;
/** What a link lasts that a reader passes on, and a mailing's where nobody says otherwise: then all of a week are one text. */
export const sharedGrantDays = 35;

export interface Grant {
  readonly keyId: string;
  readonly until: Instant;
}

/** What is signed: everything before the last dot. */
export const grantText = ({ keyId, until }: Grant): string =>
  [grantVersion, keyId, secondsOf(until).toString(36)].join('.');

/** Reads what a link holds without proving it; null for anything that is no grant. */
export function parseGrant(token: string): (Grant & { readonly mac: string }) | null {
  const shape = /^g1\.([a-z0-9-]{1,16})\.([0-9a-z]{1,9})\.([A-Za-z0-9_-]{43})$/.exec(token);
  if (shape === null) return null;
  const [, keyId = '', seconds = '', mac = ''] = shape;
  return { keyId, until: instantOfSeconds(Number.parseInt(seconds, 36)), mac };
}

/** The common boundary on or after so many days: all links of one week end together. */
export const grantEnd = (now: Instant, days: number): Instant => commonBoundary(now, days);

/** The address that is passed on: the token stands in the fragment, which no server and no log sees. */
export const grantLink = (accountPage: string, token: string): string => `${accountPage}#grant=${token}`;

/** Null for what is no whole number of days, or more than a grant may last. */
export function parseGrantDays(text: string): number | null {
  const days = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return days >= 1 && days <= mostGrantDays ? days : null;
}
