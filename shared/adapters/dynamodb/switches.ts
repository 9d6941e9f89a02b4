// What staff can stop at once: one row per switch, read at most every half minute per instance. A missing row means
// that nothing was stopped; a row that cannot be read throws rather than letting on.
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { type Instant, second } from '../../core/time.ts';
import type { Switch, Switches } from '../../ports/switches.ts';
import type { Clock } from '../../ports/system.ts';
import { parseRow } from './row-fields.ts';
import { switchKey } from './table.ts';

const switchRow = z.object({ isStopped: z.boolean() });
const answerLife = 30 * second;

export function dynamodbSwitches(documentClient: DynamoDBDocumentClient, tableName: string, clock: Clock): Switches {
  const answers = new Map<Switch, { isStopped: boolean; readAt: Instant }>();
  return {
    async isStopped(name) {
      const known = answers.get(name);
      const now = clock.now();
      // A clock that was set back makes an answer look young for ever.
      if (known !== undefined && known.readAt <= now && now < known.readAt + answerLife) return known.isStopped;
      const { Item } = await documentClient.send(new GetCommand({ TableName: tableName, Key: switchKey(name) }));
      const isStopped = Item !== undefined && parseRow(switchRow, Item, 'switch').isStopped;
      answers.set(name, { isStopped, readAt: now });
      return isStopped;
    },
  };
}

/** For staff. A function may use the value that it read before for half a minute. */
export async function throwSwitch(
  documentClient: DynamoDBDocumentClient,
  tableName: string,
  { name, isStopped }: { readonly name: Switch; readonly isStopped: boolean },
): Promise<void> {
  await documentClient.send(new PutCommand({ TableName: tableName, Item: { ...switchKey(name), isStopped } }));
}
