// A look through the whole table, page by page, which reads of each row only what is named. Only `reconcile` may do it.
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { TableRef } from './table-ref.ts';

export type Filter = Pick<
  ConstructorParameters<typeof ScanCommand>[0],
  'FilterExpression' | 'ProjectionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;
type Row = Record<string, unknown>;

export async function* scan({ documentClient, tableName }: TableRef, filter: Filter): AsyncIterable<Row> {
  let after: Row | undefined;
  do {
    const page = await documentClient.send(pageAfter(tableName, filter, after));
    yield* page.Items ?? [];
    after = page.LastEvaluatedKey;
  } while (after !== undefined);
}

const pageAfter = (tableName: string, filter: Filter, after: Row | undefined): ScanCommand =>
  new ScanCommand({
    TableName: tableName,
    ConsistentRead: true,
    // The access policy demands that the attributes are named, so that no scan reads what is sealed.
    Select: 'SPECIFIC_ATTRIBUTES',
    ...filter,
    ...(after === undefined ? {} : { ExclusiveStartKey: after }),
  });
