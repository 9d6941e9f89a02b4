// Scans the table for rows that still need an old key. It reads only row keys and key ids; of a sealed address it reads only
// the id of its key.
import { type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { emailPointerPrefix } from '../../shared/adapters/dynamodb/table.ts';
import type { RotationRows } from './rotation.ts';

export function tableRotationRows(documentClient: DynamoDBDocumentClient, tableName: string): RotationRows {
  const scan = (filter: Filter) => paginateScan({ client: documentClient }, { TableName: tableName, ...filter });
  return {
    async countPeppered(pepper) {
      const counts = new Map<string, number>();
      const pages = scan({
        FilterExpression: 'contains(#pk, :pepper)',
        ProjectionExpression: '#pk, #never',
        ExpressionAttributeNames: { '#pk': 'pk', '#never': 'never' },
        ExpressionAttributeValues: { ':pepper': `#${pepper}#` },
      });
      for await (const { Items = [] } of pages) {
        for (const { pk, never } of Items) {
          const kind = kindOf(String(pk), never !== undefined);
          counts.set(kind, (counts.get(kind) ?? 0) + 1);
        }
      }
      return counts;
    },
    async countSealed(keyId) {
      let count = 0;
      const pages = scan({
        FilterExpression: 'begins_with(#sealed, :key)',
        Select: 'COUNT',
        ExpressionAttributeNames: { '#sealed': 'sealed' },
        ExpressionAttributeValues: { ':key': `s1.${keyId}.` },
      });
      for await (const { Count = 0 } of pages) count += Count;
      return count;
    },
  };
}

type Filter = Pick<
  Parameters<typeof paginateScan>[1],
  'FilterExpression' | 'ProjectionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues' | 'Select'
>;

function kindOf(pk: string, isNever: boolean): string {
  if (pk.startsWith(emailPointerPrefix)) return 'pointers';
  return isNever ? '"never again"' : 'reminders and capabilities';
}
