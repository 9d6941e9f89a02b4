// The HTTP API, made from the table of routes: each route calls its function and no other. Its throttle depends on what
// abuse of it would cost. The access log holds neither addresses nor query strings.
import { ArnFormat, Duration } from 'aws-cdk-lib';
import { CfnStage, CorsHttpMethod, HttpApi, HttpMethod, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { cors, type FunctionName, type Route, routes } from '../shared/api/routes.ts';
import { type Functions, monthOfLogs } from './lambda.ts';
import { isAwsNameShut, type Stage } from './stage.ts';

const allRoutes: readonly (readonly [name: string, route: Route])[] = Object.entries(routes);
export const routeKeyOf = ({ method, path }: Route): string => `${method} ${path}`;

export function addApi(scope: Construct, stage: Stage): HttpApi {
  const fromBrowsers = allRoutes.map(([, route]) => route).filter((route) => route.access !== 'signature');
  return new HttpApi(scope, 'Api', {
    apiName: `mainstay-${stage.stage}`,
    createDefaultStage: false,
    disableExecuteApiEndpoint: isAwsNameShut(stage),
    // Only the gateway sets CORS headers: a function that set them too would double them.
    corsPreflight: {
      allowOrigins: [...stage.origins],
      allowMethods: [...new Set(fromBrowsers.map((route) => CorsHttpMethod[route.method]))],
      allowHeaders: [...cors.allowHeaders],
      exposeHeaders: [...cors.exposeHeaders],
      allowCredentials: true,
      maxAge: Duration.seconds(cors.maxAgeSeconds),
    },
  });
}

export interface AddedRoutes {
  readonly apiStage: CfnStage;
  /** Alarms count its lines. */
  readonly accessLog: LogGroup;
}
export function addRoutes(scope: Construct, api: HttpApi, functions: Functions): AddedRoutes {
  const integrations = new Map<FunctionName, HttpLambdaIntegration>();
  const added = allRoutes.map(([name, route]) => {
    const integration =
      integrations.get(route.functionName) ??
      new HttpLambdaIntegration(`to-${route.functionName}`, functions[route.functionName]);
    integrations.set(route.functionName, integration);
    return new HttpRoute(api, name, {
      httpApi: api,
      routeKey: HttpRouteKey.with(route.path, HttpMethod[route.method]),
      integration,
    });
  });
  const accessLog = new LogGroup(scope, 'AccessLog', monthOfLogs);
  const apiStage = new CfnStage(scope, 'Stage', {
    apiId: api.apiId,
    stageName: '$default',
    autoDeploy: true,
    accessLogSettings: { destinationArn: arnWithoutWildcard(accessLog), format: accessLogFormat },
    defaultRouteSettings: { throttlingRateLimit: cheap.rate, throttlingBurstLimit: cheap.burst },
    routeSettings: Object.fromEntries(allRoutes.map(([, route]) => [routeKeyOf(route), settingsOf(throttleOf(route))])),
  });
  // CloudFormation refuses settings for a route that does not exist yet.
  apiStage.node.addDependency(...added);
  return { apiStage, accessLog };
}

interface Throttle {
  /** Requests a second, on average. */
  readonly rate: number;
  /** Requests at once. */
  readonly burst: number;
}
/** Cheap to answer, and frequent on the day of a campaign. */
const cheap: Throttle = { rate: 100, burst: 200 };
/** Writes, or calls Stripe for whoever proves something. A newsroom's best day needs less. */
const costly: Throttle = { rate: 20, burst: 40 };
/**
 * Giving, and coming back from it. The throttle is one for the whole world, so it must never be what refuses a giver: Stripe
 * takes 100 a second. What bounds the cost is Stripe's own limit, asked before anything is stored, and the table's.
 */
const giving: Throttle = { rate: 300, burst: 1000 };
/**
 * Stripe sends in bursts on renewal days and retries for three days; the signature is the access policy. Ten million
 * supporters renew with some 110 events a second on the busiest day (`npm run scale`).
 */
const webhooks: Throttle = { rate: 500, burst: 1000 };
/** All passes end on the same Monday, and then every supporter's browser asks: some 210 a second at ten million supporters. */
const renewing: Throttle = { rate: 500, burst: 1000 };

function throttleOf({ method, access, path }: Route): Throttle {
  if (access === 'signature') return webhooks;
  // To mail a link to a payer is no giving, and costs a message.
  if (path.startsWith('/v1/checkouts') && path !== routes.sendOwnLink.path) return giving;
  if (path === routes.readStanding.path && method === 'GET') return renewing;
  return method === 'GET' ? cheap : costly;
}
/** CloudFormation takes these as free JSON, so the names are CloudFormation's. */
const settingsOf = ({ rate, burst }: Throttle) => ({ ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst });

/** Says which route failed and how long it took. An address, a query string or a path with an id would identify readers. */
const accessLogFormat = JSON.stringify({
  requestId: '$context.requestId',
  routeKey: '$context.routeKey',
  status: '$context.status',
  latency: '$context.responseLatency',
});

/** The gateway stores the ARN without the ":*" at the end of CloudFormation's attribute, which would show as drift. */
const arnWithoutWildcard = (log: LogGroup): string =>
  log.stack.formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: log.logGroupName,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
