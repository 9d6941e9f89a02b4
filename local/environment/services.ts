// The functions and the services below them. With Java: the bundles that run in AWS, against DynamoDB Local, a queue server
// and a stand-in for Secrets Manager. Without Java: the memory adapters, with functions from the same source.
import { join } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import { mailBundleOf } from '../../shared/api/mail-transport.ts';
import type { FunctionName } from '../../shared/api/routes.ts';
import { type DynamodbLocal, findJava, startDynamodbLocal } from '../servers/dynamodb-local.ts';
import { createTable, localAccess } from '../servers/dynamodb-table.ts';
import type { HttpHandler } from '../servers/gateway.ts';
import { type MailServer, startMailServer } from '../servers/mail-server.ts';
import { type QueueServer, startQueueServer } from '../servers/queue-server.ts';
import { type Secrets, startSecretsServer } from '../servers/secrets-server.ts';
import { type LocalSmtp, startSmtpServer } from '../servers/smtp-server.ts';
import { areBundlesFresh, buildBundles, builtFolder } from './bundles.ts';
import { enterEnvironment, functionEnvironment, type Handler, loadFunctions } from './functions.ts';
import { edgeEnvironment } from './local-edge.ts';
import { type MessageSource, sqsMessageSource } from './message-source.ts';
import type { QueueHandler } from './poller.ts';
import type { Progress } from './progress.ts';
import { writeRunRecord } from './run-record.ts';
import { type StripeKeys, secretNames } from './secrets.ts';
import { openStandIn } from './stand-in.ts';
import type { StandInDump } from './stand-in-stores.ts';
import type { Undo } from './undo.ts';

export interface Services {
  readonly http: Readonly<Partial<Record<FunctionName, HttpHandler>>>;
  readonly sync: QueueHandler;
  /** Functions that a schedule calls. */
  readonly timed: Readonly<Partial<Record<FunctionName, Handler>>>;
  readonly syncSource: MessageSource;
  readonly mail: QueueHandler;
  readonly mailSource: MessageSource;
  readonly addresses: Readonly<Record<string, string>>;
  readonly adapters: 'aws' | 'memory';
  /** Only if memory holds the state. */
  readonly memory: { dump(): StandInDump; restore(dump: StandInDump): void } | null;
}
export interface ServicesNeeds {
  readonly root: string;
  readonly folder: string | null;
  readonly site: string;
  readonly origins: readonly string[];
  readonly stripeApi: string | null;
  readonly keys: StripeKeys;
  readonly secrets: Secrets;
  readonly keepSecret: (name: string, value: string) => void;
  readonly table: string;
  readonly queue: string;
  /** 0 is any free port. */
  readonly dynamodbPort: number;
  readonly mailPort: number;
  readonly forceMemory: boolean;
  readonly progress: Progress;
  readonly undo: Undo;
}

export async function openServices(needs: ServicesNeeds): Promise<Services> {
  const java = needs.forceMemory ? null : await needs.progress.step('Looking for Java 17', findJava);
  return java === null ? standIn(needs) : asInAws(needs, java);
}

async function standIn(needs: ServicesNeeds): Promise<Services> {
  // The functions come from source here, but the pages still load the browser's files from `dist/`.
  const [mail] = await Promise.all([openMail(needs), build(needs)]);
  const { dump, restore, ...functions } = openStandIn({ ...needs, smtp: mail.smtp });
  return { ...functions, addresses: { mail: mail.page }, adapters: 'memory', memory: { dump, restore } };
}

async function asInAws(needs: ServicesNeeds, java: string): Promise<Services> {
  // Waits for all of them to settle, so that everything that was opened is known when another one fails.
  const opened = await Promise.allSettled([
    openDynamodb(needs, java),
    openQueue(needs),
    openSecretsServer(needs),
    openMail(needs),
    build(needs),
  ]);
  const [dynamodb, queue, secrets] = [resultOf(opened[0]), resultOf(opened[1]), resultOf(opened[2])];
  const mail = resultOf(opened[3]);
  resultOf(opened[4]);
  const { queueUrl, mailQueueUrl, endpoint: sqs } = queue;
  const endpoints = {
    ...needs,
    queueUrl,
    mailQueueUrl,
    dynamodb: dynamodb.endpoint,
    sqs,
    mail: mail.endpoint,
    smtp: mail.smtp,
    secrets,
  };
  const environment = {
    ...functionEnvironment(endpoints),
    ...edgeEnvironment,
    DEAD_LETTERS_URL: queue.deadLetterUrl,
    // The sandbox calls this name; browsers use the other.
    STRIPE_EVENTS_URL: `${needs.site.replace('//localhost', '//127.0.0.1')}/v1/stripe/events`,
  };
  needs.undo.later(enterEnvironment(environment));
  if (needs.folder !== null) needs.undo.later(writeRunRecord(needs.folder, { site: needs.site, environment }));
  const functions = await needs.progress.step('Functions', async () =>
    loadFunctions(join(needs.root, builtFolder()), mailBundleOf({ kind: 'smtp' })),
  );
  const client = new SQSClient({ ...localAccess, endpoint: sqs });
  needs.undo.later(() => client.destroy());
  return {
    http: functions,
    timed: functions,
    sync: functions.sync,
    syncSource: sqsMessageSource(client, queueUrl),
    mail: functions.mail,
    mailSource: sqsMessageSource(client, mailQueueUrl),
    addresses: {
      mail: mail.page,
      dynamodb: dynamodb.endpoint,
      queue: queueUrl,
      deadLetters: queue.deadLetterUrl,
      secrets,
    },
    adapters: 'aws',
    memory: null,
  };
}

function resultOf<T>(settled: PromiseSettledResult<T>): T {
  if (settled.status === 'rejected') throw settled.reason;
  return settled.value;
}

const openDynamodb = (
  { progress, undo, folder, table, dynamodbPort }: ServicesNeeds,
  java: string,
): Promise<DynamodbLocal> =>
  progress.step('DynamoDB Local', async () => {
    const directory = folder === null ? null : join(folder, 'dynamodb');
    const server = await startDynamodbLocal({ java, port: dynamodbPort, directory });
    undo.later(() => server.stop());
    await createTable(server.endpoint, table);
    return server;
  });

const openQueue = ({ progress, undo, folder, queue }: ServicesNeeds): Promise<QueueServer> =>
  progress.step('Queue', async () => {
    const server = await startQueueServer({ port: 0, directory: folder === null ? null : join(folder, queue) });
    undo.later(() => server.stop());
    return server;
  });

/** Messages arrive by SMTP, and the mail server keeps them for its page. */
const openMail = ({
  progress,
  undo,
  mailPort,
  secrets,
}: ServicesNeeds): Promise<MailServer & { readonly smtp: LocalSmtp }> =>
  progress.step('Mail', async () => {
    const server = await startMailServer(mailPort);
    undo.later(() => server.stop());
    const smtp = await startSmtpServer({ secret: () => secrets[secretNames.smtp] ?? '', mail: server.endpoint });
    undo.later(() => smtp.stop());
    return { ...server, smtp };
  });

async function openSecretsServer({ secrets, keepSecret, undo }: ServicesNeeds): Promise<string> {
  const server = await startSecretsServer(secrets, keepSecret);
  undo.later(() => server.stop());
  return server.url;
}

async function build({ root, progress }: ServicesNeeds): Promise<void> {
  if (!areBundlesFresh(root)) await progress.step('Bundles of the functions', () => buildBundles(root));
}
