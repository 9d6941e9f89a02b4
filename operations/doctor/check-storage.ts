// Whether the table and the queues are there, what waits in them, and whether somebody stopped something and forgot.
import { DescribeContinuousBackupsCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { day, type Instant, isoOf } from '../../shared/core/time.ts';
import type { ReconcileStore } from '../../shared/ports/reconcile-store.ts';
import type { Switches } from '../../shared/ports/switches.ts';
import type { Finding } from '../terminal/finding.ts';

export interface StorageNeeds {
  readonly table: string;
  readonly dynamodb: DynamoDBClient;
  readonly sqs: SQSClient;
  readonly syncQueueUrl: string;
  readonly deadLettersUrl: string;
  readonly switches: Switches;
  readonly reconciliations: Pick<ReconcileStore, 'readRun'>;
  readonly clock: { now(): Instant };
  /** In AWS the table has its backups; DynamoDB Local has none. */
  readonly isInAws: boolean;
}
/** A night may fail once; two are a reason to look. */
const reconciledWithin = 2 * day;
/** More than the worker answers in a quarter of an hour. */
const manyWaiting = 5000;

export const checkStorage = async (needs: StorageNeeds): Promise<readonly Finding[]> => [
  await checkTable(needs),
  ...(needs.isInAws ? [await checkBackups(needs)] : []),
  await checkSyncQueue(needs),
  await checkDeadLetters(needs),
  await checkSwitches(needs),
  await checkNight(needs),
];

async function checkTable({ table, reconciliations }: StorageNeeds): Promise<Finding> {
  // A row that need not be there: what counts is that the table answers.
  await reconciliations.readRun('command');
  return { about: 'Table', state: 'well', is: `${table} answers` };
}

async function checkBackups({ dynamodb, table }: StorageNeeds): Promise<Finding> {
  const about = 'Backups';
  const { ContinuousBackupsDescription: found } = await dynamodb.send(
    new DescribeContinuousBackupsCommand({ TableName: table }),
  );
  const isOn = found?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus === 'ENABLED';
  if (isOn) return { about, state: 'well', is: 'any second of the last 7 days can be restored' };
  return {
    about,
    state: 'hurts',
    is: 'point-in-time recovery is off',
    remedy: 'deploy again: the stack switches it on',
  };
}

async function waiting({ sqs }: StorageNeeds, url: string): Promise<number> {
  const AttributeNames = ['ApproximateNumberOfMessages'] as const;
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...AttributeNames] }),
  );
  return Number(Attributes?.['ApproximateNumberOfMessages'] ?? 0);
}

async function checkSyncQueue(needs: StorageNeeds): Promise<Finding> {
  const about = 'Queue';
  const count = await waiting(needs, needs.syncQueueUrl);
  if (count < manyWaiting) return { about, state: 'well', is: `${count} rings wait` };
  return {
    about,
    state: 'hurts',
    is: `${count} rings wait`,
    remedy: 'look at errors and throttles of the function sync requests',
  };
}

async function checkDeadLetters(needs: StorageNeeds): Promise<Finding> {
  const about = 'Dead letters';
  const count = await waiting(needs, needs.deadLettersUrl);
  if (count === 0) return { about, state: 'well', is: 'none' };
  const remedy = 'read why in the log of the function sync requests, mend it, then npm run redrive';
  return { about, state: 'hurts', is: `${count} rings could not be answered`, remedy };
}

async function checkSwitches({ switches }: StorageNeeds): Promise<Finding> {
  const about = 'Switches';
  const names = ['checkouts', 'mail'] as const;
  const stopped: string[] = [];
  for (const name of names) if (await switches.isStopped(name)) stopped.push(name);
  if (stopped.length === 0) return { about, state: 'well', is: 'nothing is stopped' };
  return {
    about,
    state: 'hurts',
    is: `stopped by hand: ${stopped.join(', ')}`,
    remedy: 'docs/operations.md says how to let them go',
  };
}

async function checkNight({ reconciliations, clock, isInAws }: StorageNeeds): Promise<Finding> {
  const about = 'Reconciliation';
  const last = await reconciliations.readRun('nightly');
  if (last === null) return { about, state: isInAws ? 'look' : 'well', is: 'no night has passed yet' };
  const isLate = last.startedAt < clock.now() - reconciledWithin;
  if (!isLate) return { about, state: 'well', is: `begun ${isoOf(last.startedAt)}${last.isDone ? '' : ', not ended'}` };
  return {
    about,
    state: 'hurts',
    is: `not since ${isoOf(last.startedAt)}`,
    remedy: 'look at the log of the function reconcile',
  };
}
