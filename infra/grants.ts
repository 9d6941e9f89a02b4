// The IAM permissions of each function, and nothing else. A function cannot leak what it cannot read, so every action is
// written out and every resource is one ARN, without wildcards. Of the table each function gets the rows that
// `table-access.ts` names, and no other.
import { ArnFormat } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { settings } from '#settings';
import { tableDefinition } from '../shared/adapters/dynamodb/table.ts';
import type { MailTransport } from '../shared/api/mail-transport.ts';
import { type FunctionName, type Route, reachedDirectly, routes } from '../shared/api/routes.ts';
import type { Sender } from './mail.ts';
import { isFronted, type Stage } from './stage.ts';
import type { SecretName, Secrets } from './storage.ts';
import { type TableStatement, tableStatements } from './table-access.ts';

interface Trust {
  readonly secrets: readonly SecretName[];
  /** DynamoDB has no action for a transaction: it needs the actions of its parts. */
  readonly table: readonly TableStatement[];
  readonly syncQueue: readonly string[];
  readonly mailQueue: readonly string[];
  /** With SES from the sender in the settings and from no other address; with SMTP by the secret that holds the credentials. */
  readonly maySendMail: boolean;
}
/** What Lambda needs to read a queue for a function. */
const receiveMessages = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

const nothing: Trust = { secrets: [], table: [], syncQueue: [], mailQueue: [], maySendMail: false };

export const trust: Readonly<Record<FunctionName, Trust>> = {
  // Reads what was published of a campaign.
  offer: { ...nothing, table: tableStatements('offer') },
  // Seals the address of a payer, for a link, with the public key.
  checkout: {
    ...nothing,
    secrets: ['Stripe', 'Pass', 'Pepper', 'Sealing'],
    table: tableStatements('checkout'),
    mailQueue: ['sqs:SendMessage'],
  },
  // Seals requests for a link with the public key. It may not read the private one.
  recognition: {
    ...nothing,
    secrets: ['Pass', 'Sealing'],
    table: tableStatements('recognition'),
    mailQueue: ['sqs:SendMessage'],
  },
  'stripe-webhook': { ...nothing, secrets: ['Webhook'], syncQueue: ['sqs:SendMessage'] },
  // It also erases a customer who was deleted at Stripe: it lists the supporter's parts and deletes them.
  sync: {
    ...nothing,
    secrets: ['Stripe', 'Pepper'],
    table: tableStatements('sync'),
    syncQueue: receiveMessages,
  },
  // Finds who gave under an address, sends e-mail to it, and finds the reminders that are due. It never calls Stripe.
  mail: {
    ...nothing,
    secrets: ['Seal', 'Pepper'],
    table: tableStatements('mail'),
    mailQueue: receiveMessages,
    maySendMail: true,
  },
  // Seals requests with the public key and may not read the private one; the pepper proves what a mailbox confirms. It finds a
  // row by its hash and lists nothing.
  reminders: {
    ...nothing,
    secrets: ['Sealing', 'Pepper'],
    table: tableStatements('reminders'),
    mailQueue: ['sqs:SendMessage'],
  },
  // Reads Stripe's lists and sends sync requests. It changes no part, only counters, its own cursor and what is
  // published of campaigns. It lists erasures
  // and removes the last traces of an erased supporter from devices, checkouts and links.
  reconcile: {
    ...nothing,
    // The pepper for its id (it sends a sync request for each pointer under an older one) and to draw the edges of campaigns.
    secrets: ['Stripe', 'Pepper'],
    table: tableStatements('reconcile'),
    syncQueue: ['sqs:SendMessage'],
  },
};

const behindCdn = new Set(
  Object.entries<Route>(routes)
    .filter(([name]) => !reachedDirectly.some((each) => each === name))
    .map(([, route]) => route.functionName),
);
/**
 * The secrets of a function; behind a CDN also the origin secret, which proves that a request came through the CDN, and with
 * SMTP its credentials where mail is sent.
 */
export const secretsOf = (
  functionName: FunctionName,
  { front, mailTransport }: Pick<Granted, 'front' | 'mailTransport'>,
): readonly SecretName[] => [
  ...trust[functionName].secrets,
  ...(isFronted({ front }) && behindCdn.has(functionName) ? (['Origin'] as const) : []),
  ...(mailTransport.kind === 'smtp' && trust[functionName].maySendMail ? (['Smtp'] as const) : []),
];

export interface Granted extends Pick<Stage, 'front'> {
  readonly mailTransport: MailTransport;
  readonly table: TableV2;
  readonly syncQueue: Queue;
  readonly mailQueue: Queue;
  readonly secrets: Secrets;
  /** Null with SMTP. */
  readonly sender: Sender | null;
}
export function grantsOf(functionName: FunctionName, granted: Granted, logs: LogGroup): PolicyStatement[] {
  const { table, syncQueue, mailQueue, sender, secrets } = granted;
  const { table: onTable, syncQueue: onSyncQueue, mailQueue: onMailQueue, maySendMail } = trust[functionName];
  const names = secretsOf(functionName, granted);
  // Only its own log group: the managed policy would allow every log of the account.
  const statements = [allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logs.logGroupArn])];
  if (names.length > 0) {
    statements.push(
      allow(
        ['secretsmanager:GetSecretValue'],
        names.map((name) => secretNamed(secrets, name).ref),
      ),
    );
  }
  statements.push(...onTable.map((each) => touching(table, each)));
  if (onSyncQueue.length > 0) statements.push(allow(onSyncQueue, [syncQueue.queueArn]));
  if (onMailQueue.length > 0) statements.push(allow(onMailQueue, [mailQueue.queueArn]));
  if (maySendMail && sender !== null) statements.push(sendingFrom(sender));
  if (functionName === 'checkout' && settings.captcha !== null) {
    statements.push(readingByName(logs, settings.captcha.secretName));
  }
  return statements;
}

export function secretNamed(secrets: Secrets, name: SecretName): CfnSecret {
  const secret = secrets[name];
  if (secret === undefined) throw new Error(`this stage has no secret ${name}`);
  return secret;
}

const allow = (actions: readonly string[], resources: readonly string[]): PolicyStatement =>
  new PolicyStatement({ actions: [...actions], resources: [...resources] });

/** For a secret that is created by hand: Secrets Manager adds a dash and six characters to the name in the ARN. */
const readingByName = ({ stack }: LogGroup, name: string): PolicyStatement => {
  const ref = { service: 'secretsmanager', resource: 'secret', resourceName: `${name}-??????` };
  return allow(
    ['secretsmanager:GetSecretValue'],
    [stack.formatArn({ ...ref, arnFormat: ArnFormat.COLON_RESOURCE_NAME })],
  );
};

/** By its conditions only the rows that the function may touch. */
const touching = (table: TableV2, { on, actions, conditions }: TableStatement): PolicyStatement =>
  new PolicyStatement({
    actions: [...actions],
    resources: [on === 'table' ? table.tableArn : dueIndexOf(table)],
    conditions,
  });

const dueIndexOf = (table: TableV2): string => `${table.tableArn}/index/${tableDefinition.dueIndex.name}`;

/** SES checks the permission on the identity; the condition limits it to one address. */
const sendingFrom = ({ identityArn, configurationSetArn, address }: Sender): PolicyStatement =>
  new PolicyStatement({
    actions: ['ses:SendEmail'],
    resources: [identityArn, configurationSetArn],
    conditions: { StringEquals: { 'ses:FromAddress': address } },
  });
