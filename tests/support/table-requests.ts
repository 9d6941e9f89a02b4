// What IAM knows of one call to DynamoDB, read from the call as it goes over the wire: the action of each part, the partition
// keys and the attributes it names. A transaction is authorised part by part.
import * as z from 'zod/mini';
import type { PolicyRequest } from './policy-evaluator.ts';

const value = z.record(z.string(), z.unknown());
const part = z.looseObject({
  Key: z.optional(z.record(z.string(), value)),
  Item: z.optional(z.record(z.string(), value)),
  IndexName: z.optional(z.string()),
  Select: z.optional(z.string()),
  ConditionExpression: z.optional(z.string()),
  KeyConditionExpression: z.optional(z.string()),
  FilterExpression: z.optional(z.string()),
  ProjectionExpression: z.optional(z.string()),
  UpdateExpression: z.optional(z.string()),
  ExpressionAttributeNames: z.optional(z.record(z.string(), z.string())),
  ExpressionAttributeValues: z.optional(z.record(z.string(), value)),
});
type Part = z.infer<typeof part>;
const transaction = z.looseObject({ TransactItems: z.array(z.record(z.string(), part)) });
const batch = z.looseObject({
  RequestItems: z.record(z.string(), z.looseObject({ Keys: z.array(z.record(z.string(), value)) })),
});

/** `operation` is what the SDK calls, "GetItem" for one; `body` is DynamoDB's own JSON. */
export function requestsOf(operation: string, body: unknown): readonly PolicyRequest[] {
  if (operation === 'TransactWriteItems') {
    return transaction
      .parse(body)
      .TransactItems.flatMap((each) =>
        Object.entries(each).map(([kind, found]) =>
          requestOf(kind === 'ConditionCheck' ? 'ConditionCheckItem' : `${kind}Item`, found),
        ),
      );
  }
  if (operation === 'BatchGetItem') {
    const keys = Object.values(batch.parse(body).RequestItems).flatMap(({ Keys }) => Keys);
    return [
      {
        action: 'dynamodb:BatchGetItem',
        on: 'table',
        context: { 'dynamodb:LeadingKeys': keys.map((key) => textOf(key['pk'])) },
      },
    ];
  }
  return [requestOf(operation, part.parse(body))];
}

function requestOf(operation: string, found: Part): PolicyRequest {
  const leading = leadingKeysOf(found);
  const attributes = attributesOf(found);
  return {
    action: `dynamodb:${operation}`,
    on: found.IndexName === undefined ? 'table' : `${found.IndexName}-index`,
    context: {
      ...(leading.length === 0 ? {} : { 'dynamodb:LeadingKeys': leading }),
      ...(attributes.length === 0 ? {} : { 'dynamodb:Attributes': attributes }),
      ...(found.Select === undefined ? {} : { 'dynamodb:Select': [found.Select] }),
    },
  };
}

function leadingKeysOf({ Key, Item, KeyConditionExpression, ExpressionAttributeValues }: Part): string[] {
  const row = Key ?? Item;
  if (row !== undefined) return [textOf(row['pk'])];
  const [, name = ''] = /^#(?:pk|due) = (:\w+)/.exec(KeyConditionExpression ?? '') ?? [];
  return name === '' ? [] : [textOf(ExpressionAttributeValues?.[name])];
}

/** Top-level names only, as IAM counts them: of `#purpose.#periodEnd` the first. */
function attributesOf(found: Part): string[] {
  const expressions = [
    found.ConditionExpression,
    found.KeyConditionExpression,
    found.FilterExpression,
    found.ProjectionExpression,
    found.UpdateExpression,
  ];
  const placeholders = expressions.flatMap((each) => (each ?? '').match(/(?<![.\w])#\w+/g) ?? []);
  const names = placeholders.map((each) => found.ExpressionAttributeNames?.[each] ?? each);
  return [...new Set([...Object.keys(found.Key ?? {}), ...Object.keys(found.Item ?? {}), ...names])];
}

const textOf = (attribute: Readonly<Record<string, unknown>> | undefined): string => String(attribute?.['S'] ?? '');
