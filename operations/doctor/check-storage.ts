// Checks the table, the queues and what waits in them, the switches, and the last nightly reconciliation.
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
  /** Names the settings that decide what a payment counts. */
  readonly countingName: string;
  readonly clock: { now(): Instant };
  /** DynamoDB Local has no backups to check. */
  readonly isInAws: boolean;
}
/** One failed night is retried the next; two need attention. */
const reconciledWithin = 2 * day;
/** More than the function `sync` answers in a quarter of an hour. */
const manyWaiting = 5000;

export const checkStorage = async (needs: StorageNeeds): Promise<readonly Finding[]> => [
  await checkTable(needs),
  ...(needs.isInAws ? [await checkBackups(needs)] : []),
  await checkSyncQueue(needs),
  await checkDeadLetters(needs),
  await checkSwitches(needs),
  await checkNight(needs),
  await checkCounting(needs),
];

async function checkTable({ table, reconciliations }: StorageNeeds): Promise<Finding> {
  // The row may be missing; only the answer of the table counts.
  await reconciliations.readRun('command');
  return { about: 'Table', state: 'ok', is: `${table} answers` };
}

async function checkBackups({ dynamodb, table }: StorageNeeds): Promise<Finding> {
  const about = 'Backups';
  const { ContinuousBackupsDescription: found } = await dynamodb.send(
    new DescribeContinuousBackupsCommand({ TableName: table }),
  );
  const isOn = found?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus === 'ENABLED';
  if (isOn) return { about, state: 'ok', is: 'any second of the last 7 days can be restored' };
  return {
    about,
    state: 'problem',
    is: 'point-in-time recovery is off',
    remedy: 'deploy again: the stack enables it',
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
  const about = 'Sync queue';
  const count = await waiting(needs, needs.syncQueueUrl);
  if (count < manyWaiting) return { about, state: 'ok', is: `${count} sync requests wait` };
  return {
    about,
    state: 'problem',
    is: `${count} sync requests wait`,
    remedy: 'check the errors and throttles of the function `sync`',
  };
}

async function checkDeadLetters(needs: StorageNeeds): Promise<Finding> {
  const about = 'Dead letters';
  const count = await waiting(needs, needs.deadLettersUrl);
  if (count === 0) return { about, state: 'ok', is: 'none' };
  const remedy = 'find the cause in the log of the function `sync`, correct it, then npm run redrive';
  return { about, state: 'problem', is: `${count} sync requests failed`, remedy };
}

async function checkSwitches({ switches }: StorageNeeds): Promise<Finding> {
  const about = 'Switches';
  const names = ['checkouts', 'mail'] as const;
  const stopped: string[] = [];
  for (const name of names) if (await switches.isStopped(name)) stopped.push(name);
  if (stopped.length === 0) return { about, state: 'ok', is: 'nothing is stopped' };
  return {
    about,
    state: 'problem',
    is: `stopped by an operator: ${stopped.join(', ')}`,
    remedy: 'npm run switch -- NAME go starts it again',
  };
}

async function checkNight({ reconciliations, clock, isInAws }: StorageNeeds): Promise<Finding> {
  const about = 'Reconciliation';
  const last = await reconciliations.readRun('nightly');
  if (last === null) return { about, state: isInAws ? 'notice' : 'ok', is: 'no nightly run yet' };
  const isLate = last.startedAt < clock.now() - reconciledWithin;
  if (!isLate)
    return { about, state: 'ok', is: `started ${isoOf(last.startedAt)}${last.isDone ? '' : ', not finished'}` };
  return {
    about,
    state: 'problem',
    is: `last started ${isoOf(last.startedAt)}`,
    remedy: 'check the log of the function `reconcile`',
  };
}

export async function checkCounting({
  reconciliations,
  countingName,
  isInAws,
}: Pick<StorageNeeds, 'reconciliations' | 'countingName' | 'isInAws'>): Promise<Finding> {
  const about = 'Counting';
  const last = await reconciliations.readRun('recount');
  const remedy = 'npm run recount';
  if (last === null) {
    const is = 'nobody counted with `npm run recount` yet, so a change of rates, campaigns or time zone is not seen';
    return isInAws ? { about, state: 'notice', is, remedy } : { about, state: 'ok', is };
  }
  if (last.run !== countingName)
    return {
      about,
      state: 'problem',
      is: 'campaigns, rates or the time zone changed since payments were counted',
      remedy,
    };
  if (!last.isDone) return { about, state: 'problem', is: 'the last recount did not end', remedy };
  return { about, state: 'ok', is: 'payments are counted with the settings of today' };
}
