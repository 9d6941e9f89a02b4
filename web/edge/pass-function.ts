// The text of the CloudFront Function that knows supporters, as it is deployed: the source beside this file with the
// newsroom's own names in it and without its comments. Its KeyValueStore holds the secret of passes as it is: one entry
// per key, the key's id to its text (base64url).
import { readFileSync } from 'node:fs';

export interface PassFunctionNames {
  readonly passCookie: string;
  /** In lower case, as CloudFront hands headers over. */
  readonly passHeader: string;
}
/** What the header says of a reader whose pass is proven; there is no header for anybody else. */
export const provenValue = '1';
/** CloudFront takes no larger function, in bytes. */
export const largestFunction = 10 * 1024;

export function passFunctionCode({ passCookie, passHeader }: PassFunctionNames): string {
  // They stand between quotes in the text: settings allow nothing that could end one, and this does not trust them.
  if (!/^[\w-]{1,40}$/.test(passCookie) || !/^[a-z0-9-]{1,40}$/.test(passHeader)) {
    throw new Error('a name of the edge function has a character that does not belong into a name');
  }
  return readFileSync(new URL('recognise.js', import.meta.url), 'utf8')
    .replaceAll(/^ *\/\/.*\n/gm, '')
    .replaceAll('%COOKIE%', passCookie)
    .replaceAll('%HEADER%', passHeader);
}
