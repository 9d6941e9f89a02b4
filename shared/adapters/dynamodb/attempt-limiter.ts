// Counts attempts in one atomic update each. The table holds a keyed hash of the subject and a number, and the key (the
// salt of the day) is made here by chance, shared by all instances through its own row, and deleted by whoever makes the salt
// of the day after the next: DynamoDB's own sweep may be days late.
import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { AttemptLimiter } from '../../ports/attempt-limiter.ts';
import type { Chance } from '../../ports/system.ts';
import { hashSubject, saltBytes, saltEndsAt, secondsToWait, windowOf } from './attempt-window.ts';
import { parseRow } from './row-fields.ts';
import { limitKey, saltKey, timeToLive } from './table.ts';

const saltRow = z.object({ salt: z.string().check(z.minLength(43)) });
const countedRow = z.object({ attempts: z.int() });
/** A window that began yesterday still goes on; what is older is used by nobody. */
const saltsInUse = 2;
/** A newsroom may have had days without a single attempt; what lies longer DynamoDB has swept. */
const saltsLeft = 3;

export interface LimiterKeys {
  readonly chance: Chance;
  /** A secret of the function's own; under another the counts begin anew. */
  secret(): Promise<{ readonly key: Uint8Array }>;
}

export function dynamodbAttemptLimiter(
  documentClient: DynamoDBDocumentClient,
  tableName: string,
  { chance, secret }: LimiterKeys,
): AttemptLimiter {
  const salts = new Map<number, Promise<string>>();

  // One question for all who ask at once; one that failed is not kept.
  function saltOf(dayNumber: number): Promise<string> {
    const saved = salts.get(dayNumber);
    if (saved !== undefined) return saved;
    const salt = readSalt(dayNumber).then((read) => read ?? createSalt(dayNumber));
    salts.set(dayNumber, salt);
    salt.catch(() => salts.delete(dayNumber));
    for (const old of salts.keys()) if (old <= dayNumber - saltsInUse) salts.delete(old);
    return salt;
  }
  async function readSalt(dayNumber: number): Promise<string | null> {
    const { Item } = await documentClient.send(
      new GetCommand({ TableName: tableName, Key: saltKey(dayNumber), ConsistentRead: true }),
    );
    return Item === undefined ? null : parseRow(saltRow, Item, 'salt').salt;
  }
  /** Of several instances at midnight the first one's salt stays, and all of them get it. */
  async function createSalt(dayNumber: number): Promise<string> {
    const { Attributes } = await documentClient.send(
      new UpdateCommand({
        TableName: tableName,
        Key: saltKey(dayNumber),
        UpdateExpression: 'SET #salt = if_not_exists(#salt, :salt), #ttl = :ttl',
        ExpressionAttributeNames: { '#salt': 'salt', '#ttl': 'ttl' },
        ExpressionAttributeValues: { ':salt': chance.token(saltBytes), ':ttl': timeToLive(saltEndsAt(dayNumber)) },
        ReturnValues: 'ALL_NEW',
      }),
    );
    await deleteOldSalts(dayNumber);
    return parseRow(saltRow, Attributes, 'salt').salt;
  }
  async function deleteOldSalts(dayNumber: number): Promise<void> {
    const old = Array.from({ length: saltsLeft }, (_, back) => dayNumber - saltsInUse - back);
    await Promise.all(
      old.map((each) => documentClient.send(new DeleteCommand({ TableName: tableName, Key: saltKey(each) }))),
    );
  }

  return {
    async count(limit, subject, now) {
      const window = windowOf(limit, now);
      const [salt, { key }] = await Promise.all([saltOf(window.dayNumber), secret()]);
      const hashed = hashSubject({ salt, key }, limit, subject);
      const { Attributes } = await documentClient.send(
        new UpdateCommand({
          TableName: tableName,
          Key: limitKey(limit.name, hashed, window.startsAt),
          UpdateExpression: 'ADD #attempts :one SET #ttl = :ttl',
          ExpressionAttributeNames: { '#attempts': 'attempts', '#ttl': 'ttl' },
          ExpressionAttributeValues: { ':one': 1, ':ttl': timeToLive(window.endsAt) },
          ReturnValues: 'UPDATED_NEW',
        }),
      );
      return secondsToWait(parseRow(countedRow, Attributes, 'limit').attempts, limit, window, now);
    },
  };
}
