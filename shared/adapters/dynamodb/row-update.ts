// Spells an update of one row: what is set, what is taken away, and on which condition. Every name and value goes through
// a placeholder, so no attribute can be a word that DynamoDB keeps for itself.
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { RowKey } from './table.ts';
import type { TableRef } from './table-ref.ts';
import { unlessRefused } from './unless-refused.ts';

export interface RowUpdate {
  readonly set: Readonly<Record<string, unknown>>;
  readonly add?: Readonly<Record<string, number>>;
  readonly remove?: readonly string[];
  /** With `#name` for attributes and `:name` for values; the names are found in it. */
  readonly condition?: string;
  readonly values?: Readonly<Record<string, unknown>>;
}

export function rowUpdate(tableName: string, Key: RowKey, change: RowUpdate) {
  const { set, add = {}, remove = [], condition, values = {} } = change;
  const names = [...new Set([...Object.keys(set), ...Object.keys(add), ...remove, ...attributesIn(condition)])];
  const setting = Object.keys(set).map((name) => `#${name} = :set_${name}`);
  const removing = remove.map((name) => `#${name}`);
  const adding = Object.keys(add).map((name) => `#${name} :add_${name}`);
  const expression = [
    ...(setting.length === 0 ? [] : [`SET ${setting.join(', ')}`]),
    ...(adding.length === 0 ? [] : [`ADD ${adding.join(', ')}`]),
    ...(removing.length === 0 ? [] : [`REMOVE ${removing.join(', ')}`]),
  ];
  return {
    TableName: tableName,
    Key,
    UpdateExpression: expression.join(' '),
    ...(condition === undefined ? {} : { ConditionExpression: condition }),
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ...valuesOf({ ...prefixed(set, ':set_'), ...prefixed(add, ':add_'), ...prefixed(values, ':') }),
  };
}

const attributesIn = (condition = ''): string[] => [...condition.matchAll(/#(\w+)/g)].map(([, name = '']) => name);
const prefixed = (values: Readonly<Record<string, unknown>>, prefix: string) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}${name}`, value]));
/** DynamoDB refuses an empty list of values. */
const valuesOf = (values: Readonly<Record<string, unknown>>) =>
  Object.keys(values).length === 0 ? {} : { ExpressionAttributeValues: values };

/** The row as it is then, or as it was before; null when the condition did not hold. */
export async function updateRow(
  table: TableRef,
  key: RowKey,
  change: RowUpdate,
  shown: 'ALL_NEW' | 'ALL_OLD' = 'ALL_NEW',
): Promise<Record<string, unknown> | null> {
  const written = await unlessRefused(
    table.documentClient.send(new UpdateCommand({ ...rowUpdate(table.tableName, key, change), ReturnValues: shown })),
  );
  return written === null ? null : (written.Attributes ?? {});
}
