// Takes erased customers out of the rows that name them and that no key of theirs leads to: devices, whose list nobody
// keeps, and checkouts. It looks through the whole table, so only the nightly run and a command may.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, type DynamoDBDocumentClient, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { type CustomerId, parseCustomerId } from '../../core/ids.ts';
import { idField, parseRow } from './row-fields.ts';
import { checkoutPrefix, devicePrefix, linkPrefix } from './table.ts';

const traceRow = z.object({
  pk: z.string(),
  sk: z.string(),
  /** Of a checkout. */
  customer: z.nullish(idField(parseCustomerId)),
  /** Of a link. */
  customers: z.optional(z.array(idField(parseCustomerId))),
  /** Of a device. */
  holdings: z.optional(z.array(z.looseObject({ customer: idField(parseCustomerId) }))),
});
type TraceRow = z.infer<typeof traceRow>;

export async function removeTraces(
  documentClient: DynamoDBDocumentClient,
  tableName: string,
  customers: readonly CustomerId[],
): Promise<void> {
  const isErased = (customer: CustomerId): boolean => customers.includes(customer);
  let after: Record<string, unknown> | undefined;
  do {
    const page = await documentClient.send(
      new ScanCommand({ ...rowsWithTraces, TableName: tableName, ConsistentRead: true, ...from(after) }),
    );
    for (const item of page.Items ?? []) {
      const row = parseRow(traceRow, item, 'trace');
      const { customer, customers: linked = [], holdings = [] } = row;
      if ([...(customer ? [customer] : []), ...linked].some(isErased)) await drop(documentClient, tableName, row);
      else if (holdings.some((each) => isErased(each.customer))) {
        await releaseHoldings(documentClient, tableName, row, isErased);
      }
    }
    after = page.LastEvaluatedKey;
  } while (after !== undefined);
}

const from = (after: Record<string, unknown> | undefined) => (after === undefined ? {} : { ExclusiveStartKey: after });
const rowsWithTraces = {
  Select: 'SPECIFIC_ATTRIBUTES' as const,
  FilterExpression: 'begins_with(#pk, :device) OR begins_with(#pk, :checkout) OR begins_with(#pk, :link)',
  ProjectionExpression: '#pk, #sk, #customer, #customers, #holdings',
  ExpressionAttributeNames: {
    '#pk': 'pk',
    '#sk': 'sk',
    '#customer': 'customer',
    '#customers': 'customers',
    '#holdings': 'holdings',
  },
  ExpressionAttributeValues: { ':device': devicePrefix, ':checkout': checkoutPrefix, ':link': linkPrefix },
};

async function drop(documentClient: DynamoDBDocumentClient, TableName: string, { pk, sk }: TraceRow): Promise<void> {
  await documentClient.send(new DeleteCommand({ TableName, Key: { pk, sk } }));
}

// On the condition that the browser did not claim anything meanwhile: the next night finds what it holds then.
async function releaseHoldings(
  documentClient: DynamoDBDocumentClient,
  TableName: string,
  { pk, sk, holdings = [] }: TraceRow,
  isErased: (customer: CustomerId) => boolean,
): Promise<void> {
  const left = holdings.filter((each) => !isErased(each.customer));
  const unchanged = { ConditionExpression: '#holdings = :held', ExpressionAttributeNames: { '#holdings': 'holdings' } };
  const ref = { TableName, Key: { pk, sk }, ...unchanged };
  const held = { ':held': holdings };
  try {
    await (left.length === 0
      ? documentClient.send(new DeleteCommand({ ...ref, ExpressionAttributeValues: held }))
      : documentClient.send(
          new UpdateCommand({
            ...ref,
            UpdateExpression: 'SET #holdings = :left',
            ExpressionAttributeValues: { ...held, ':left': left },
          }),
        ));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
