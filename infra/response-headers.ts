// Headers that CloudFront adds to what it answers: TLS for good, no guessing of types, no address of a page told to
// others. What an answer says itself wins where it may know better.
import { Duration } from 'aws-cdk-lib';
import { HeadersFrameOption, HeadersReferrerPolicy, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';

/** Two years, as browsers' preload lists want it; other hosts of the newsroom are not ours to bind. */
const strictTransportSecurity = {
  accessControlMaxAge: Duration.days(730),
  includeSubdomains: false,
  override: true,
} as const;
const contentTypeOptions = { override: true } as const;

export const addApiHeaders = (scope: Construct): ResponseHeadersPolicy =>
  new ResponseHeadersPolicy(scope, 'ApiHeaders', {
    comment: 'Mainstay: answers of the API',
    securityHeadersBehavior: {
      strictTransportSecurity,
      contentTypeOptions,
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.SAME_ORIGIN, override: true },
      // The few pages among the answers bring their own, as narrow.
      contentSecurityPolicy: { contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'", override: false },
    },
  });

export const addFileHeaders = (scope: Construct): ResponseHeadersPolicy =>
  new ResponseHeadersPolicy(scope, 'FileHeaders', {
    comment: 'Mainstay: files for the browser',
    securityHeadersBehavior: {
      strictTransportSecurity,
      contentTypeOptions,
      contentSecurityPolicy: { contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'", override: true },
    },
  });

/** The pages are the newsroom's, and so is what they may load: only what harms no page. */
export const addPageHeaders = (scope: Construct): ResponseHeadersPolicy =>
  new ResponseHeadersPolicy(scope, 'PageHeaders', {
    comment: 'Mainstay: pages of the site',
    securityHeadersBehavior: {
      strictTransportSecurity: { ...strictTransportSecurity, override: false },
      contentTypeOptions,
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN, override: false },
    },
  });
