// Counts attempts in one atomic update each. The table holds a number and a keyed hash of the subject, never the subject
// itself. The key of the hash depends on the salt of the day, which is deleted two days later.
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { AttemptLimiter } from '../../ports/attempt-limiter.ts';
import type { Chance } from '../../ports/system.ts';
import { hashSubject, secondsToWait, windowOf } from './attempt-window.ts';
import { dailySalts } from './daily-salts.ts';
import { parseRow } from './row-fields.ts';
import { limitKey, timeToLive } from './table.ts';

const countedRow = z.object({ attempts: z.int() });

export interface LimiterKeys {
  readonly chance: Chance;
  /** A secret that only this function has. Under another secret the counts start again. */
  secret(): Promise<{ readonly key: Uint8Array }>;
}

export function dynamodbAttemptLimiter(
  documentClient: DynamoDBDocumentClient,
  tableName: string,
  { chance, secret }: LimiterKeys,
): AttemptLimiter {
  const saltOf = dailySalts({ documentClient, tableName }, chance);
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
