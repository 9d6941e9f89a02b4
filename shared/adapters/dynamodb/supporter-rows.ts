// All rows of one supporter by one consistent query: its parts, and the STATE beside them.
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { CustomerId } from '../../core/ids.ts';
import { mostParts } from '../../core/supporter.ts';
import * as keys from './table.ts';
import type { TableRef } from './table-ref.ts';

export type Row = Record<string, unknown>;
// Rows of other kinds may lie beside the parts one day; whoever reads parts is not troubled by them.
export const isPartRow = (row: Row): boolean =>
  [keys.membershipPrefix, keys.paymentPrefix].some((prefix) => String(row['sk']).startsWith(prefix));

export async function supporterRows({ documentClient, tableName }: TableRef, customer: CustomerId): Promise<Row[]> {
  const rows: Row[] = [];
  let after: Row | undefined;
  do {
    const page = await documentClient.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: '#pk = :pk',
        ExpressionAttributeNames: { '#pk': 'pk' },
        ExpressionAttributeValues: { ':pk': keys.supporterPartition(customer) },
        ConsistentRead: true,
        ...(after === undefined ? {} : { ExclusiveStartKey: after }),
      }),
    );
    rows.push(...(page.Items ?? []));
    after = page.LastEvaluatedKey;
    // Answering some of them would call money missing that is there; beside the parts there is only STATE.
    if (rows.length > mostParts + 1) throw new Error('a supporter has more parts than any one person');
  } while (after !== undefined);
  return rows;
}
