// The CloudFront distribution of the live stage: what it forwards, what it caches and for whom, and the files for the browser.
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { settings } from '#settings';
import { forwardedHeaders, publicPaths, publicQueries } from '../../infra/behaviours.ts';
import { type Route, routes } from '../../shared/api/routes.ts';
import { offerQuery } from '../../shared/api/schemas/offer.ts';
import { passFunctionCode } from '../../web/edge/pass-function.ts';
import { namedIn, ofType, referredBy, stageOf } from './stand-in-stack.ts';

const { all, template } = stageOf('live');
const allRoutes: readonly Route[] = Object.values(routes);
const behaviour = z.looseObject({
  PathPattern: z.optional(z.string()),
  AllowedMethods: z.array(z.string()),
  CachePolicyId: z.unknown(),
  OriginRequestPolicyId: z.optional(z.unknown()),
  TargetOriginId: z.string(),
  ViewerProtocolPolicy: z.string(),
  ResponseHeadersPolicyId: z.unknown(),
});
const origin = z.looseObject({ Id: z.string(), DomainName: z.unknown(), OriginCustomHeaders: z.optional(z.unknown()) });
const config = z
  .object({
    DistributionConfig: z.looseObject({
      Aliases: z.array(z.string()),
      Comment: z.string(),
      CacheBehaviors: z.array(behaviour),
      DefaultCacheBehavior: behaviour,
      Origins: z.array(origin),
      CustomErrorResponses: z.array(z.strictObject({ ErrorCode: z.number(), ErrorCachingMinTTL: z.literal(0) })),
      WebACLId: z.unknown(),
      ViewerCertificate: z.looseObject({ MinimumProtocolVersion: z.string() }),
    }),
  })
  .parse(ofType(all, 'AWS::CloudFront::Distribution')[0]?.properties).DistributionConfig;
const [front] = settings.stages['live']?.front.kind === 'cloudfront' ? [settings.stages['live'].front] : [];
const named = namedIn(all);
const behaviourOf = (path: string) => config.CacheBehaviors.find(({ PathPattern }) => PathPattern === path);
/** The first pattern that a path matches: CloudFront tries them in this order. */
const matched = (path: string) =>
  config.CacheBehaviors.find(({ PathPattern = '' }) =>
    new RegExp(`^${PathPattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`).test(path),
  );
const originOf = (id: string | undefined) => config.Origins.find(({ Id }) => Id === id);
const listed = z.looseObject({ Headers: z._default(z.array(z.string()), []) });
const cachePolicy = (name: string) =>
  z
    .object({
      CachePolicyConfig: z.looseObject({
        MinTTL: z.number(),
        DefaultTTL: z.number(),
        MaxTTL: z.number(),
        ParametersInCacheKeyAndForwardedToOrigin: z.looseObject({
          CookiesConfig: z.looseObject({ CookieBehavior: z.string() }),
          HeadersConfig: listed,
          QueryStringsConfig: z.object({
            QueryStringBehavior: z.string(),
            QueryStrings: z.optional(z.array(z.string())),
          }),
        }),
      }),
    })
    .parse(named(name).properties).CachePolicyConfig;

describe('the distribution', () => {
  test("answers under the site's own hosts, over TLS 1.2 or newer", () => {
    expect(config.Aliases).toEqual(['meridian.example', 'www.meridian.example']);
    expect(config.ViewerCertificate).toMatchObject({
      AcmCertificateArn: front?.certificate,
      MinimumProtocolVersion: 'TLSv1.2_2021',
    });
    for (const { ViewerProtocolPolicy } of config.CacheBehaviors) expect(ViewerProtocolPolicy).toBe('https-only');
    expect(config.DefaultCacheBehavior.ViewerProtocolPolicy).toBe('redirect-to-https');
  });

  test("sends every route to the API, and everything else to the newsroom's pages", () => {
    for (const { path } of allRoutes) {
      expect(originOf(matched(path.replaceAll(/\{\w+\}/g, 'x'))?.TargetOriginId)?.DomainName).toBe(
        'api.meridian.example',
      );
    }
    expect(originOf(config.DefaultCacheBehavior.TargetOriginId)?.DomainName).toBe('pages.meridian.example');
  });

  test('allows every method of every route', () => {
    for (const { method, path } of allRoutes) {
      expect(matched(path.replaceAll(/\{\w+\}/g, 'x'))?.AllowedMethods).toContain(method);
    }
  });

  test('sends the origin secret to the API only, and the template holds a reference and never the value', () => {
    const proofs = config.Origins.filter((each) => each.OriginCustomHeaders !== undefined);
    expect(proofs.map(({ DomainName }) => DomainName)).toEqual(['api.meridian.example']);
    expect(proofs[0]?.OriginCustomHeaders).toEqual([
      {
        HeaderName: settings.edge.secretHeader,
        HeaderValue: {
          'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'OriginSecret' }, ':SecretString:sent::}}']],
        },
      },
    ]);
    // CloudFormation reads the secret again only when the template around it changes.
    expect(config.Comment).toBe(`Mainstay, stage live, origin secret ${front?.secretVersion}`);
  });

  test('caches no error', () =>
    expect(config.CustomErrorResponses.map(({ ErrorCode }) => ErrorCode)).toEqual([
      400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504,
    ]));

  test('keeps no access log, which would be a list of addresses', () => expect(config).not.toHaveProperty('Logging'));

  test('uses the web ACL of the shield, which is in another region', () =>
    expect(config.WebACLId).toMatchObject({
      'Fn::GetStackOutput': { StackName: 'mainstay-live-shield', Region: 'us-east-1' },
    }));
});

