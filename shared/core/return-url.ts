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

/** Why the page is opened again. It stands in the fragment, which reaches no server and no log. */
export type ReturnFragment = 'thanks' | 'pending' | 'link' | 'back' | 'reminded';
export const returnTo = (page: string, word: ReturnFragment): string => `${page}#mainstay-${word}`;

/**
 * To a page with a script the word comes in a cookie of one minute, which the script takes away: a browser's own history keeps
 * every address that was opened, its fragment too, and no page can take one out of it.
 */
export const returnCodes = { thanks: 'a', pending: 'b' } as const satisfies Partial<Record<ReturnFragment, string>>;
export type ReturnWord = keyof typeof returnCodes;
/** How its name begins: beside the pass, whose name a page knows. Like it, it says nothing to whoever looks through a browser. */
export const returnCookieName = (passName: string): string => `${passName}-a`;

/** Before the contribution that was chosen on the page a reader goes back to. */
export const leftWord = 'mainstay-left';
interface LeftContribution {
  readonly frequency: string;
  readonly amountMinor: number;
  readonly currency: string;
}
/** The page a checkout was opened on, with what had been chosen there: it is chosen again. */
export const backTo = (page: string, { frequency, amountMinor, currency }: LeftContribution): string =>
  `${page}#${leftWord}=${frequency}.${amountMinor}.${currency}`;
