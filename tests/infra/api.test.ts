// API Gateway in the template, compared with the table of routes: it has exactly these routes, and its access log identifies
// nobody.
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { brakes } from '../../bench/scale/limits.ts';
import { cors, type Route, routes } from '../../shared/api/routes.ts';
import { ofType, referredBy, stageOf } from './stand-in-stack.ts';

const { template, all } = stageOf('live');
const allRoutes: readonly Route[] = Object.values(routes);
const keyOf = ({ method, path }: Route) => `${method} ${path}`;

const stage = z
  .object({
    StageName: z.string(),
    AccessLogSettings: z.object({ Format: z.string() }),
    DefaultRouteSettings: z.object({ ThrottlingRateLimit: z.number(), ThrottlingBurstLimit: z.number() }),
    RouteSettings: z.record(
      z.string(),
      z.strictObject({ ThrottlingRateLimit: z.number(), ThrottlingBurstLimit: z.number() }),
    ),
  })
  .parse(ofType(all, 'AWS::ApiGatewayV2::Stage')[0]?.properties);

describe('the routes', () => {
  const deployed = ofType(all, 'AWS::ApiGatewayV2::Route');

  test('are those of the table of routes and no others', () => {
    expect(deployed.map((each) => each.properties['RouteKey']).sort()).toEqual(allRoutes.map(keyOf).sort());
  });

  test('call their own function', () => {
    const target = z.object({
      'Fn::Join': z.tuple([z.literal(''), z.tuple([z.literal('integrations/'), z.unknown()])]),
    });
    const integrations = new Map(
      ofType(all, 'AWS::ApiGatewayV2::Integration').map((each) => [each.name, each.properties]),
    );
    const led = deployed.map(({ properties }) => {
      const integration = integrations.get(referredBy(target.parse(properties['Target'])['Fn::Join'][1][1]));
      expect(integration).toMatchObject({ IntegrationType: 'AWS_PROXY', PayloadFormatVersion: '2.0' });
      return `${properties['RouteKey']} -> ${referredBy(integration?.['IntegrationUri'])}`;
    });
    expect(led.sort()).toEqual(
      allRoutes.map((each) => `${keyOf(each)} -> ${each.functionName.replace('-', '')}function`).sort(),
    );
  });

  test('may invoke their function only for their own path', () => {
    const allowed = ofType(all, 'AWS::Lambda::Permission').filter(
      ({ properties }) => properties['Principal'] !== 'events.amazonaws.com',
    );
    expect(allowed).toHaveLength(allRoutes.length);
    for (const { properties } of allowed) {
      expect(properties).toMatchObject({ Action: 'lambda:InvokeFunction', Principal: 'apigateway.amazonaws.com' });
      const path = /\/\*\/\*(\/v1\/[^"]+)"/.exec(JSON.stringify(properties['SourceArn']))?.[1];
      const functionsOfPath = allRoutes
        .filter((each) => each.path === path)
        .map((each) => `${each.functionName.replace('-', '')}function`);
      expect(functionsOfPath).toContain(referredBy(properties['FunctionName']));
    }
  });
});

/** One throttle is for the whole world. */
const giving = [
  'POST /v1/checkouts',
  'GET /v1/checkouts/return',
  'GET /v1/checkouts/{checkoutId}/return',
  'POST /v1/checkouts/{checkoutId}/claim',
];

describe('the throttles', () => {
  const rateOf = (key: string) => stage.RouteSettings[key]?.ThrottlingRateLimit ?? Number.NaN;

  test('are set for each route and no other', () => {
    expect(Object.keys(stage.RouteSettings).sort()).toEqual(allRoutes.map(keyOf).sort());
  });

  test('are created after their routes, because CloudFormation refuses them before', () => {
    const [deployed] = ofType(all, 'AWS::ApiGatewayV2::Stage');
    expect(
      ofType(all, 'AWS::ApiGatewayV2::Route')
        .map((each) => each.name)
        .filter((name) => !deployed?.dependsOn.includes(name)),
    ).toEqual([]);
  });

  test('are tighter for routes that write or call Stripe than for reads', () => {
    const reading = rateOf('GET /v1/offer');
    for (const each of allRoutes.filter(({ access }) => access !== 'signature')) {
      if (each.method !== 'GET' && !giving.includes(keyOf(each))) {
        expect([keyOf(each), rateOf(keyOf(each)) <= reading / 5]).toEqual([keyOf(each), true]);
      }
    }
  });

  // Stripe opens 100 checkouts a second for an account.
  test.each(giving)('let more through to %s than Stripe takes, so that the gateway refuses nobody who gives', (key) => {
    expect(rateOf(key)).toBeGreaterThanOrEqual(300);
    expect(stage.RouteSettings[key]?.ThrottlingBurstLimit).toBeGreaterThanOrEqual(1000);
  });

  test("leave Stripe's bursts in: a refused event comes late", () => {
    expect(rateOf('POST /v1/stripe/events')).toBeGreaterThanOrEqual(2 * rateOf('GET /v1/offer'));
  });

  // Ten million supporters: 1.5 browsers each, half of them within ten hours of the Monday on which all passes end.
  test('let the browsers of ten million supporters ask on a Monday, with as much again to spare', () => {
    const requests = (10_000_000 * 1.5 * 0.5) / (10 * 3600);
    expect(rateOf('GET /v1/standing')).toBeGreaterThan(2 * requests);
  });

  test('also limit requests that match no route', () => {
    expect(stage.DefaultRouteSettings).toEqual({ ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 });
  });
});

describe('the access log', () => {
  test('holds route, status and time, and nothing about the caller', () => {
    expect(JSON.parse(stage.AccessLogSettings.Format)).toEqual({
      requestId: '$context.requestId',
      routeKey: '$context.routeKey',
      status: '$context.status',
      latency: '$context.responseLatency',
    });
  });

  test("is the only stage's, and all requests go through it", () => {
    template.resourceCountIs('AWS::ApiGatewayV2::Stage', 1);
    expect(stage.StageName).toBe('$default');
  });
});

describe('pages of other sites', () => {
  test.each([
    ['test', ['https://test.meridian.example']],
    ['live', ['https://meridian.example', 'https://www.meridian.example']],
  ] as const)('may not call the API of the %s stage; its own may, with credentials', (name, origins) => {
    stageOf(name).template.hasResourceProperties('AWS::ApiGatewayV2::Api', {
      ProtocolType: 'HTTP',
      CorsConfiguration: {
        AllowOrigins: origins,
        AllowCredentials: true,
        AllowMethods: ['GET', 'POST', 'DELETE', 'PATCH'],
        AllowHeaders: cors.allowHeaders,
        ExposeHeaders: cors.exposeHeaders,
        MaxAge: cors.maxAgeSeconds,
      },
    });
  });
});

test('the sheet of scale reckons with the brakes that are deployed', () => {
  const rateOf = (route: Route) => stage.RouteSettings[keyOf(route)]?.ThrottlingRateLimit;
  const table = ofType(all, 'AWS::DynamoDB::GlobalTable')[0]?.properties;
  expect(table).toMatchObject({
    WriteOnDemandThroughputSettings: { MaxWriteRequestUnits: brakes.tableWrites },
    Replicas: [{ ReadOnDemandThroughputSettings: { MaxReadRequestUnits: brakes.tableReads } }],
  });
  expect(rateOf(routes.receiveStripeEvent)).toBe(brakes.webhooks);
  expect(rateOf(routes.readStanding)).toBe(brakes.standing);
  expect(rateOf(routes.createCheckout)).toBe(brakes.giving);
});
