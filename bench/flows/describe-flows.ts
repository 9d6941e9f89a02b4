// The table of flows, and the flows that are over their budget.
import type { RunRecord } from '../cold-start/describe-functions.ts';
import { type Cell, columns } from '../columns.ts';
import type { FlowRow } from './measure-flows.ts';
import type { Throughput } from './measure-throughput.ts';

export function describeFlows(rows: readonly FlowRow[]): RunRecord {
  const head = ['flow', 'Stripe', 'at most', 'write units', 'at most', 'each call', 'read units', ''];
  const table = rows.map((row): Cell[] => [
    ...[row.flow, row.stripe.length, row.mostStripe ?? '-', sumOf(row.writes), row.mostWrites ?? '-'],
    ...[row.writes.join(' + '), row.readUnits, verdictOf(row)],
  ]);
  const text = [
    'Flows: requests to Stripe (the sandbox) and units of the table (DynamoDB Local), beside their budgets.',
    'DynamoDB Local adds up the bytes of a transaction before it rounds; here each row of one counts 2 units for each',
    'kilobyte begun, as AWS bills it. A write whose condition failed is billed too, but no figure is given for it.',
    columns(head, table),
  ].join('\n');
  return { text, over: rows.filter((row) => verdictOf(row) === 'over').map(({ flow }) => `${flow} costs too much`) };
}

export const describeThroughput = (measured: readonly Throughput[]): string =>
  [
    'Sync requests answered on this machine, DynamoDB Local and the sandbox sharing it (no budget):',
    ...measured.map(
      ({ workers, syncRequests, perSecond }) =>
        `  ${workers} worker${workers === 1 ? '' : 's'}: ${Math.round(perSecond)} sync requests a second (${syncRequests} sync requests)`,
    ),
  ].join('\n');

const sumOf = (units: readonly number[]): number => units.reduce((sum, each) => sum + each, 0);

function verdictOf({ stripe, mostStripe, writes, mostWrites }: FlowRow): 'ok' | 'over' | '' {
  if (mostStripe === null || mostWrites === null) return '';
  return stripe.length <= mostStripe && sumOf(writes) <= mostWrites ? 'ok' : 'over';
}
