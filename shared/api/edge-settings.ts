// What stands between a reader and the functions: the headers of the CDN, and the countries whose readers are never asked.
import * as z from 'zod/mini';
import type { StageSettings } from './stage-settings.ts';
import { text } from './texts.ts';

const headerName = text(/^[a-z][a-z0-9-]{1,39}$/, 'a header name of a-z, 0-9 and "-"');

/** Headers between the CDN and its origins, in lower case. */
export const edgeSettings = z.strictObject({
  /** Set by the edge for a reader whose pass is proven; name it in the cache key. */
  passHeader: headerName,
  /** Holds the origin secret: what comes without it did not come through the CDN. */
  secretHeader: headerName,
  /** Holds the reader's network address; believed only beside the origin secret. */
  addressHeader: headerName,
  /** Holds the reader's country as ISO 3166-1 writes it; believed only beside the origin secret, and never stored. Cloudflare's is `cf-ipcountry`. */
  countryHeader: z._default(headerName, 'cloudfront-viewer-country'),
  /** Set by the edge on a page for a reader in one of the countries of `neverAsk`; name it in the cache key. */
  notFromHereHeader: z._default(headerName, 'x-region'),
});

/**
 * ISO 3166-1 alpha-2 as CDNs write it. A code that another one replaced ("UK") would match no reader, and nobody would notice.
 */
const isCountry = (code: string): boolean =>
  /^[A-Z]{2}$/.test(code) &&
  code !== 'ZZ' &&
  Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}` &&
  new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }).of(code) !== undefined;

/** Countries in which giving to the newsroom is a danger. */
export const neverAsk = z._default(
  z.array(z.string().check(z.refine(isCountry, { error: 'must be a country as ISO writes it, like "BY"' }))),
  [],
);

/** Only a CDN knows where a reader is: where none stands before the API, nobody would ever be left alone. */
export function wrongNeverAsk(
  countries: readonly string[],
  { edge, stages }: { readonly edge: z.output<typeof edgeSettings>; readonly stages: Record<string, StageSettings> },
): string[] {
  const unguarded = Object.entries(stages).filter(([, { mode, front }]) => mode === 'live' && front.kind === 'none');
  const names = Object.values(edge);
  return [
    ...countries.filter((each, at) => countries.indexOf(each) !== at).map((each) => `neverAsk names ${each} twice`),
    ...names.filter((each, at) => names.indexOf(each) !== at).map((each) => `edge names the header ${each} twice`),
    ...(countries.length === 0 ? [] : unguarded).map(
      ([name]) =>
        `stages.${name}.front must be a CDN: without one nobody knows whether a reader is in a country of neverAsk`,
    ),
  ];
}
