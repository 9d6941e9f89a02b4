// The pass as the browser holds it: a readable cookie. Reading it proves nothing and needs no proof: whoever forges one
// hides a banner from themselves.

/** The value of a cookie in `document.cookie`, or null. */
export function cookieIn(cookies: string, name: string): string | null {
  const found = cookies.split('; ').find((each) => each.startsWith(`${name}=`));
  return found === undefined ? null : found.slice(name.length + 1);
}

/**
 * Is this a supporter's pass, whatever its boundary? Stale or not, such a page view sees no banners, so the head
 * snippet needs no more than this. It must agree with `parsePass` and `decide`; a test holds the three together.
 */
export const isSupporterPass = (token: string | null): boolean =>
  /^v1\.[a-z0-9-]{1,16}\.a\.[0-9a-z]{1,9}\.[\w-]{0,86}$/.test(token ?? '');

/** What to write into `document.cookie` so that the pass is gone. Without `Secure`: Safari takes no line with it from plain http. */
export const withoutPass = (name: string): string => `${name}=;Path=/;Max-Age=0`;
