// Safari takes no `Secure` cookie from plain http, on localhost either. So the gateway of this machine sends it the same cookies without
// that attribute, and without the prefix that demands it, and reads them back under their own names. Nothing of this is deployed.

const prefix = '__Secure-';
const plainPrefix = 'plain-';

/** Every browser on an iPhone is Safari within; on a Mac the others name themselves too. */
export const isSafari = (userAgent = ''): boolean =>
  /\bSafari\//.test(userAgent) && !/\b(?:Chrome|HeadlessChrome|Chromium|Edg|OPR)\//.test(userAgent);

export const cookiesForSafari = (cookies: readonly string[]): string[] =>
  cookies.map((each) => each.replace(prefix, plainPrefix).replace(/; Secure$/, ''));

/** Of a `Cookie` header. */
export const cookiesFromSafari = (header: string): string =>
  header.replaceAll(new RegExp(`(^|; *)${plainPrefix}`, 'g'), `$1${prefix}`);
