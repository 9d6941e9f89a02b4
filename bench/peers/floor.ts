// The floor: one DynamoDB transaction of two rows for each event, without a signature, without Stripe, without a thought.
import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { createTable, localAccess } from '../../local/servers/dynamodb-table.ts';
import { createDocumentClient } from '../../shared/adapters/dynamodb/client.ts';
import type { Contender, SignedEvent, Surroundings } from './contender.ts';

export async function openFloor({ dynamodb }: Surroundings): Promise<Contender> {
  const documents: DynamoDBDocumentClient = createDocumentClient({ ...localAccess, endpoint: dynamodb });
  const table = `floor-${process.pid}`;
  await createTable(dynamodb, table);
  let stored = 0;
  const answer = async ({ signature }: SignedEvent): Promise<void> => {
    const rows = ['one', 'other'].map((sk) => ({ Put: { TableName: table, Item: { pk: signature, sk } } }));
    await documents.send(new TransactWriteCommand({ TransactItems: rows }));
    stored += 1;
  };
  return {
    reset: async () => {
      stored = 0;
    },
    eventOf: (_supporter, body) => body,
    answer,
    // One transaction for them all: what a supporter's batch costs at the least.
    answerTogether: async (events) => {
      await answer(events[0] ?? { id: '', body: '', signature: '' });
      stored += events.length - 1;
    },
    countRight: async (supporters) =>
      stored >= supporters.reduce((sum, { events }) => sum + events.length, 0) ? supporters.length : 0,
    close: async () => documents.destroy(),
  };
}
