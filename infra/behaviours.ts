// CloudFront's cache and forwarding rules for each path. The cache key of every answer for one reader includes all our cookies,
// so that no reader can get another reader's answer. How long an answer may be cached, the answer itself says.
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
import { settings } from '#settings';
import { type Route, routes } from '../shared/api/routes.ts';
import { globalName } from './global-name.ts';
import type { EdgeNames } from './pass.ts';

/** The longest that CloudFront caches an answer of the API, whatever the answer says. */
const longest = Duration.hours(1);
/** The query parameters of the public reads. Others reach neither the API nor a cache key. */
export const publicQueries = ['currency', 'locale'] as const;
/** How far campaigns are: one answer for everybody, whatever a request asks with it. */
export const campaignPath = routes.readCampaign.path.replaceAll(/\{\w+\}/g, '*');

/** The paths of the public reads, whose answers are the same for everybody, as CloudFront patterns. */
export const publicPaths: readonly string[] = [
  ...new Set(
    Object.values<Route>(routes)
      .filter(({ method, functionName, access }) => method === 'GET' && functionName === 'offer' && access === 'open')
      .map(({ path }) => path.replaceAll(/\{\w+\}/g, '*')),
  ),
];

/** For everybody. `Origin` is in the key because the CORS headers of an answer name it. */
export const addPublicCache = (scope: Construct): CachePolicy =>
  new CachePolicy(scope, 'PublicCache', {
    cachePolicyName: globalName(scope, 'PublicCache'),
    comment: 'Mainstay: public reads, cached as long as each answer says',
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
 * How far a campaign is: one answer for everybody. Nothing but the path is in the key, so that no request that differs gets a fresher
 * one than all others. The API sees no origin and names none, so CloudFront adds the CORS headers (`addCampaignHeaders`).
 */
export const addCampaignCache = (scope: Construct): CachePolicy =>
  new CachePolicy(scope, 'CampaignCache', {
    cachePolicyName: globalName(scope, 'CampaignCache'),
    comment: 'Mainstay: how far campaigns are, cached as long as each answer says',
    minTtl: Duration.seconds(0),
    defaultTtl: Duration.seconds(0),
    maxTtl: longest,
    queryStringBehavior: CacheQueryStringBehavior.none(),
    headerBehavior: CacheHeaderBehavior.none(),
    cookieBehavior: CacheCookieBehavior.none(),
    enableAcceptEncodingGzip: true,
    enableAcceptEncodingBrotli: true,
  });

/**
 * For one reader. Nothing of it is kept or shared, for every answer says `no-store`; but an answer of the gateway's own says
 * nothing, and CloudFront may hand it to all requests of one key that wait. With all our cookies in the key it never joins two
 * readers.
 */
export const addReaderCache = (scope: Construct): CachePolicy =>
  new CachePolicy(scope, 'ReaderCache', {
    cachePolicyName: globalName(scope, 'ReaderCache'),
    comment: 'Mainstay: answers for one reader, never cached and never shared',
    minTtl: Duration.seconds(0),
    defaultTtl: Duration.seconds(0),
    // With 0 CloudFront would take the cookies out of the key.
    maxTtl: Duration.seconds(1),
    queryStringBehavior: CacheQueryStringBehavior.all(),
    headerBehavior: CacheHeaderBehavior.allowList('Origin'),
    cookieBehavior: CacheCookieBehavior.allowList(...ourCookies),
  });

/** CloudFront's own word for where a reader is. */
export const viewerCountry = 'CloudFront-Viewer-Country';

/** What the functions and the CORS preflight read, the reader's address, and their country where the settings name any; not the user agent. */
export const forwardedHeaders = [
  ...['Accept', 'Content-Type', 'Idempotency-Key', 'Referer', 'Sec-Fetch-Site', 'Sec-Fetch-Mode'],
  ...['CloudFront-Viewer-Address', 'Access-Control-Request-Method', 'Access-Control-Request-Headers'],
  ...(settings.neverAsk.length === 0 ? [] : [viewerCountry]),
];

/**
 * Those of the site's own stay with the site: they are none of our business, and with them a reader of a large site would send
 * more than the 10,240 bytes of headers that API Gateway accepts.
 */
export const ourCookies: readonly string[] = Object.values(settings.cookies);

export const addApiRequests = (scope: Construct): OriginRequestPolicy =>
  new OriginRequestPolicy(scope, 'ApiRequests', {
    originRequestPolicyName: globalName(scope, 'ApiRequests'),
    comment: 'Mainstay: the part of a request that goes to the API',
    headerBehavior: OriginRequestHeaderBehavior.allowList(...forwardedHeaders),
    cookieBehavior: OriginRequestCookieBehavior.allowList(...ourCookies),
    queryStringBehavior: OriginRequestQueryStringBehavior.all(),
  });

/**
 * The site's own pages: cached as they say, once for supporters and once for others, and once more for readers where nobody is
 * asked, without looking at cookies.
 */
export const addPageCache = (scope: Construct, { passHeader, notFromHereHeader, neverAsk }: EdgeNames): CachePolicy =>
  new CachePolicy(scope, 'PageCache', {
    cachePolicyName: globalName(scope, 'PageCache'),
    comment: 'Mainstay: pages of the site, once for supporters and once for others',
    minTtl: Duration.seconds(0),
    defaultTtl: Duration.seconds(0),
    maxTtl: Duration.days(365),
    queryStringBehavior: CacheQueryStringBehavior.all(),
    headerBehavior: CacheHeaderBehavior.allowList(
      ...['Host', passHeader],
      ...(neverAsk.length === 0 ? [] : [notFromHereHeader]),
    ),
    cookieBehavior: CacheCookieBehavior.none(),
    enableAcceptEncodingGzip: true,
    enableAcceptEncodingBrotli: true,
  });

/** All that the reader sent, and their country for the function before the pages, which takes it away again. */
export const addPageRequests = (scope: Construct): OriginRequestPolicy =>
  new OriginRequestPolicy(scope, 'PageRequests', {
    originRequestPolicyName: globalName(scope, 'PageRequests'),
    comment: 'Mainstay: requests of pages, with the country of the reader',
    headerBehavior: OriginRequestHeaderBehavior.all(viewerCountry),
    cookieBehavior: OriginRequestCookieBehavior.all(),
    queryStringBehavior: OriginRequestQueryStringBehavior.all(),
  });

/** Pages out of a bucket, the same for everybody. S3 knows no host but its own, so the key holds no header at all. */
export const addBucketCache = (scope: Construct): CachePolicy =>
  new CachePolicy(scope, 'BucketCache', {
    cachePolicyName: globalName(scope, 'BucketCache'),
    comment: 'Mainstay: pages of the site out of a bucket',
    minTtl: Duration.seconds(0),
    defaultTtl: Duration.seconds(0),
    maxTtl: Duration.days(365),
    queryStringBehavior: CacheQueryStringBehavior.none(),
    headerBehavior: CacheHeaderBehavior.none(),
    cookieBehavior: CacheCookieBehavior.none(),
    enableAcceptEncodingGzip: true,
    enableAcceptEncodingBrotli: true,
  });
