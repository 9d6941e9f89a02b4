// Compares the rows of the table with what the sandbox says, part by part: both are read from their own side, and none of
// the product's code says what is right.
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { localAccess } from '../../local/servers/dynamodb-table.ts';
import { stripeKey } from '../sandbox.ts';

export interface Difference {
  readonly atStripe: number;
  readonly stored: number;
  readonly different: number;
}

export async function compareState(sandbox: string, dynamodb: string): Promise<Difference> {
  const [truth, rows] = await Promise.all([partsAtStripe(sandbox), partsStored(dynamodb)]);
  const ids = new Set([...truth.keys(), ...rows.keys()]);
  const different = [...ids].filter((id) => truth.get(id) !== rows.get(id)).length;
  return { atStripe: truth.size, stored: rows.size, different };
}

async function partsAtStripe(sandbox: string): Promise<ReadonlyMap<string, string>> {
  const parts = new Map<string, string>();
  for await (const { id, status, amount_received } of listed(`${sandbox}/v1/payment_intents`)) {
    if (status === 'succeeded') parts.set(id, `${amount_received}`);
  }
  for await (const { id, status } of listed(`${sandbox}/v1/subscriptions`)) parts.set(id, `${status}`);
  return parts;
}

interface Listed {
  readonly id: string;
  readonly status: string;
  readonly amount_received?: number;
}
async function* listed(url: string): AsyncGenerator<Listed> {
  for (let after = ''; ; ) {
    const response = await fetch(`${url}?limit=100${after === '' ? '' : `&starting_after=${after}`}`, {
      headers: { authorization: `Bearer ${stripeKey}` },
    });
    const { data, has_more }: { data: Listed[]; has_more: boolean } = await response.json();
    yield* data;
    after = data.at(-1)?.id ?? '';
    if (!has_more) return;
  }
}

async function partsStored(dynamodb: string): Promise<ReadonlyMap<string, string>> {
  const client = new DynamoDBClient({ ...localAccess, endpoint: dynamodb });
  const documents = DynamoDBDocumentClient.from(client);
  const parts = new Map<string, string>();
  try {
    const { TableNames: [TableName = ''] = [] } = await client.send(new ListTablesCommand({}));
    let after: Record<string, unknown> | undefined;
    do {
      const page = await documents.send(
        new ScanCommand({
          TableName,
          ConsistentRead: true,
          ...(after === undefined ? {} : { ExclusiveStartKey: after }),
        }),
      );
      for (const { sk, amountMinor, status } of page.Items ?? []) {
        const [kind, id = ''] = String(sk).split('#');
        if (kind === 'PAYMENT') parts.set(id, `${amountMinor}`);
        if (kind === 'MEMBERSHIP') parts.set(id, `${status}`);
      }
      after = page.LastEvaluatedKey;
    } while (after !== undefined);
  } finally {
    client.destroy();
  }
  return parts;
}