/** CloudFront allows ten in a policy. */
const ours = ['fascia', '__Secure-seat', '__Secure-stub', '__Secure-later'];

describe('the cache', () => {
  test('holds the public reads, by their query parameters and by origin', () => {
    const reads = allRoutes.filter(({ method, functionName }) => method === 'GET' && functionName === 'offer');
    expect([...publicPaths].sort()).toEqual(
      [...new Set(reads.map(({ path }) => path.replaceAll(/\{\w+\}/g, '*')))].sort(),
    );
    expect([...publicQueries].sort()).toEqual(Object.keys(offerQuery.shape).sort());
    for (const path of publicPaths.filter((each) => each !== '/v1/campaigns/*')) {
      expect(referredBy(behaviourOf(path)?.CachePolicyId)).toBe('PublicCache');
    }
    const policy = cachePolicy('PublicCache');
    // As long as the answer says, and not at all where it does not say.
    expect(policy).toMatchObject({ MinTTL: 0, DefaultTTL: 0, MaxTTL: 3600 });
    expect(policy.ParametersInCacheKeyAndForwardedToOrigin).toMatchObject({
      CookiesConfig: { CookieBehavior: 'none' },
      HeadersConfig: { Headers: ['Origin'] },
      QueryStringsConfig: { QueryStringBehavior: 'whitelist', QueryStrings: [...publicQueries] },
    });
  });

  test('holds one answer for how far a campaign is, whatever a request asks with it', () => {
    const campaigns = behaviourOf('/v1/campaigns/*');
    expect(referredBy(campaigns?.CachePolicyId)).toBe('CampaignCache');
    // Nothing of a request reaches the API, which could then not answer by it.
    expect(campaigns?.OriginRequestPolicyId).toBeUndefined();
    expect(cachePolicy('CampaignCache').ParametersInCacheKeyAndForwardedToOrigin).toMatchObject({
      CookiesConfig: { CookieBehavior: 'none' },
      HeadersConfig: { HeaderBehavior: 'none' },
      QueryStringsConfig: { QueryStringBehavior: 'none' },
    });
  });

  test('and CloudFront itself says which origins may read it, as the gateway does for all else', () => {
    expect(referredBy(behaviourOf('/v1/campaigns/*')?.ResponseHeadersPolicyId)).toBe('CampaignHeaders');
    expect(named('CampaignHeaders').properties).toMatchObject({
      ResponseHeadersPolicyConfig: {
        CorsConfig: {
          AccessControlAllowCredentials: true,
          AccessControlAllowOrigins: { Items: settings.stages['live']?.origins },
          AccessControlAllowMethods: { Items: ['GET', 'HEAD', 'OPTIONS'] },
          OriginOverride: true,
        },
      },
    });
  });

  test('holds no answer for one reader: all our cookies are in the key, so that no two readers share one', () => {
    expect(referredBy(behaviourOf('/v1/*')?.CachePolicyId)).toBe('ReaderCache');
    for (const { path, method, functionName } of allRoutes) {
      if (method === 'GET' && functionName === 'offer') continue;
      expect(matched(path.replaceAll(/\{\w+\}/g, 'x'))?.PathPattern).toBe('/v1/*');
    }
    const policy = cachePolicy('ReaderCache');
    expect(policy).toMatchObject({ MinTTL: 0, DefaultTTL: 0, MaxTTL: 1 });
    expect(policy.ParametersInCacheKeyAndForwardedToOrigin).toMatchObject({
      CookiesConfig: { CookieBehavior: 'whitelist', Cookies: ours },
      QueryStringsConfig: { QueryStringBehavior: 'all' },
    });
  });

  test('holds each page once for supporters and once for others, without looking at cookies', () => {
    expect(referredBy(config.DefaultCacheBehavior.CachePolicyId)).toBe('PageCache');
    const key = cachePolicy('PageCache').ParametersInCacheKeyAndForwardedToOrigin;
    // And once more for readers where nobody is asked: one bit, and no country.
    expect(key.HeadersConfig.Headers).toEqual(['Host', settings.edge.passHeader, settings.edge.notFromHereHeader]);
    expect(key.CookiesConfig.CookieBehavior).toBe('none');
  });
});

