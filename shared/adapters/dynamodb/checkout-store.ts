// Checkouts and the attempts that opened them. Each has an end: a row past it is answered to nobody, whether DynamoDB has
// deleted it or not. Of several equal attempts one begins; the others get it in the same call.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { type Checkout, mostLinks } from '../../core/checkout.ts';
import type { Attempt, CheckoutStore } from '../../ports/checkout-store.ts';
import { parseAttemptRow, parseCheckoutRow } from './checkout-row.ts';
import { joined } from './claims.ts';
import { unlessForgotten } from './row-fields.ts';
import { updateRow } from './row-update.ts';
import { attemptKey, checkoutKey, timeToLive } from './table.ts';
import type { TableRef } from './table-ref.ts';

export function dynamodbCheckoutStore(documentClient: DynamoDBDocumentClient, tableName: string): CheckoutStore {
  const table = { documentClient, tableName };
  return {
    begin: (attempt) => begin(table, attempt),
    replace: (attempt, next) => replace(table, attempt, next),
    remember: (checkout) => remember(table, checkout),
    read: async (checkout, now) => {
      const found = await find(table, checkout);
      return found === null ? null : unlessForgotten(found, now);
    },
    complete: (checkout, customer, forgetAt) => complete(table, checkout, { customer, forgetAt }),
    takeLink: (checkout) => takeLink(table, checkout),
  };
}

async function complete(
  table: TableRef,
  checkout: Checkout['id'],
  end: Pick<Checkout, 'customer' | 'forgetAt'>,
): Promise<Checkout | null> {
  const change = { set: { ...end, ttl: timeToLive(end.forgetAt) }, condition: 'attribute_exists(#pk)' };
  const held = await updateRow(table, checkoutKey(checkout), change, 'ALL_OLD');
  if (held === null) return null;
  const before = parseCheckoutRow(held);
  return before.customer === null ? before : null;
}

async function takeLink(table: TableRef, checkout: Checkout['id']): Promise<boolean> {
  const condition = 'attribute_exists(#pk) AND (attribute_not_exists(#links) OR #links < :most)';
  const change = { set: {}, add: { links: 1 }, condition, values: { most: mostLinks } };
  return (await updateRow(table, checkoutKey(checkout), change)) !== null;
}

async function begin({ documentClient, tableName }: TableRef, attempt: Attempt): Promise<Attempt> {
  const refused = await refusalOf(
    documentClient.send(
      new PutCommand({
        TableName: tableName,
        Item: { ...attemptKey(attempt.key), ...attempt, ttl: timeToLive(attempt.forgetAt) },
        // An attempt past its end is nobody's, though it may still lie there.
        ConditionExpression: 'attribute_not_exists(#pk) OR #forgetAt <= :now',
        ExpressionAttributeNames: { '#pk': 'pk', '#forgetAt': 'forgetAt' },
        ExpressionAttributeValues: { ':now': attempt.startedAt },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    ),
  );
  return refused === null ? attempt : parseAttemptRow(oldRow(refused));
}

async function replace({ documentClient, tableName }: TableRef, attempt: Attempt, next: Attempt): Promise<boolean> {
  const refused = await refusalOf(
    documentClient.send(
      new PutCommand({
        TableName: tableName,
        Item: { ...attemptKey(next.key), ...next, ttl: timeToLive(next.forgetAt) },
        ConditionExpression:
          '#checkout = :checkout AND #requested = :requested AND #startedAt = :startedAt AND #tries = :tries',
        ExpressionAttributeNames: {
          '#checkout': 'checkout',
          '#requested': 'requested',
          '#startedAt': 'startedAt',
          '#tries': 'tries',
        },
        ExpressionAttributeValues: {
          ':checkout': attempt.checkout,
          ':requested': attempt.requested,
          ':startedAt': attempt.startedAt,
          ':tries': attempt.tries,
        },
      }),
    ),
  );
  return refused === null;
}

/** As many pages may remember one checkout at once; more than that is a loop. */
const rememberTries = 5;

async function remember(table: TableRef, checkout: Checkout): Promise<void> {
  const { documentClient, tableName } = table;
  const refused = await refusalOf(
    documentClient.send(
      new PutCommand({
        TableName: tableName,
        Item: { ...checkoutKey(checkout.id), ...checkout, ttl: timeToLive(checkout.forgetAt) },
        ConditionExpression: 'attribute_not_exists(#pk)',
        ExpressionAttributeNames: { '#pk': 'pk' },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    ),
  );
  if (refused === null) return;
  let held: Checkout | null = parseCheckoutRow(oldRow(refused));
  for (let tries = 0; tries < rememberTries && held !== null; tries += 1) {
    if (await join(table, held, checkout)) return;
    held = await find(table, checkout.id);
  }
  if (held !== null) throw new Error('the claims of a checkout could not be added: its row was busy');
}

/** False when somebody else remembered it meanwhile. */
async function join(table: TableRef, held: Checkout, added: Checkout): Promise<boolean> {
  const { claims, session, earlier, forgetAt } = joined(held, added);
  if (session === held.session && claims.join() === held.claims.join()) return true;
  const set = { claims, session, forgetAt, ttl: timeToLive(forgetAt), ...(earlier === undefined ? {} : { earlier }) };
  const condition = '#claims = :claims AND #session = :session AND #customer = :customer';
  const values = { claims: held.claims, session: held.session, customer: held.customer };
  return (await updateRow(table, checkoutKey(held.id), { set, condition, values })) !== null;
}

async function find({ documentClient, tableName }: TableRef, checkout: Checkout['id']): Promise<Checkout | null> {
  const { Item } = await documentClient.send(
    new GetCommand({ TableName: tableName, Key: checkoutKey(checkout), ConsistentRead: true }),
  );
  return Item === undefined ? null : parseCheckoutRow(Item);
}

/** Null when the write landed, else the refusal of its condition; anything else is thrown. */
async function refusalOf(write: Promise<unknown>): Promise<ConditionalCheckFailedException | null> {
  try {
    await write;
    return null;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return error;
    throw error;
  }
}

function oldRow(refused: ConditionalCheckFailedException) {
  if (refused.Item === undefined) throw new Error('DynamoDB refused a row without showing the one that is there');
  return unmarshall(refused.Item);
}
