// Counts what calls to the table cost, so that a benchmark and the contract tests can check the budgets. Production does
// not use it. A call that failed its condition is billed too, but DynamoDB tells no figure for it.
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

export interface ConsumedUnits {
  /** The SDK's name of the call, like "TransactWriteItemsCommand". */
  readonly call: string;
  readonly kind: 'read' | 'write';
  readonly units: number;
}

export function observeCapacity(client: DynamoDBDocumentClient, observe: (consumed: ConsumedUnits) => void): void {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const answer = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
      const shown = unitsOf('ConsumedCapacity' in answer.output ? answer.output.ConsumedCapacity : undefined);
      const units = 'TransactItems' in args.input ? unitsOfTransaction(args.input.TransactItems) : shown;
      const call = String(context['commandName']);
      observe({ call, kind: /^(?:Get|BatchGet|TransactGet|Query|Scan)/.test(call) ? 'read' : 'write', units });
      return answer;
    },
    { step: 'initialize', name: 'observeCapacity' },
  );
}

// DynamoDB Local adds up the bytes of a transaction before it rounds, so three small rows seem to cost as much as one.
// AWS bills two units for each kilobyte begun of each row, looked at or written. JSON is never shorter than the row.
const unitsOfTransaction = (items: readonly object[] | undefined): number =>
  (items ?? []).reduce((sum, item) => {
    const row = 'Put' in item && typeof item.Put === 'object' ? item.Put : null;
    const content = row !== null && 'Item' in row ? row.Item : {};
    return sum + 2 * Math.ceil(Buffer.byteLength(JSON.stringify(content)) / 1024);
  }, 0);

const unitsOf = (consumed: object | undefined): number =>
  [consumed ?? []].flat().reduce((sum, each) => sum + unitsOfOne(each), 0);

const unitsOfOne = (consumed: object): number =>
  'CapacityUnits' in consumed && typeof consumed.CapacityUnits === 'number' ? consumed.CapacityUnits : 0;
