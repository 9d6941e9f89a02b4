// The random salt of each UTC day. Every instance reads it from one row, so all of them hash a subject alike. Whoever
// creates a salt deletes the ones that are out of use, because DynamoDB's own time to live may act days late.
import { DeleteCommand, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Chance } from '../../ports/system.ts';
import { saltBytes, saltEndsAt } from './attempt-window.ts';
import { parseRow } from './row-fields.ts';
import { saltKey, timeToLive } from './table.ts';
import type { TableRef } from './table-ref.ts';

const saltRow = z.object({ salt: z.string().check(z.minLength(43)) });
/** A window that began yesterday is still open today. No older salt is used. */
const saltsInUse = 2;
/** More than one, because a day without attempts deletes nothing. DynamoDB has deleted what is older still. */
const saltsToDelete = 3;

export function dailySalts(table: TableRef, chance: Chance): (dayNumber: number) => Promise<string> {
  const salts = new Map<number, Promise<string>>();
  // One read for all callers at once. A failed read is not cached.
  return (dayNumber) => {
    const cached = salts.get(dayNumber);
    if (cached !== undefined) return cached;
    const salt = readSalt(table, dayNumber).then((read) => read ?? createSalt(table, chance, dayNumber));
    salts.set(dayNumber, salt);
    salt.catch(() => salts.delete(dayNumber));
    for (const old of salts.keys()) if (old <= dayNumber - saltsInUse) salts.delete(old);
    return salt;
  };
}

async function readSalt({ documentClient, tableName }: TableRef, dayNumber: number): Promise<string | null> {
  const { Item } = await documentClient.send(
    new GetCommand({ TableName: tableName, Key: saltKey(dayNumber), ConsistentRead: true }),
  );
  return Item === undefined ? null : parseRow(saltRow, Item, 'salt').salt;
}

/** When several instances create one at midnight, the first salt stays and all of them get it. */
async function createSalt(table: TableRef, chance: Chance, dayNumber: number): Promise<string> {
  const { Attributes } = await table.documentClient.send(
    new UpdateCommand({
      TableName: table.tableName,
      Key: saltKey(dayNumber),
      UpdateExpression: 'SET #salt = if_not_exists(#salt, :salt), #ttl = :ttl',
      ExpressionAttributeNames: { '#salt': 'salt', '#ttl': 'ttl' },
      ExpressionAttributeValues: { ':salt': chance.token(saltBytes), ':ttl': timeToLive(saltEndsAt(dayNumber)) },
      ReturnValues: 'ALL_NEW',
    }),
  );
  await deleteOldSalts(table, dayNumber);
  return parseRow(saltRow, Attributes, 'salt').salt;
}

async function deleteOldSalts({ documentClient, tableName }: TableRef, dayNumber: number): Promise<void> {
  const old = Array.from({ length: saltsToDelete }, (_, back) => dayNumber - saltsInUse - back);
  await Promise.all(
    old.map((each) => documentClient.send(new DeleteCommand({ TableName: tableName, Key: saltKey(each) }))),
  );
}
