// Every row of a whole local run, as its DynamoDB Local stores it; null if memory replaces it.
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { localAccess } from '../../local/servers/dynamodb-table.ts';
import { createDocumentClient } from '../../shared/adapters/dynamodb/client.ts';

const addressesIn = z.looseObject({ dynamodb: z.optional(z.string()) });

export async function rowsOfRun(site: string): Promise<readonly Record<string, unknown>[] | null> {
  const { dynamodb } = addressesIn.parse(await (await fetch(`${site}/_local`)).json());
  if (dynamodb === undefined) return null;
  const client = createDocumentClient({ ...localAccess, endpoint: dynamodb });
  try {
    const { Items = [] } = await client.send(new ScanCommand({ TableName: 'mainstay', ConsistentRead: true }));
    return Items;
  } finally {
    client.destroy();
  }
}
