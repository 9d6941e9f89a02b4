// The Lambda functions, from the same bundles that run locally. Each has its own role, its own log group and only the
// environment variables it needs: names of resources, never the value of a secret.
import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { mailBundleOf, smtpUrlOf } from '../shared/api/mail-transport.ts';
import type { FunctionName } from '../shared/api/routes.ts';
import { type Granted, grantsOf, secretNamed, secretsOf, trust } from './grants.ts';
import type { EdgeNames } from './pass.ts';
import type { Stage } from './stage.ts';

export interface FunctionSurroundings extends Stage, Granted {
  /** The origin of `/v1`; Stripe sends readers back to it. */
  readonly apiUrl: string;
  readonly edge: EdgeNames;
}

interface Size {
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
}
/**
 * More memory means more processor time: below 512 MB the first TLS handshake of a cold start costs more than it saves.
 * No concurrency is reserved, because on a new account (10 in all) that fails the deployment. API Gateway's throttles and
 * the event sources' `maxConcurrency` already limit every function.
 */
const sizes: Readonly<Record<FunctionName, Size>> = {
  // Settings and what was published of a campaign: one SDK client and two reads of the table.
  offer: { memoryMegabytes: 512, timeoutSeconds: 10 },
  // A reader waits, and this is the largest bundle. Below API Gateway's 30 seconds, above one slow Stripe call and its retry.
  checkout: { memoryMegabytes: 1024, timeoutSeconds: 28 },
  // A few reads of the table; no page waits for it.
  recognition: { memoryMegabytes: 512, timeoutSeconds: 10 },
  // Three attempts at a slow SQS; Stripe's checkout page waits about as long before it redirects the reader.
  'stripe-webhook': { memoryMegabytes: 512, timeoutSeconds: 10 },
  // Ten sync requests in sequence, each with up to four Stripe reads and one transaction.
  sync: { memoryMegabytes: 512, timeoutSeconds: 60 },
  // Hundreds of pages of Stripe's lists. Lambda's longest timeout; the next call continues what is left.
  reconcile: { memoryMegabytes: 512, timeoutSeconds: 900 },
  // Ten requests, each with a few reads and one slow call of the mail service; or as many reminders as the time allows.
  mail: { memoryMegabytes: 512, timeoutSeconds: 120 },
  // A reader waits for one seal and one message to a queue, or for one transaction.
  reminders: { memoryMegabytes: 512, timeoutSeconds: 10 },
};
export const timeoutOf = (functionName: FunctionName): Duration => Duration.seconds(sizes[functionName].timeoutSeconds);

export type Functions = Readonly<Record<FunctionName, LambdaFunction>>;

export function addFunctions(scope: Construct, surroundings: FunctionSurroundings): Functions {
  const add = (functionName: FunctionName): LambdaFunction => addFunction(scope, functionName, surroundings);
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

function addFunction(scope: Construct, functionName: FunctionName, surroundings: FunctionSurroundings): LambdaFunction {
  const logGroup = new LogGroup(scope, `${functionName}-logs`, monthOfLogs);
  const role = new Role(scope, `${functionName}-role`, {
    description: `Permissions of the function ${functionName} of Mainstay`,
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: { permissions: new PolicyDocument({ statements: grantsOf(functionName, surroundings, logGroup) }) },
  });
  return new LambdaFunction(scope, `${functionName}-function`, {
    description: `Mainstay, function ${functionName}`,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    // Source maps are left out: loading them costs 20 ms of every cold start, and nothing in Lambda reads them.
    code: Code.fromAsset(join(surroundings.dist, bundleOf(functionName, surroundings)), { exclude: ['*.map'] }),
    handler: 'index.handler',
    memorySize: sizes[functionName].memoryMegabytes,
    timeout: timeoutOf(functionName),
    environment: environmentOf(functionName, surroundings),
    logGroup,
    // Lambda's JSON format would wrap our lines, and CloudWatch would no longer find the metrics in them.
    loggingFormat: LoggingFormat.TEXT,
    role,
  });
}

/** Two bundles can be the function `mail`. */
const bundleOf = (functionName: FunctionName, { mailTransport }: FunctionSurroundings): string =>
  functionName === 'mail' ? mailBundleOf(mailTransport) : functionName;

function mailEnvironment({ mailTransport, sender }: FunctionSurroundings): Record<string, string> {
  if (mailTransport.kind === 'smtp') return { SMTP_URL: smtpUrlOf(mailTransport) };
  return sender === null ? {} : { MAIL_CONFIGURATION_SET: sender.configurationSetName };
}

/** Long enough to investigate a disputed month, and not longer. A log is deleted with its stack. */
export const monthOfLogs = { retention: RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY } as const;

function environmentOf(functionName: FunctionName, surroundings: FunctionSurroundings) {
  const { stage, mode, origins, demoPages, apiUrl, edge, table, syncQueue, mailQueue, secrets } = surroundings;
  const trusted = trust[functionName];
  const secretNames = secretsOf(functionName, surroundings);
  return {
    STAGE: stage,
    MODE: mode,
    // The first is the site's own, where readers come back to.
    SITE_ORIGINS: (demoPages ? [apiUrl, ...origins] : origins).join(','),
    API_URL: apiUrl,
    ...(trusted.table.length > 0 ? { TABLE: table.tableName } : {}),
    ...(trusted.syncQueue.includes('sqs:SendMessage') ? { SYNC_QUEUE_URL: syncQueue.queueUrl } : {}),
    ...(trusted.mailQueue.includes('sqs:SendMessage') ? { MAIL_QUEUE_URL: mailQueue.queueUrl } : {}),
    ...(trusted.maySendMail ? mailEnvironment(surroundings) : {}),
    // The same value as in the CDN's configuration: function and CDN cannot disagree about the header.
    ...(secretNames.includes('Origin') ? { ORIGIN_HEADER: edge.secretHeader } : {}),
    ...Object.fromEntries(secretNames.map((name) => [`${name.toUpperCase()}_SECRET`, secretNamed(secrets, name).ref])),
  };
}
