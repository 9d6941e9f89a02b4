// A table of its own for each test file, in the DynamoDB Local that `real-servers.ts` started, and a scan of all
// its rows that no adapter has.
import { randomBytes } from 'node:crypto';
import { DeleteCommand, type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { inject } from 'vitest';
import { createTable, localAccess } from '../../local/servers/dynamodb-table.ts';
import { createDocumentClient } from '../../shared/adapters/dynamodb/client.ts';

/** For `describe.skipIf`: true on a machine without Java. */
export const isTableMissing = (): boolean => inject('dynamodbEndpoint') === null;

export interface FreshTable {
  readonly documentClient: DynamoDBDocumentClient;
  readonly tableName: string;
  /** Another connection to the same table, for a test that breaks or watches its own. */
  connect(): DynamoDBDocumentClient;
  rows(): Promise<Record<string, unknown>[]>;
  forget(key: { pk: string; sk: string }): Promise<void>;
}

export async function freshTable(): Promise<FreshTable> {
  const endpoint = inject('dynamodbEndpoint');
  if (endpoint === null) throw new Error('this test needs Java: skip it with describe.skipIf(isTableMissing())');
  const tableName = `test-${randomBytes(6).toString('hex')}`;
  await createTable(endpoint, tableName, false);
  const connect = () => createDocumentClient({ ...localAccess, endpoint });
  const documentClient = connect();
  const forget = async (Key: { pk: string; sk: string }) => {
    await documentClient.send(new DeleteCommand({ TableName: tableName, Key }));
  };
  return { documentClient, tableName, connect, forget, rows: () => rowsOf(documentClient, tableName) };
}

async function rowsOf(client: DynamoDBDocumentClient, tableName: string): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  let after: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({
        TableName: tableName,
        ConsistentRead: true,
        ...(after === undefined ? {} : { ExclusiveStartKey: after }),
      }),
    );
    rows.push(...(page.Items ?? []));
    after = page.LastEvaluatedKey;
  } while (after !== undefined);
  return rows;
}
