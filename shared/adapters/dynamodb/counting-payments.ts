// Reads every payment of the table that has a campaign or counts for one, page by page: what `npm run recount` looks at.
import type { CountingPayments } from '../../ports/counting-payments.ts';
import { countingFields, parseCountingRow } from './part-row.ts';
import { type Filter, scan } from './scan.ts';
import { anonymousPaymentPrefix, paymentPrefix } from './table.ts';
import type { TableRef } from './table-ref.ts';

export const countingPayments = (table: TableRef): CountingPayments =>
  async function* read() {
    for await (const row of scan(table, countingRows)) yield parseCountingRow(row);
  };

const named = ['pk', 'sk', ...countingFields];
const countingRows: Filter = {
  FilterExpression:
    '(begins_with(#sk, :payment) OR begins_with(#pk, :anonymous)) AND (attribute_exists(#shard) OR attribute_type(#campaign, :text))',
  ProjectionExpression: named.map((name) => `#${name}`).join(),
  ExpressionAttributeNames: { ...Object.fromEntries(named.map((name) => [`#${name}`, name])), '#shard': 'shard' },
  ExpressionAttributeValues: { ':payment': paymentPrefix, ':anonymous': anonymousPaymentPrefix, ':text': 'S' },
};
