// The functions as Lambda functions, from the very bundles that run locally. Each has its own role, its own log group and
// only the environment it needs: names of things, never a secret's value.
import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { FunctionName } from '../shared/api/routes.ts';
import { type Granted, grantsOf, secretsOf, trust } from './grants.ts';
import type { EdgeNames } from './pass.ts';
import type { Stage } from './stage.ts';

export interface Ground extends Stage, Granted {
  /** The origin under which `/v1` answers; Stripe sends readers back to it. */
  readonly apiUrl: string;
  readonly edge: EdgeNames;
}

interface Size {
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
}
/**
 * Memory also buys processor time, and below 512 MB the first TLS handshake of a cold start costs more than it saves.
 * Reserved concurrency is set nowhere: on a new account (10 in all) it would fail the deploy, and the gateway's throttles
 * and the worker's `maxConcurrency` already bound every function.
 */
const sizes: Readonly<Record<FunctionName, Size>> = {
  // Settings, and a campaign's eight counters: one SDK client to load, one answer of the table to wait for.
  offer: { memoryMegabytes: 512, timeoutSeconds: 10 },
  // A reader waits, and the Stripe SDK is the largest bundle. Under the gateway's 30 seconds, over one slow call and its repetition.
  checkout: { memoryMegabytes: 1024, timeoutSeconds: 28 },
  // A few reads of one table; a page never waits for it.
  recognition: { memoryMegabytes: 512, timeoutSeconds: 10 },
  // Three tries at a slow queue; Stripe's checkout page waits about as long before it lets the reader go on.
  'stripe-webhook': { memoryMegabytes: 512, timeoutSeconds: 10 },
  // Ten rings, each up to four reads of Stripe and a transaction, one after another.
  sync: { memoryMegabytes: 512, timeoutSeconds: 60 },
  // Hundreds of pages of Stripe's lists; what is left when the longest time that Lambda gives is over, the next call does.
  reconcile: { memoryMegabytes: 512, timeoutSeconds: 900 },
  // Ten requests, each a few reads and one slow answer of the mail service; or as many reminders as there is time for.
  mail: { memoryMegabytes: 512, timeoutSeconds: 120 },
  // Two limits, one seal and one transaction; a reader waits for it.
  reminders: { memoryMegabytes: 512, timeoutSeconds: 10 },
};
export const timeoutOf = (functionName: FunctionName): Duration => Duration.seconds(sizes[functionName].timeoutSeconds);

export type Functions = Readonly<Record<FunctionName, LambdaFunction>>;

export function addFunctions(scope: Construct, ground: Ground): Functions {
  const add = (functionName: FunctionName): LambdaFunction => addFunction(scope, functionName, ground);
  return {
    offer: add('offer'),
    checkout: add('checkout'),
    recognition: add('recognition'),
    'stripe-webhook': add('stripe-webhook'),
    sync: add('sync'),
    reconcile: add('reconcile'),
    mail: add('mail'),
    reminders: add('reminders'),
  };
}

function addFunction(scope: Construct, functionName: FunctionName, ground: Ground): LambdaFunction {
  const logGroup = new LogGroup(scope, `${functionName}-logs`, monthOfLogs);
  const role = new Role(scope, `${functionName}-role`, {
    description: `What the function ${functionName} of Mainstay may do`,
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: { functionName: new PolicyDocument({ statements: grantsOf(functionName, ground, logGroup) }) },
  });
  return new LambdaFunction(scope, `${functionName}-function`, {
    description: `Mainstay, function ${functionName}`,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    // Source maps stay at home: loading them costs 20 ms of every cold start, and nothing in Lambda reads them.
    code: Code.fromAsset(join(ground.dist, functionName), { exclude: ['*.map'] }),
    handler: 'index.handler',
    memorySize: sizes[functionName].memoryMegabytes,
    timeout: timeoutOf(functionName),
    environment: environmentOf(functionName, ground),
    logGroup,
    // Lambda's own JSON format would wrap the log's lines, and CloudWatch would no longer see the metrics in them.
    loggingFormat: LoggingFormat.TEXT,
    role,
  });
}

/** Long enough to look into a disputed month, short enough to forget; a log goes with its stack. */
export const monthOfLogs = { retention: RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY } as const;

function environmentOf(functionName: FunctionName, ground: Ground) {
  const { stage, mode, origins, apiUrl, edge, table, syncQueue, mailQueue, secrets } = ground;
  const needs = trust[functionName];
  const secretNames = secretsOf(functionName, ground);
  return {
    STAGE: stage,
    MODE: mode,
    SITE_ORIGINS: origins.join(','),
    API_URL: apiUrl,
    ...(needs.table.length > 0 ? { TABLE: table.tableName } : {}),
    ...(needs.syncQueue.includes('sqs:SendMessage') ? { SYNC_QUEUE_URL: syncQueue.queueUrl } : {}),
    ...(needs.mailQueue.includes('sqs:SendMessage') ? { MAIL_QUEUE_URL: mailQueue.queueUrl } : {}),
    // The same value as in the CDN's configuration: function and CDN cannot disagree about the header.
    ...(secretNames.includes('Origin') ? { ORIGIN_HEADER: edge.secretHeader } : {}),
    ...Object.fromEntries(secretNames.map((name) => [`${name.toUpperCase()}_SECRET`, secrets[name].ref])),
  };
}
