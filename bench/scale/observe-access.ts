// Which rows a flow touches and what each costs, as the handlers really ask the table: recorded from the calls, so that the
// model of a million supporters follows the code.
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

export interface Access {
  /** The partition, like "SUP#cus_1" or "CAMPAIGN#ad-free#2026-11#3". */
  readonly partition: string;
  readonly reads: number;
  readonly writes: number;
}
type Item = Readonly<Record<string, unknown>>;

/** Rows are under a kilobyte: a consistent read is one unit, a write one, in a transaction two. */
export function observeAccess(client: DynamoDBDocumentClient, observe: (access: Access) => void): void {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const command = String(context['commandName']);
      for (const access of accessesOf(command, { ...args.input })) observe(access);
      return next(args);
    },
    { step: 'initialize', name: 'observeAccess' },
  );
}

function accessesOf(command: string, input: Item): readonly Access[] {
  if (command === 'TransactWriteItemsCommand') {
    return listOf(input['TransactItems']).flatMap((each) =>
      Object.values(each).map((part) => ({ partition: partitionOf(itemOf(part)), reads: 0, writes: 2 })),
    );
  }
  if (command === 'GetItemCommand' || command === 'QueryCommand') {
    return [{ partition: partitionOf(input), reads: input['ConsistentRead'] === true ? 1 : 0.5, writes: 0 }];
  }
  return [{ partition: partitionOf(input), reads: 0, writes: 1 }];
}

function partitionOf(input: Item): string {
  for (const name of ['Key', 'Item']) {
    const pk = itemOf(input[name])['pk'];
    if (typeof pk === 'string') return pk;
  }
  const values = itemOf(input['ExpressionAttributeValues']);
  return String(values[':pk'] ?? values[':partition'] ?? Object.values(values)[0] ?? '');
}

const itemOf = (value: unknown): Item => (typeof value === 'object' && value !== null ? { ...value } : {});
const listOf = (value: unknown): readonly Item[] => (Array.isArray(value) ? value.map((each) => itemOf(each)) : []);
