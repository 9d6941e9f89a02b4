// What stands before the live stage: CloudFront under the site's own host, with the secret that proves it, nobody handed
// another's answer, and a shield that remembers nobody. The test stage needs none of it.
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { settings } from '#settings';
import { forwardedHeaders, publicPaths, publicQueries } from '../../infra/behaviours.ts';
import { type Route, routes } from '../../shared/api/routes.ts';
import { offerQuery } from '../../shared/api/schemas/offer.ts';
import { passFunctionCode } from '../../web/edge/pass-function.ts';
import { ofType, type Resource, referredBy, shieldOf, stageOf } from './stand-in-stack.ts';

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
const named = (name: string): Resource => {
  const found = all.filter((each) => each.name === name);
  if (found[0] === undefined || found.length > 1) throw new Error(`there should be one ${name}`);
  return found[0];
};
const behaviourOf = (path: string) => config.CacheBehaviors.find(({ PathPattern }) => PathPattern === path);
/** The first pattern that a path matches, as CloudFront takes them in turn. */
const matched = (path: string) =>
  config.CacheBehaviors.find(({ PathPattern = '' }) =>
    new RegExp(`^${PathPattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`).test(path),
  );
const originOf = (id: string | undefined) => config.Origins.find(({ Id }) => Id === id);
const listed = z.object({ Headers: z.array(z.string()) });
const cachePolicy = (name: string) =>
  z
    .object({
      CachePolicyConfig: z.looseObject({
        MinTTL: z.number(),
        DefaultTTL: z.number(),
        MaxTTL: z.number(),
        ParametersInCacheKeyAndForwardedToOrigin: z.looseObject({
          CookiesConfig: z.object({ CookieBehavior: z.string() }),
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
  test("answers under the site's own hosts, over TLS of this age", () => {
    expect(config.Aliases).toEqual(['meridian.example', 'www.meridian.example']);
    expect(config.ViewerCertificate).toMatchObject({
      AcmCertificateArn: front?.certificate,
      MinimumProtocolVersion: 'TLSv1.2_2021',
    });
    for (const { ViewerProtocolPolicy } of config.CacheBehaviors) expect(ViewerProtocolPolicy).toBe('https-only');
    expect(config.DefaultCacheBehavior.ViewerProtocolPolicy).toBe('redirect-to-https');
  });

  test('leads every route to the API, and the pages to where the newsroom has them', () => {
    for (const { path } of allRoutes) {
      expect(originOf(matched(path.replaceAll(/\{\w+\}/g, 'x'))?.TargetOriginId)?.DomainName).toBe(
        'api.meridian.example',
      );
    }
    expect(originOf(config.DefaultCacheBehavior.TargetOriginId)?.DomainName).toBe('pages.meridian.example');
  });

  test('lets every method of every route through', () => {
    for (const { method, path } of allRoutes) {
      expect(matched(path.replaceAll(/\{\w+\}/g, 'x'))?.AllowedMethods).toContain(method);
    }
  });

  test('proves itself to the API and to nobody else, by the place of a secret and never by its value', () => {
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
    // CloudFormation reads the secret again only when its neighbourhood changed.
    expect(config.Comment).toBe(`Mainstay, stage live, origin secret ${front?.secretVersion}`);
  });

  test('hands no failure of one reader to the next', () =>
    expect(config.CustomErrorResponses.map(({ ErrorCode }) => ErrorCode)).toEqual([
      400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504,
    ]));

  test('keeps no access log, which would be a list of addresses', () => expect(config).not.toHaveProperty('Logging'));

  test('stands behind the shield, which lies in another region', () =>
    expect(config.WebACLId).toMatchObject({
      'Fn::GetStackOutput': { StackName: 'mainstay-live-shield', Region: 'us-east-1' },
    }));
});

describe('what may be kept', () => {
  test('are the public reads of the table, by whose queries the answers differ, apart for each origin that CORS names', () => {
    const reads = allRoutes.filter(({ method, functionName }) => method === 'GET' && functionName === 'offer');
    expect([...publicPaths].sort()).toEqual(
      [...new Set(reads.map(({ path }) => path.replaceAll(/\{\w+\}/g, '*')))].sort(),
    );
    expect([...publicQueries].sort()).toEqual(Object.keys(offerQuery.shape).sort());
    for (const path of publicPaths) expect(referredBy(behaviourOf(path)?.CachePolicyId)).toBe('PublicCache');
    const policy = cachePolicy('PublicCache');
    // As long as the answer says, and not at all where it says nothing.
    expect(policy).toMatchObject({ MinTTL: 0, DefaultTTL: 0, MaxTTL: 3600 });
    expect(policy.ParametersInCacheKeyAndForwardedToOrigin).toMatchObject({
      CookiesConfig: { CookieBehavior: 'none' },
      HeadersConfig: { Headers: ['Origin'] },
      QueryStringsConfig: { QueryStringBehavior: 'whitelist', QueryStrings: [...publicQueries] },
    });
  });

  test('is nothing of a reader: all cookies are in the key, so that not even two requests of one instant are joined', () => {
    expect(referredBy(behaviourOf('/v1/*')?.CachePolicyId)).toBe('ReaderCache');
    for (const { path, method, functionName } of allRoutes) {
      if (method === 'GET' && functionName === 'offer') continue;
      expect(matched(path.replaceAll(/\{\w+\}/g, 'x'))?.PathPattern).toBe('/v1/*');
    }
    const policy = cachePolicy('ReaderCache');
    expect(policy).toMatchObject({ MinTTL: 0, DefaultTTL: 0, MaxTTL: 1 });
    expect(policy.ParametersInCacheKeyAndForwardedToOrigin).toMatchObject({
      CookiesConfig: { CookieBehavior: 'all' },
      QueryStringsConfig: { QueryStringBehavior: 'all' },
    });
  });

  test('of pages is kept once for supporters and once for others, and blind to every cookie', () => {
    expect(referredBy(config.DefaultCacheBehavior.CachePolicyId)).toBe('PageCache');
    const key = cachePolicy('PageCache').ParametersInCacheKeyAndForwardedToOrigin;
    expect(key.HeadersConfig.Headers).toEqual(['Host', settings.edge.passHeader]);
    expect(key.CookiesConfig.CookieBehavior).toBe('none');
  });
});

describe('what goes on to the API', () => {
  const policy = z
    .object({ OriginRequestPolicyConfig: z.looseObject({ HeadersConfig: listed }) })
    .parse(named('ApiRequests').properties).OriginRequestPolicyConfig;

  test('are all cookies and queries, and at most the ten headers that CloudFront takes', () => {
    expect(policy).toMatchObject({
      CookiesConfig: { CookieBehavior: 'all' },
      QueryStringsConfig: { QueryStringBehavior: 'all' },
    });
    expect(policy.HeadersConfig.Headers).toEqual([...forwardedHeaders]);
    expect(forwardedHeaders.length).toBeLessThanOrEqual(10);
  });

  test('is every header that a function of readers asks for, and the address it is counted by', () => {
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

  test('is not what browser it is', () => expect(forwardedHeaders).not.toContain('User-Agent'));
});

describe('the headers of answers', () => {
  const security = (name: string) =>
    z
      .object({ ResponseHeadersPolicyConfig: z.object({ SecurityHeadersConfig: z.record(z.string(), z.unknown()) }) })
      .parse(named(name).properties).ResponseHeadersPolicyConfig.SecurityHeadersConfig;

  test('hold browsers to TLS, to the types we say, and to silence about where a reader came from', () =>
    expect(security('ApiHeaders')).toMatchObject({
      StrictTransportSecurity: { AccessControlMaxAgeSec: 63_072_000, Override: true },
      ContentTypeOptions: { Override: true },
      FrameOptions: { FrameOption: 'DENY' },
      ReferrerPolicy: { ReferrerPolicy: 'same-origin', Override: true },
      // The few pages of the API bring their own.
      ContentSecurityPolicy: { ContentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'", Override: false },
    }));
  test("leave the newsroom's own pages what they may load", () =>
    expect(Object.keys(security('PageHeaders')).sort()).toEqual([
      ...['ContentTypeOptions', 'ReferrerPolicy', 'StrictTransportSecurity'],
    ]));
});

describe('the function that knows supporters', () => {
  test('is the tested text, at the pages and nowhere else, with a store of keys that is born empty', () => {
    template.hasResourceProperties('AWS::CloudFront::Function', {
      AutoPublish: true,
      FunctionCode: passFunctionCode({ passCookie: settings.cookies.pass, passHeader: settings.edge.passHeader }),
      FunctionConfig: { Runtime: 'cloudfront-js-2.0' },
    });
    expect(config.DefaultCacheBehavior['FunctionAssociations']).toMatchObject([{ EventType: 'viewer-request' }]);
    for (const each of config.CacheBehaviors) expect(each).not.toHaveProperty('FunctionAssociations');
    expect(named('PassKeys').properties).not.toHaveProperty('ImportSource');
  });
});

describe("the API's own names", () => {
  test('are one for the CDN and one for Stripe, and AWS’s own is shut', () => {
    expect(ofType(all, 'AWS::ApiGatewayV2::DomainName').map(({ properties }) => properties['DomainName'])).toEqual([
      ...['api.meridian.example', 'stripe.meridian.example'],
    ]);
    template.hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: true });
    for (const { properties, dependsOn } of ofType(all, 'AWS::ApiGatewayV2::ApiMapping')) {
      expect(properties['Stage']).toBe('$default');
      expect(dependsOn).toContain('Stage');
    }
  });
  test('are none in the test stage, which is reached under the one that AWS gave it, without a CDN', () => {
    const { all: tested, template: testTemplate } = stageOf('test');
    testTemplate.hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: false });
    expect(tested.filter(({ type }) => /CloudFront|DomainName|S3/.test(type))).toEqual([]);
  });
});

describe('the files for the browser', () => {
  test('lie in a private bucket, under the name of their own content, to be kept for a year', () => {
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

describe('the shield', () => {
  const rules = z
    .object({
      Scope: z.literal('CLOUDFRONT'),
      DefaultAction: z.strictObject({ Allow: z.unknown() }),
      VisibilityConfig: z.looseObject({ SampledRequestsEnabled: z.boolean() }),
      Rules: z.array(
        z.looseObject({
          Action: z.object({ Block: z.unknown() }),
          VisibilityConfig: z.looseObject({ SampledRequestsEnabled: z.boolean() }),
          Statement: z.object({
            RateBasedStatement: z.looseObject({ Limit: z.number(), AggregateKeyType: z.string() }),
          }),
        }),
      ),
    })
    .parse(ofType(shieldOf('live').all, 'AWS::WAFv2::WebACL')[0]?.properties);

  test('lies in us-east-1, where CloudFront looks for it', () => {
    const manifest: unknown = JSON.parse(readFileSync(`${shieldOf('live').outdir}/manifest.json`, 'utf8'));
    expect(JSON.stringify(manifest)).toContain('aws://unknown-account/us-east-1');
  });
  test('turns away floods of posts and nothing else', () => {
    expect(rules.Rules).toHaveLength(2);
    for (const { Statement } of rules.Rules) {
      const counted = Statement.RateBasedStatement;
      expect(counted).toMatchObject({ AggregateKeyType: 'IP', EvaluationWindowSec: 300 });
      expect(JSON.stringify(counted['ScopeDownStatement'])).toContain('"SearchString":"POST"');
      // Many readers come out of one exit of a VPN.
      expect(counted.Limit).toBeGreaterThanOrEqual(100);
    }
  });
  test('keeps no request of a reader, and no log', () => {
    const saved = [rules, ...rules.Rules].map(({ VisibilityConfig }) => VisibilityConfig.SampledRequestsEnabled);
    expect(saved).toEqual([false, false, false]);
    expect(shieldOf('live').all.map(({ type }) => type)).toEqual(['AWS::WAFv2::WebACL']);
  });
});
