// The security headers that CloudFront adds: TLS only, no guessing of content types, a short referrer. Where `override` is
// false, a header of the answer itself wins.
import { Duration } from 'aws-cdk-lib';
import {
  HeadersFrameOption,
  HeadersReferrerPolicy,
  ResponseHeadersPolicy,
  type ResponseSecurityHeadersBehavior,
} from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { cors } from '../shared/api/routes.ts';
import { globalName } from './global-name.ts';

/** Two years, as browsers' preload lists require. Other hosts of the newsroom are not ours to change. */
const strictTransportSecurity = {
  accessControlMaxAge: Duration.days(730),
  includeSubdomains: false,
  override: true,
} as const;
const contentTypeOptions = { override: true } as const;

const apiSecurity: ResponseSecurityHeadersBehavior = {
  strictTransportSecurity,
  contentTypeOptions,
  frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
  referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.SAME_ORIGIN, override: true },
  // The few HTML pages of the API have their own policy, equally strict.
  contentSecurityPolicy: { contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'", override: false },
};

export const addApiHeaders = (scope: Construct): ResponseHeadersPolicy =>
  new ResponseHeadersPolicy(scope, 'ApiHeaders', {
    responseHeadersPolicyName: globalName(scope, 'ApiHeaders'),
    comment: 'Mainstay: answers of the API',
    securityHeadersBehavior: apiSecurity,
  });

/** The API sees no origin of these requests, so the CORS headers are made here, for each request of its own. */
export const addCampaignHeaders = (scope: Construct, origins: readonly string[]): ResponseHeadersPolicy =>
  new ResponseHeadersPolicy(scope, 'CampaignHeaders', {
    responseHeadersPolicyName: globalName(scope, 'CampaignHeaders'),
    comment: 'Mainstay: how far campaigns are',
    securityHeadersBehavior: apiSecurity,
    corsBehavior: {
      accessControlAllowOrigins: [...origins],
      // As all calls of the elements are made; no answer depends on a cookie.
      accessControlAllowCredentials: true,
      accessControlAllowMethods: ['GET', 'HEAD', 'OPTIONS'],
      accessControlAllowHeaders: [...cors.allowHeaders],
      accessControlMaxAge: Duration.seconds(cors.maxAgeSeconds),
      originOverride: true,
    },
  });

export const addFileHeaders = (scope: Construct): ResponseHeadersPolicy =>
  new ResponseHeadersPolicy(scope, 'FileHeaders', {
    responseHeadersPolicyName: globalName(scope, 'FileHeaders'),
    comment: 'Mainstay: files for the browser',
    securityHeadersBehavior: {
      strictTransportSecurity,
      contentTypeOptions,
      contentSecurityPolicy: { contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'", override: true },
    },
  });

/** The newsroom decides what its pages may load, so these are only headers that break no page. */
export const addPageHeaders = (scope: Construct): ResponseHeadersPolicy =>
  new ResponseHeadersPolicy(scope, 'PageHeaders', {
    responseHeadersPolicyName: globalName(scope, 'PageHeaders'),
    comment: 'Mainstay: pages of the site',
    securityHeadersBehavior: {
      strictTransportSecurity: { ...strictTransportSecurity, override: false },
      contentTypeOptions,
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN, override: false },
    },
  });
