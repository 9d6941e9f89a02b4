// The demo newsroom's pages, under the name that AWS gives the API: with them a stage without a domain can be tried whole. One
// function serves them out of its own bundle. It may write its log and nothing else.
import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { type HttpApi, HttpMethod, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { monthOfLogs } from './lambda.ts';

export function addDemoPages(scope: Construct, api: HttpApi, dist: string): void {
  const logGroup = new LogGroup(scope, 'DemoPagesLogs', monthOfLogs);
  const writing = new PolicyStatement({
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [logGroup.logGroupArn],
  });
  const role = new Role(scope, 'DemoPagesRole', {
    description: 'Permissions of the function that serves the demo pages of Mainstay',
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: { permissions: new PolicyDocument({ statements: [writing] }) },
  });
  const server = new LambdaFunction(scope, 'DemoPages', {
    description: 'Mainstay, pages of the demo newsroom',
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    code: Code.fromAsset(join(dist, 'demo'), { exclude: ['*.map'] }),
    handler: 'index.handler',
    memorySize: 256,
    timeout: Duration.seconds(5),
    logGroup,
    loggingFormat: LoggingFormat.TEXT,
    role,
  });
  const integration = new HttpLambdaIntegration('to-demo-pages', server);
  // The routes of the API are longer, so they win.
  for (const [id, path] of [
    ['DemoFront', '/'],
    ['DemoPage', '/{proxy+}'],
  ] as const) {
    new HttpRoute(api, id, { httpApi: api, routeKey: HttpRouteKey.with(path, HttpMethod.GET), integration });
  }
}
