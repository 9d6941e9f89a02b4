// Makes the table of `tableDefinition` in a DynamoDB Local, with the same keys and the same time to live as in AWS.
import {
  CreateTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  type KeySchemaElement,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { tableDefinition } from '../../shared/adapters/dynamodb/table.ts';

/** DynamoDB Local accepts any value; the SDK requires one. */
export const localAccess = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
} as const;

/**
 * A table that exists is not changed. Without time to live no row is deleted: DynamoDB Local uses real time, and a test
 * whose clock is in the past would lose its rows.
 */
export async function createTable(endpoint: string, tableName: string, isSwept = true): Promise<void> {
  const client = new DynamoDBClient({ ...localAccess, endpoint });
  try {
    await createUnlessThere(client, tableName);
    await waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 1 }, { TableName: tableName });
    if (isSwept) await enableTimeToLive(client, tableName);
  } finally {
    client.destroy();
  }
}

async function createUnlessThere(client: DynamoDBClient, tableName: string): Promise<void> {
  const { partitionKey, sortKey, dueIndex } = tableDefinition;
  try {
    await client.send(
      new CreateTableCommand({
        TableName: tableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [partitionKey, sortKey, dueIndex.partitionKey, dueIndex.sortKey].map(
          ({ name, type }) => ({ AttributeName: name, AttributeType: type }),
        ),
        KeySchema: keysOf(partitionKey, sortKey),
        GlobalSecondaryIndexes: [
          {
            IndexName: dueIndex.name,
            KeySchema: keysOf(dueIndex.partitionKey, dueIndex.sortKey),
            Projection: { ProjectionType: 'KEYS_ONLY' },
          },
        ],
      }),
    );
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
}

const keysOf = (partition: { readonly name: string }, sort: { readonly name: string }): KeySchemaElement[] => [
  { AttributeName: partition.name, KeyType: 'HASH' },
  { AttributeName: sort.name, KeyType: 'RANGE' },
];

async function enableTimeToLive(client: DynamoDBClient, tableName: string): Promise<void> {
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: tableName }));
  if (TimeToLiveDescription?.TimeToLiveStatus === 'ENABLED') return;
  const TimeToLiveSpecification = { AttributeName: tableDefinition.timeToLiveAttribute, Enabled: true };
  await client.send(new UpdateTimeToLiveCommand({ TableName: tableName, TimeToLiveSpecification }));
}