describe('where a reader is', () => {
  test('reaches the function before the pages and the API, and no cache key', () => {
    expect(referredBy(config.DefaultCacheBehavior['OriginRequestPolicyId'])).toBe('PageRequests');
    expect(named('PageRequests').properties).toMatchObject({
      OriginRequestPolicyConfig: {
        HeadersConfig: { HeaderBehavior: 'allViewerAndWhitelistCloudFront', Headers: ['CloudFront-Viewer-Country'] },
        CookiesConfig: { CookieBehavior: 'all' },
      },
    });
    expect(forwardedHeaders).toContain('CloudFront-Viewer-Country');
    for (const name of ['PageCache', 'ReaderCache', 'PublicCache', 'CampaignCache'])
      expect(JSON.stringify(cachePolicy(name))).not.toMatch(/viewer-country/i);
  });
});

describe('what is forwarded to the API', () => {
  const policy = z
    .object({ OriginRequestPolicyConfig: z.looseObject({ HeadersConfig: listed }) })
    .parse(named('ApiRequests').properties).OriginRequestPolicyConfig;

  test('is our own cookies and none of the site, all query strings, and at most the ten headers that CloudFront allows', () => {
    expect(policy).toMatchObject({
      CookiesConfig: { CookieBehavior: 'whitelist', Cookies: ours },
      QueryStringsConfig: { QueryStringBehavior: 'all' },
    });
    expect(policy.HeadersConfig.Headers).toEqual([...forwardedHeaders]);
    expect(forwardedHeaders.length).toBeLessThanOrEqual(10);
  });

  test('includes every header that a function reads, and the address for rate limits', () => {
    const sources = globSync('functions/**/*.ts')
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    const requested = [...sources.matchAll(/header\('([a-z-]+)'\)|headers\['([a-z-]+)'\]/g)].map(
      ([, one, two]) => one ?? two,
    );
    // "origin" is in the cache key; the signature goes to Stripe's own host.
    const forwarded = [...forwardedHeaders.map((name) => name.toLowerCase()), 'origin', 'stripe-signature'];
    expect(requested.length).toBeGreaterThan(3);
    expect(requested.filter((name) => name !== undefined && !forwarded.includes(name))).toEqual([]);
    expect(forwarded).toContain(settings.edge.addressHeader);
  });

  test('does not include the user agent', () => expect(forwardedHeaders).not.toContain('User-Agent'));
});

describe('the CloudFront Function', () => {
  test('is the tested text, runs for pages only, and has a key-value store that is created empty', () => {
    template.hasResourceProperties('AWS::CloudFront::Function', {
      AutoPublish: true,
      FunctionCode: passFunctionCode({
        ...settings.edge,
        passCookie: settings.cookies.pass,
        neverAsk: settings.neverAsk,
      }),
      FunctionConfig: { Runtime: 'cloudfront-js-2.0' },
    });
    expect(config.DefaultCacheBehavior['FunctionAssociations']).toMatchObject([{ EventType: 'viewer-request' }]);
    for (const each of config.CacheBehaviors) expect(each).not.toHaveProperty('FunctionAssociations');
    expect(named('PassKeys').properties).not.toHaveProperty('ImportSource');
  });
});

describe('the files for the browser', () => {
  test('are in a private bucket, under a folder named for their content, cached for a year', () => {
    expect(named('WebFiles').properties).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      BucketEncryption: expect.anything(),
    });
    template.hasResourceProperties('Custom::CDKBucketDeployment', {
      Prune: false,
      SystemMetadata: { 'cache-control': 'public, max-age=31536000, immutable' },
    });
    const [upload] = ofType(all, 'Custom::CDKBucketDeployment');
    expect(upload?.properties['DestinationBucketKeyPrefix']).toMatch(/^assets-m\/[0-9a-f]{16}$/);
    const files = behaviourOf('/assets-m/*');
    expect(files?.AllowedMethods).not.toContain('POST');
    expect(originOf(files?.TargetOriginId)).toHaveProperty('OriginAccessControlId');
  });
});
