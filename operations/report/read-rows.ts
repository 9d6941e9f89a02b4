// Reads the rows of a month's report in one scan of the table: payments, anonymous payments and reminders. It keeps only
// amounts, dates and states. Ids are used to pair rows with Stripe's charges and are not printed on the page.
import { type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { parseBookkeeping, parsePartRow } from '../../shared/adapters/dynamodb/part-row.ts';
import {
  amountField,
  disputeField,
  idField,
  instantField,
  parseRow,
} from '../../shared/adapters/dynamodb/row-fields.ts';
import { reminderPrefix } from '../../shared/adapters/dynamodb/table.ts';
import { parsePaymentId } from '../../shared/core/ids.ts';
import { parseCurrency } from '../../shared/core/money.ts';
import { frequencies } from '../../shared/core/offer.ts';
import type { CheckedPayment } from './report-check.ts';
import { type ReportedPayment, reportedPayment } from './reported-payment.ts';

export interface ReportRows {
  readonly payments: readonly (ReportedPayment & CheckedPayment)[];
  /** What each counts towards a campaign's month. */
  readonly counted: readonly Counted[];
  readonly reminders: readonly ReportedReminder[];
}
interface Counted {
  readonly campaign: string;
  readonly month: string;
  readonly amountMinor: number;
}
export interface ReportedReminder {
  readonly state: string;
  /** When messages were sent, within the last year. */
  readonly messages: readonly number[];
}

const money = { amountMinor: amountField, currency: idField(parseCurrency) };
const anonymousPaymentRow = z.object({
  kind: z.literal('anonymous-payment'),
  id: idField(parsePaymentId),
  ...money,
  frequency: z.enum(frequencies),
  status: z.enum(['pending', 'confirmed', 'failed']),
  confirmedAt: z.nullable(instantField),
  returnedMinor: amountField,
  dispute: disputeField,
});
const reminderRow = z.object({
  state: z._default(z.string(), 'never'),
  messages: z._default(z.array(instantField), []),
});

export async function readRows(documentClient: DynamoDBDocumentClient, tableName: string): Promise<ReportRows> {
  const payments: (ReportedPayment & CheckedPayment)[] = [];
  const counted: Counted[] = [];
  const reminders: ReportedReminder[] = [];
  for await (const row of scan(documentClient, tableName)) {
    if (String(row['pk']).startsWith(reminderPrefix)) {
      reminders.push(parseRow(reminderRow, row, 'reminder'));
      continue;
    }
    const part = row['kind'] === 'anonymous-payment' ? anonymousPaymentOf(row) : parsePartRow(row).part;
    if (part.kind === 'membership') continue;
    const counts = parseBookkeeping(row).counted;
    if (counts !== null) counted.push(counts);
    const reported = reportedPayment(part);
    if (reported === null) continue;
    const { id, amountMinor, returnedMinor: refundedMinor } = part;
    payments.push({ ...reported, id, amountMinor, refundedMinor });
  }
  return { payments, counted, reminders };
}

/** The report needs no other field of an anonymous payment. */
const anonymousPaymentOf = (row: unknown) => ({
  ...parseRow(anonymousPaymentRow, row, 'anonymous-payment'),
  settled: null,
  campaign: null,
});

async function* scan(client: DynamoDBDocumentClient, TableName: string): AsyncIterable<Record<string, unknown>> {
  const pages = paginateScan(
    { client },
    {
      TableName,
      FilterExpression: '#kind IN (:payment, :anonymous) OR begins_with(#pk, :reminder)',
      ExpressionAttributeNames: { '#kind': 'kind', '#pk': 'pk' },
      ExpressionAttributeValues: {
        ':payment': 'payment',
        ':anonymous': 'anonymous-payment',
        ':reminder': reminderPrefix,
      },
    },
  );
  for await (const { Items = [] } of pages) yield* Items;
}
