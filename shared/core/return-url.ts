// The page a reader came from and goes back to: its origin is one of the newsroom's, and it has no query. Stripe stores
// this address, so no campaign code, search word or token may be part of it.

/** After encoding. Stripe refuses longer addresses, and the reader would see our failure for it. */
const longestUrl = 2048;

export function parseReturnUrl(text: string, origins: readonly string[]): string | null {
  const url = URL.parse(text, origins[0]);
  // The origin of a blob: address is that of the page that made it, and its path is a whole address.
  if (url === null || !['https:', 'http:'].includes(url.protocol)) return null;
  if (!origins.includes(url.origin) || url.username !== '' || url.password !== '') return null;
  const returnUrl = url.origin + url.pathname;
  return returnUrl.length <= longestUrl ? returnUrl : null;
}

/**
 * Why the page is opened again, as one character: a browser's own history keeps every address that was opened, its fragment too,
 * and no page can take one out of it. So neither names us or what was given.
 */
export const returnCodes = { thanks: 'a', pending: 'b', link: 'c', reminded: 'd', back: 'e' } as const;
export type ReturnFragment = keyof typeof returnCodes;
/** What the fragment picks by `:target`, where no script runs. */
export const fragmentStart = 're-';
/** The fragment reaches no server and no log. */
export const returnTo = (page: string, word: ReturnFragment): string => `${page}#${fragmentStart}${returnCodes[word]}`;

/** To a page with a script it comes in a cookie of one minute, which the script takes away. */
export type ReturnWord = 'thanks' | 'pending';
/** How its name begins: beside the pass, whose name a page knows. Like it, it says nothing to whoever looks through a browser. */
export const returnCookieName = (passName: string): string => `${passName}-a`;
