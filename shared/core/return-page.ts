// The page a reader came from and goes back to: on one of the newsroom's origins, path only. Stripe stores what it is
// given, so no query (campaign codes, search words, tokens) may reach it.

/** Once encoded: Stripe refuses longer addresses, and that would be our failure and not the reader's. */
const longestPage = 2048;

export function parseReturnPage(text: string, origins: readonly string[]): string | null {
  const url = URL.parse(text, origins[0]);
  // A blob: address has the origin of the page that made it, and a whole address for a path.
  if (url === null || !['https:', 'http:'].includes(url.protocol)) return null;
  if (!origins.includes(url.origin) || url.username !== '' || url.password !== '') return null;
  const page = url.origin + url.pathname;
  return page.length <= longestPage ? page : null;
}

/** What the page is told about the return, as a fragment: it reaches no server and no log. */
export type ReturnFragment = 'thanks' | 'pending' | 'link' | 'back' | 'reminded';
export const returnTo = (page: string, word: ReturnFragment): string => `${page}#mainstay-${word}`;
