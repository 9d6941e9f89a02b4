// Counts tries to pay, one row for ten minutes of everybody, which ends with the hour.
import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { type PaymentTries, triesWindow } from '../../core/card-testing.ts';
import { hour, type Instant, second } from '../../core/time.ts';
import type { PaymentTryCounter } from '../../ports/payment-tries.ts';
import { parseRow } from './row-fields.ts';
import { updateRow } from './row-update.ts';
import { timeToLive, triesKey } from './table.ts';

const triesRow = z.object({ tried: z.int(), declined: z.int() });
const none: PaymentTries = { tried: 0, declined: 0 };
const answerLife = 30 * second;
const windowOf = (now: Instant): number => Math.floor(now / triesWindow);

export function dynamodbPaymentTries(documentClient: DynamoDBDocumentClient, tableName: string): PaymentTryCounter {
  let last: { readonly tries: readonly PaymentTries[]; readonly readAt: Instant } | undefined;
  const read = async (window: number): Promise<PaymentTries> => {
    const { Item } = await documentClient.send(new GetCommand({ TableName: tableName, Key: triesKey(window) }));
    return Item === undefined ? none : parseRow(triesRow, Item, 'tries');
  };
  return {
    async count(outcome, now) {
      const window = windowOf(now);
      await updateRow({ documentClient, tableName }, triesKey(window), {
        set: { ttl: timeToLive(window * triesWindow + hour) },
        add: { tried: 1, declined: outcome === 'declined' ? 1 : 0 },
      });
    },
    async lately(now) {
      // A clock that was set back makes an answer look young for ever.
      if (last !== undefined && last.readAt <= now && now < last.readAt + answerLife) return last.tries;
      const window = windowOf(now);
      const tries = await Promise.all([read(window), read(window - 1)]);
      last = { tries, readAt: now };
      return tries;
    },
  };
}
