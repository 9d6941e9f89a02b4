// The text of the CloudFront Function that knows supporters, as it is deployed: the source beside this file with the
// newsroom's own names in it and without its comments. Its KeyValueStore holds the secret of passes as it is: one entry
// per key, the key's id to its text (base64url).
import { readFileSync } from 'node:fs';

export interface PassFunctionNames {
  readonly passCookie: string;
  /** In lower case, as CloudFront hands headers over. */
  readonly passHeader: string;
  /** The same of the header for readers in the countries of `neverAsk`. */
  readonly notFromHereHeader: string;
  /** As ISO 3166-1 writes them: "BY". */
  readonly neverAsk: readonly string[];
}
/** What a header says of a reader whose pass is proven, or who is not asked from there; there is no header for anybody else. */
export const provenValue = '1';
/** CloudFront takes no larger function, in bytes. */
export const largestFunction = 10 * 1024;

export function passFunctionCode({ passCookie, passHeader, notFromHereHeader, neverAsk }: PassFunctionNames): string {
  // They stand between quotes in the text: settings allow nothing that could end one, and this does not trust them.
  const headers = [passHeader, notFromHereHeader];
  if (
    !/^[\w-]{1,40}$/.test(passCookie) ||
    headers.some((each) => !/^[a-z0-9-]{1,40}$/.test(each)) ||
    neverAsk.some((each) => !/^[A-Z]{2}$/.test(each))
  ) {
    throw new Error('a name of the edge function has a character that does not belong into a name');
  }
  return readFileSync(new URL('recognise.js', import.meta.url), 'utf8')
    .replaceAll(/^ *\/\/.*\n/gm, '')
    .replaceAll('%COOKIE%', passCookie)
    .replaceAll('%HEADER%', passHeader)
    .replaceAll('%NOT_FROM_HERE%', notFromHereHeader)
    .replaceAll('%NEVER_ASK%', neverAsk.length === 0 ? '' : ` ${neverAsk.join(' ')} `);
}
