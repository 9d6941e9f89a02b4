// What each function may do, and nothing else: the table of trust. A function that is not granted a thing cannot lose it, so
// every action is spelled out and every resource is one ARN; there are no wildcards.
import { ArnFormat } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { settings } from '#settings';
import { tableDefinition } from '../shared/adapters/dynamodb/table.ts';
import { type FunctionName, type Route, reachedDirectly, routes } from '../shared/api/routes.ts';
import type { Sender } from './mail.ts';
import { isFronted, type Stage } from './stage.ts';
import type { SecretName, Secrets } from './storage.ts';

interface Trust {
  readonly secrets: readonly SecretName[];
  /** A transaction is allowed by the actions of its parts: there is no right of its own. */
  readonly table: readonly string[];
  readonly syncQueue: readonly string[];
  readonly mailQueue: readonly string[];
  /** Asks the index of promises what is due. */
  readonly findsDue: boolean;
  /** From the sender of the settings, and from no other address. */
  readonly maySendMail: boolean;
}
/** One row by its key, read, written whole or changed. */
const singleRows = ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'];
/** The check for the tombstone, in every save of a part. */
const saveParts = ['dynamodb:ConditionCheckItem'];
/** All parts of one supporter, for its standing. */
const readSupporters = ['dynamodb:Query'];
/** Devices that are forgotten, the parts of who was erased, the salts of past days. */
const deleteRows = ['dynamodb:DeleteItem'];
/** All rows, for the sums at night: it reads personal nothing, for there is none. */
const readAll = ['dynamodb:Scan'];
/** What Lambda itself needs to read a queue for a function. */
const takeMessages = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

const nothing: Trust = { secrets: [], table: [], syncQueue: [], mailQueue: [], findsDue: false, maySendMail: false };

export const trust: Readonly<Record<FunctionName, Trust>> = {
  // Sums a campaign's shards and moves what is shown of it.
  offer: { ...nothing, table: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem'] },
  checkout: {
    ...nothing,
    secrets: ['Stripe', 'Pass', 'Pepper'],
    table: [...singleRows, ...saveParts, ...readSupporters, ...deleteRows],
  },
  // Seals requests for a link with a public key; what opens them it may not read.
  recognition: {
    ...nothing,
    secrets: ['Pass', 'Sealing'],
    table: [...singleRows, ...readSupporters, ...deleteRows],
    mailQueue: ['sqs:SendMessage'],
  },
  'stripe-webhook': { ...nothing, secrets: ['Webhook'], syncQueue: ['sqs:SendMessage'] },
  // A customer deleted at Stripe is erased here too: that lists a supporter's parts and takes them away.
  sync: {
    ...nothing,
    secrets: ['Stripe', 'Pepper'],
    table: [...singleRows, ...saveParts, ...readSupporters, ...deleteRows],
    syncQueue: takeMessages,
  },
  // Looks who gave under an address and writes to it, and finds the reminders that are due. It asks Stripe nothing.
  mail: {
    ...nothing,
    secrets: ['Seal', 'Pepper'],
    table: [...singleRows, ...readSupporters],
    findsDue: true,
    mailQueue: takeMessages,
    maySendMail: true,
  },
  // Seals promises with a public key; what opens them it may not read. It lists nothing: it knows a row by its hash.
  reminders: { ...nothing, secrets: ['Sealing', 'Pepper'], table: [...singleRows, ...deleteRows] },
  // Asks Stripe for its lists and rings; it changes no part, only counters and its own place. It lists erasures, and takes
  // the last traces of who was erased out of devices and checkouts.
  reconcile: {
    ...nothing,
    // The pepper only for its id: whose address is hashed under another gets a sync request, and the worker hashes it anew.
    secrets: ['Stripe', 'Pepper'],
    table: [...singleRows, ...readAll, ...readSupporters, ...deleteRows],
    syncQueue: ['sqs:SendMessage'],
  },
};

const guarded = new Set(
  Object.entries<Route>(routes)
    .filter(([name]) => !reachedDirectly.some((each) => each === name))
    .map(([, route]) => route.functionName),
);
/** Those of its boundary; and where a CDN stands before it, the secret by which a function knows what came through it. */
export const secretsOf = (functionName: FunctionName, stage: Pick<Stage, 'front'>): readonly SecretName[] =>
  isFronted(stage) && guarded.has(functionName)
    ? [...trust[functionName].secrets, 'Origin']
    : trust[functionName].secrets;

export interface Granted extends Pick<Stage, 'front'> {
  readonly table: TableV2;
  readonly syncQueue: Queue;
  readonly mailQueue: Queue;
  readonly secrets: Secrets;
  readonly sender: Sender;
}
export function grantsOf(functionName: FunctionName, granted: Granted, logs: LogGroup): PolicyStatement[] {
  const { table, syncQueue, mailQueue, sender, secrets } = granted;
  const { table: onTable, syncQueue: onSyncQueue, mailQueue: onMailQueue, findsDue, maySendMail } = trust[functionName];
  const names = secretsOf(functionName, granted);
  // Its own log group only, instead of the managed policy that may write to every log of the account.
  const statements = [allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logs.logGroupArn])];
  if (names.length > 0) {
    statements.push(
      allow(
        ['secretsmanager:GetSecretValue'],
        names.map((name) => secrets[name].ref),
      ),
    );
  }
  if (onTable.length > 0) statements.push(allow(onTable, [table.tableArn]));
  if (findsDue) statements.push(allow(['dynamodb:Query'], [dueIndexOf(table)]));
  if (onSyncQueue.length > 0) statements.push(allow(onSyncQueue, [syncQueue.queueArn]));
  if (onMailQueue.length > 0) statements.push(allow(onMailQueue, [mailQueue.queueArn]));
  if (maySendMail) statements.push(sendingFrom(sender));
  if (functionName === 'checkout' && settings.captcha !== null) {
    statements.push(readingByName(logs, settings.captcha.secretName));
  }
  return statements;
}

const allow = (actions: readonly string[], resources: readonly string[]): PolicyStatement =>
  new PolicyStatement({ actions: [...actions], resources: [...resources] });

/** Made by hand on the day it is needed: Secrets Manager puts a dash and six characters behind the name. */
const readingByName = ({ stack }: LogGroup, name: string): PolicyStatement => {
  const ref = { service: 'secretsmanager', resource: 'secret', resourceName: `${name}-??????` };
  return allow(
    ['secretsmanager:GetSecretValue'],
    [stack.formatArn({ ...ref, arnFormat: ArnFormat.COLON_RESOURCE_NAME })],
  );
};

const dueIndexOf = (table: TableV2): string => `${table.tableArn}/index/${tableDefinition.dueIndex.name}`;

/** SES asks for the right on the identity; the condition keeps it to the one address. */
const sendingFrom = ({ identityArn, configurationSetArn, address }: Sender): PolicyStatement =>
  new PolicyStatement({
    actions: ['ses:SendEmail'],
    resources: [identityArn, configurationSetArn],
    conditions: { StringEquals: { 'ses:FromAddress': address } },
  });
