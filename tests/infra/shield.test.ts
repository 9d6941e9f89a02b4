// What protects the API and the site: the web ACL, the security headers, and the host names. The test stage has none of it.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { namedIn, ofType, shieldOf, stageOf } from './stand-in-stack.ts';

const { all, template } = stageOf('live');
const named = namedIn(all);

describe('the security headers', () => {
  const security = (name: string) =>
    z
      .object({ ResponseHeadersPolicyConfig: z.object({ SecurityHeadersConfig: z.record(z.string(), z.unknown()) }) })
      .parse(named(name).properties).ResponseHeadersPolicyConfig.SecurityHeadersConfig;

  test('of the API require TLS, forbid guessing of content types and limit the referrer', () =>
    expect(security('ApiHeaders')).toMatchObject({
      StrictTransportSecurity: { AccessControlMaxAgeSec: 63_072_000, Override: true },
      ContentTypeOptions: { Override: true },
      FrameOptions: { FrameOption: 'DENY' },
      ReferrerPolicy: { ReferrerPolicy: 'same-origin', Override: true },
      // The few HTML pages of the API have their own policy.
      ContentSecurityPolicy: { ContentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'", Override: false },
    }));
  test("of the newsroom's pages say nothing about what these may load", () =>
    expect(Object.keys(security('PageHeaders')).sort()).toEqual([
      ...['ContentTypeOptions', 'ReferrerPolicy', 'StrictTransportSecurity'],
    ]));
});

describe('the host names of the API', () => {
  test("are one for the CDN and one for Stripe, and AWS's own name is disabled", () => {
    expect(ofType(all, 'AWS::ApiGatewayV2::DomainName').map(({ properties }) => properties['DomainName'])).toEqual([
      ...['api.meridian.example', 'stripe.meridian.example'],
    ]);
    template.hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: true });
    for (const { properties, dependsOn } of ofType(all, 'AWS::ApiGatewayV2::ApiMapping')) {
      expect(properties['Stage']).toBe('$default');
      expect(dependsOn).toContain('Stage');
    }
  });
  test("in the test stage are AWS's own name only, without a CDN", () => {
    const { all: tested, template: testTemplate } = stageOf('test');
    testTemplate.hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: false });
    expect(tested.filter(({ type }) => /CloudFront|DomainName|S3/.test(type))).toEqual([]);
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
          Name: z.string(),
          Action: z.record(z.string(), z.unknown()),
          VisibilityConfig: z.looseObject({ SampledRequestsEnabled: z.boolean() }),
          Statement: z.object({
            RateBasedStatement: z.looseObject({ Limit: z.number(), AggregateKeyType: z.string() }),
          }),
        }),
      ),
    })
    .parse(ofType(shieldOf('live').all, 'AWS::WAFv2::WebACL')[0]?.properties);

  test('is in us-east-1, where AWS keeps web ACLs of CloudFront', () => {
    const manifest: unknown = JSON.parse(readFileSync(`${shieldOf('live').outdir}/manifest.json`, 'utf8'));
    expect(JSON.stringify(manifest)).toContain('aws://unknown-account/us-east-1');
  });
  test('refuses nobody who gives, comes back or claims: it only counts them', () => {
    const refusing = rules.Rules.filter(({ Action }) => !('Count' in Action));
    expect(rules.Rules.map(({ Name, Action }) => [Name, ...Object.keys(Action)])).toEqual([
      ['checkouts', 'Count'],
      ['posts', 'Block'],
    ]);
    const giving =
      '{"NotStatement":{"Statement":{"ByteMatchStatement":{"FieldToMatch":{"UriPath":{}},"PositionalConstraint":"STARTS_WITH","SearchString":"/v1/checkouts"';
    for (const { Statement } of refusing) {
      expect(JSON.stringify(Statement.RateBasedStatement['ScopeDownStatement'])).toContain(giving);
    }
  });
  test('blocks floods of POST requests and nothing else', () => {
    for (const { Statement } of rules.Rules) {
      const counted = Statement.RateBasedStatement;
      expect(counted).toMatchObject({ AggregateKeyType: 'IP', EvaluationWindowSec: 300 });
      expect(JSON.stringify(counted['ScopeDownStatement'])).toContain('"SearchString":"POST"');
      // Many readers share one exit of a VPN.
      expect(counted.Limit).toBeGreaterThanOrEqual(100);
    }
  });
  test('keeps no sampled request and no log', () => {
    const saved = [rules, ...rules.Rules].map(({ VisibilityConfig }) => VisibilityConfig.SampledRequestsEnabled);
    expect(saved).toEqual([false, false, false]);
    expect(shieldOf('live').all.map(({ type }) => type)).toEqual(['AWS::WAFv2::WebACL']);
  });
});
