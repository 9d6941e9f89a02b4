// What the servers of a local run guarantee: their content survives a restart, a port in use gives one sentence, and
// nobody but this machine reaches the queue.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeTableCommand, DescribeTimeToLiveCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findJava, startDynamodbLocal } from '../../local/servers/dynamodb-local.ts';
import { createTable, localAccess } from '../../local/servers/dynamodb-table.ts';
import { startQueueServer } from '../../local/servers/queue-server.ts';
import { createQueueClient, sqsSyncQueue } from '../../shared/adapters/aws/sync-queue.ts';
import { createDocumentClient } from '../../shared/adapters/dynamodb/client.ts';
import { dynamodbDeviceStore } from '../../shared/adapters/dynamodb/device-store.ts';
import { customerId, device, someday, syncRequest } from '../support/builders.ts';
import { isTableMissing } from '../support/dynamodb-table.ts';

let directory = '';
const running: (() => Promise<void>)[] = [];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'mainstay-servers-'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((stop) => stop()));
  rmSync(directory, { recursive: true, force: true });
});
const keep = <Server extends { stop(): Promise<void> }>(server: Server): Server => {
  running.push(server.stop);
  return server;
};
/** A port that somebody holds until the test ends. */
const takenPort = (host: string) =>
  new Promise<number>((resolve) => {
    const holder = createServer();
    running.push(() => new Promise((closed) => holder.close(() => closed())));
    holder.listen(0, host, () => {
      const address = holder.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });

describe.skipIf(isTableMissing())('DynamoDB Local', () => {
  const javaFound = async () => (await findJava()) ?? '';

  test('keeps its rows over a restart when it has a directory, and making the table again changes nothing', async () => {
    const first = keep(await startDynamodbLocal({ java: await javaFound(), port: 0, directory }));
    await createTable(first.endpoint, 'mainstay');
    const storeAt = (endpoint: string) =>
      dynamodbDeviceStore(createDocumentClient({ ...localAccess, endpoint }), 'mainstay');
    await storeAt(first.endpoint).remember(device());
    await first.stop();
    const second = keep(await startDynamodbLocal({ java: await javaFound(), port: 0, directory }));
    await createTable(second.endpoint, 'mainstay');
    expect(await storeAt(second.endpoint).read(device().hash, someday)).toEqual(device());

    const client = new DynamoDBClient({ ...localAccess, endpoint: second.endpoint });
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'mainstay' }));
    const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: 'mainstay' }));
    expect(Table?.BillingModeSummary?.BillingMode).toBe('PAY_PER_REQUEST');
    expect(TimeToLiveDescription).toMatchObject({ AttributeName: 'ttl', TimeToLiveStatus: 'ENABLED' });
    client.destroy();
  });

  test.each(['127.0.0.1', '0.0.0.0'])('says in a sentence that a port is taken on %s', async (host) => {
    const port = await takenPort(host);
    const started = startDynamodbLocal({ java: await javaFound(), port, directory: null });
    await expect(started).rejects.toThrow(`Port ${port} (DynamoDB Local) is already in use.`);
  });

  test('says what went wrong when Java cannot run it', async () => {
    const started = startDynamodbLocal({ java: 'no-such-java', port: 0, directory: null });
    await expect(started).rejects.toThrow(/^DynamoDB Local ended while it started: .*no-such-java/);
  });

  test('stopped twice it is stopped', async () => {
    const server = keep(await startDynamodbLocal({ java: await javaFound(), port: 0, directory: null }));
    await server.stop();
    await server.stop();
    await expect(fetch(server.endpoint)).rejects.toThrow();
  });
});

describe('the queue server', () => {
  const clientOf = (endpoint: string) => createQueueClient({ ...localAccess, endpoint });
  const requestNamed = (eventId: string) => syncRequest({ eventId, customerId: customerId() });
  const receive = async (endpoint: string, QueueUrl: string) => {
    const { Messages } = await clientOf(endpoint).send(new ReceiveMessageCommand({ QueueUrl }));
    const [message] = Messages ?? [];
    return { receipt: message?.ReceiptHandle ?? '', syncRequest: JSON.parse(message?.Body ?? 'null') };
  };

  test('keeps what waits over a restart: in order, what was being answered first, what was answered not at all', async () => {
    const first = keep(await startQueueServer({ port: 0, directory }));
    const queue = sqsSyncQueue(clientOf(first.endpoint), first.queueUrl);
    for (const name of ['evt_1', 'evt_2', 'evt_3']) await queue.send(requestNamed(name));
    const answered = await receive(first.endpoint, first.queueUrl);
    const deletion = { QueueUrl: first.queueUrl, ReceiptHandle: answered.receipt };
    await clientOf(first.endpoint).send(new DeleteMessageCommand(deletion));
    expect(await receive(first.endpoint, first.queueUrl)).toMatchObject({ syncRequest: requestNamed('evt_2') });
    await first.stop();

    const second = keep(await startQueueServer({ port: 0, directory }));
    const again = sqsSyncQueue(clientOf(second.endpoint), second.queueUrl);
    await again.send(requestNamed('evt_3'));
    await again.send(requestNamed('evt_4'));
    const command = [];
    for (let next = await receive(second.endpoint, second.queueUrl); next.receipt !== ''; ) {
      command.push(next.syncRequest.eventId);
      const done = { QueueUrl: second.queueUrl, ReceiptHandle: next.receipt };
      await clientOf(second.endpoint).send(new DeleteMessageCommand(done));
      next = await receive(second.endpoint, second.queueUrl);
    }
    expect(command).toEqual(['evt_2', 'evt_3', 'evt_4']);
  });

  test('says in a sentence that its port is taken', async () => {
    const port = await takenPort('127.0.0.1');
    const started = startQueueServer({ port, directory: null });
    await expect(started).rejects.toThrow(`Port ${port} (the queue) is already in use.`);
  });

  test('is reached from this machine only', async () => {
    const { endpoint } = keep(await startQueueServer({ port: 0, directory: null }));
    expect((await fetch(`${endpoint}/health`)).ok).toBe(true);
    const outside = Object.values(networkInterfaces())
      .flatMap((each) => each ?? [])
      .filter((each) => !each.internal && each.family === 'IPv4');
    for (const { address } of outside) {
      const signal = AbortSignal.timeout(2000);
      await expect(fetch(endpoint.replace('127.0.0.1', address), { signal })).rejects.toThrow();
    }
  });
});
