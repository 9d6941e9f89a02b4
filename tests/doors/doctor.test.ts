// What the doctor sees of a stage that runs: its webhook, its table, its queues. Each illness is made, seen, and gone again.

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkStorage, type StorageNeeds } from '../../local/commands/doctor/check-storage.ts';
import { checkWebhookDoor } from '../../local/commands/doctor/check-webhook-door.ts';
import type { Finding } from '../../local/commands/finding.ts';
import { readPlace } from '../../local/commands/place.ts';
import { storedSecrets } from '../../local/commands/stored-secrets.ts';
import { secretNames } from '../../local/secrets.ts';
import { createQueueClient } from '../../shared/adapters/aws/doorbell-queue.ts';
import { dynamodbReconcileStore } from '../../shared/adapters/dynamodb/reconcile-store.ts';
import { dynamodbSwitches } from '../../shared/adapters/dynamodb/switches.ts';
import { systemChance, systemClock } from '../../shared/adapters/node/system.ts';
import { day, minute } from '../../shared/core/time.ts';
import { type DeployedHouse, openDeployedHouse } from '../support/deployed-house.ts';
import { isTableMissing } from '../support/dynamodb-table.ts';

describe.skipIf(isTableMissing())('npm run doctor', () => {
  let house: DeployedHouse;
  let storage: StorageNeeds;
  beforeAll(async () => {
    house = await openDeployedHouse();
    const { documentClient, tableName } = house.table;
    storage = {
      ...{
        table: tableName,
        isInAws: false,
        clock: systemClock,
        sqs: createQueueClient(),
        dynamodb: new DynamoDBClient(),
      },
      ...{ doorbellsUrl: house.queue.queueUrl, deadLettersUrl: house.queue.deadLetterUrl },
      switches: dynamodbSwitches(documentClient, tableName, systemClock),
      reconciliations: dynamodbReconcileStore(documentClient, tableName),
    };
  });
  afterAll(() => house?.stop());
  const reach = async (url: string, init: RequestInit) => {
    const headers = Object.fromEntries(new Headers(init.headers));
    const said = await house.ask({ method: 'POST', path: new URL(url).pathname, body: String(init.body), headers });
    return new Response('', { status: said.statusCode ?? 0 });
  };
  const atWebhook = () =>
    checkWebhookDoor({ place: readPlace(), secrets: storedSecrets(), chance: systemChance, clock: systemClock, reach });
  const hurting = (findings: readonly Finding[]) =>
    findings.filter(({ state }) => state === 'hurts').map(({ about }) => about);

  test('rings at the webhook with a true and a false signature, and leaves nothing behind', async () => {
    const before = await house.held();
    expect(await atWebhook()).toMatchObject([{ state: 'well' }]);
    expect(await house.rings.count()).toBe(0);
    expect(await house.held()).toEqual(before);
  });

  test('finds a door that holds another secret than the stored one', async () => {
    const stored = house.secrets[secretNames.webhook] ?? '';
    await atWebhook();
    house.secrets[secretNames.webhook] = JSON.stringify({ secrets: ['whsec_of_another_stage'] });
    // The door asks anew at most once a minute, and has just asked.
    expect(hurting(await atWebhook())).toEqual(['Webhook door']);
    await house.wait(2 * minute);
    expect(hurting(await atWebhook())).toEqual([]);
    house.secrets[secretNames.webhook] = stored;
    await house.wait(2 * minute);
    expect(hurting(await atWebhook())).toEqual([]);
  });

  test('of a healthy table and empty queues nothing hurts', async () =>
    expect(hurting(await checkStorage(storage))).toEqual([]));

  test('sees dead letters, a switch that was forgotten, and nights that failed', async () => {
    const { documentClient, tableName } = house.table;
    const letter = {
      QueueUrl: storage.deadLettersUrl,
      MessageBody: '{}',
      MessageGroupId: 'g',
      MessageDeduplicationId: 'd',
    };
    await storage.sqs.send(new SendMessageCommand(letter));
    const Item = { pk: 'SWITCH#checkouts', sk: '-', isStopped: true };
    await documentClient.send(new PutCommand({ TableName: tableName, Item }));
    const run = { run: 'one', startedAt: systemClock.now(), since: null, place: null, isDone: true };
    await dynamodbReconcileStore(documentClient, tableName).keepRun('nightly', run);
    await house.wait(3 * day);
    expect(hurting(await checkStorage(storage))).toEqual(['Dead letters', 'Switches', 'Reconciliation']);
  });
});
