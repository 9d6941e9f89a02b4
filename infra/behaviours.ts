// How CloudFront treats each path: what may be kept and for whom, and what of a request goes on to the API. What a
// reader is recognised by is part of the key of every answer that is not for everybody, so that no reader can be handed
// another's; what may be kept is said by the answer itself.
import { Duration } from 'aws-cdk-lib';
import {
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  OriginRequestCookieBehavior,
  OriginRequestHeaderBehavior,
  OriginRequestPolicy,
  OriginRequestQueryStringBehavior,
} from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { type Route, routes } from '../shared/api/routes.ts';

/** The longest anything of the API is kept, whatever the answer says. */
const longest = Duration.hours(1);
/** All that the public reads ask by; the rest of a query string never reaches the API, nor a cache key. */
export const publicQueries = ['currency', 'locale', 'campaign'] as const;

/** Paths whose answers are the same for everybody: the public reads, as CloudFront writes patterns. */
export const publicPaths: readonly string[] = [
  ...new Set(
    Object.values<Route>(routes)
      .filter(({ method, functionName, access }) => method === 'GET' && functionName === 'offer' && access === 'open')
      .map(({ path }) => path.replaceAll(/\{\w+\}/g, '*')),
  ),
];

/** For everybody alike. The origin of the calling page is in the key, because the CORS headers of an answer name it. */
export const addPublicCache = (scope: Construct): CachePolicy =>
  new CachePolicy(scope, 'PublicCache', {
    comment: 'Mainstay: public reads, kept as long as each answer says',
    minTtl: Duration.seconds(0),
    defaultTtl: Duration.seconds(0),
    maxTtl: longest,
    queryStringBehavior: CacheQueryStringBehavior.allowList(...publicQueries),
    headerBehavior: CacheHeaderBehavior.allowList('Origin'),
    cookieBehavior: CacheCookieBehavior.none(),
    enableAcceptEncodingGzip: true,
    enableAcceptEncodingBrotli: true,
  });

/**
 * For one reader. Nothing of it is kept or shared, for every answer says `no-store`; but an answer of the gateway's own says
 * nothing, and CloudFront may hand it to all requests of one key that wait. With all cookies in the key it never joins two readers.
 */
export const addReaderCache = (scope: Construct): CachePolicy =>
  new CachePolicy(scope, 'ReaderCache', {
    comment: 'Mainstay: answers for one reader, never kept and never shared',
    minTtl: Duration.seconds(0),
    defaultTtl: Duration.seconds(0),
    // With nothing at all CloudFront would take the cookies out of the key.
    maxTtl: Duration.seconds(1),
    queryStringBehavior: CacheQueryStringBehavior.all(),
    headerBehavior: CacheHeaderBehavior.allowList('Origin'),
    cookieBehavior: CacheCookieBehavior.all(),
  });

/** What the functions and the gateway's preflight read, and the reader's address; not what browser it is. */
export const forwardedHeaders = [
  ...['Accept', 'Content-Type', 'Idempotency-Key', 'Referer', 'CloudFront-Viewer-Address'],
  ...['Access-Control-Request-Method', 'Access-Control-Request-Headers'],
] as const;

export const addApiRequests = (scope: Construct): OriginRequestPolicy =>
  new OriginRequestPolicy(scope, 'ApiRequests', {
    comment: 'Mainstay: what of a request goes on to the API',
    headerBehavior: OriginRequestHeaderBehavior.allowList(...forwardedHeaders),
    cookieBehavior: OriginRequestCookieBehavior.all(),
    queryStringBehavior: OriginRequestQueryStringBehavior.all(),
  });

/** The site's own pages: kept as they say, apart for supporters and others, and blind to every cookie. */
export const addPageCache = (scope: Construct, passHeader: string): CachePolicy =>
  new CachePolicy(scope, 'PageCache', {
    comment: 'Mainstay: the pages of the site, once for supporters and once for everybody else',
    minTtl: Duration.seconds(0),
    defaultTtl: Duration.seconds(0),
    maxTtl: Duration.days(365),
    queryStringBehavior: CacheQueryStringBehavior.all(),
    headerBehavior: CacheHeaderBehavior.allowList('Host', passHeader),
    cookieBehavior: CacheCookieBehavior.none(),
    enableAcceptEncodingGzip: true,
    enableAcceptEncodingBrotli: true,
  });
