// Writes the two files of a month for the accountant: what each payout that reached the bank consists of, and what was booked on the
// balance in that month. A file appears under its name only when it is whole.
import { rename, writeFile } from 'node:fs/promises';
import { type Instant, isoOf, type Month, secondsOf } from '../../shared/core/time.ts';
import { type AccountLine, netOf, openSheet } from './account-lines.ts';
import { byteOrderMark, type Cell, type CsvForm, csvRecord } from './csv.ts';
import type { AccountAccess } from './purpose.ts';
import { type PayoutIn, readPayouts } from './read-payouts.ts';
import { readTransactions } from './read-transactions.ts';

export interface WriteNeeds extends AccountAccess, CsvForm {
  readonly month: Month;
  readonly isBySource: boolean;
}
export interface Bounds {
  readonly from: Instant;
  readonly to: Instant;
}
export interface PayoutsWritten {
  readonly payouts: number;
  /** Ids of those whose lines do not add up. */
  readonly unequal: readonly string[];
  /** Made by hand, or not reconciled yet: Stripe does not say what is in them. */
  readonly unlisted: readonly string[];
}
const amountColumns = ['gross', 'refunds', 'disputes', 'fees', 'other', 'payouts'] as const;
const headings = (isBySource: boolean, first: readonly string[]): readonly string[] => [
  ...first,
  ...['currency', 'kind', 'campaign', ...(isBySource ? ['source'] : []), 'payments'],
  ...[...amountColumns, 'net'],
];

/** `bounds` are days in UTC, as Stripe dates arrivals. */
export async function writePayouts(needs: WriteNeeds, bounds: Bounds, file: string): Promise<PayoutsWritten> {
  const [unequal, unlisted]: [string[], string[]] = [[], []];
  let payouts = 0;
  async function* records(): AsyncIterable<string> {
    yield byteOrderMark + csvRecord(headings(needs.isBySource, ['payout', 'arrives', 'status']), needs);
    for await (const { payout, lines, isListed, isEqual } of readPayouts(needs, { ...needs, ...bounds })) {
      payouts += 1;
      if (!isEqual) unequal.push(payout.id);
      if (!isListed) unlisted.push(payout.id);
      for (const line of lines) yield csvRecord([...cellsOf(payout), ...lineCells(line, needs.isBySource)], needs);
    }
  }
  await writeWhole(file, records());
  return { payouts, unequal, unlisted };
}

/** `bounds` are those of the newsroom's month. */
export async function writeMonth(needs: WriteNeeds, { from, to }: Bounds, file: string): Promise<void> {
  async function* records(): AsyncIterable<string> {
    yield byteOrderMark + csvRecord(headings(needs.isBySource, ['month']), needs);
    const sheet = openSheet(needs.isBySource);
    await readTransactions(needs, { created: { gte: secondsOf(from), lt: secondsOf(to) } }, sheet);
    for (const line of sheet.lines()) yield csvRecord([needs.month, ...lineCells(line, needs.isBySource)], needs);
  }
  await writeWhole(file, records());
}

const cellsOf = ({ id, arrival_date: arrival, status }: PayoutIn): readonly Cell[] => [
  id,
  isoOf(arrival * 1000).slice(0, 10),
  status,
];

function lineCells(line: AccountLine, isBySource: boolean): readonly Cell[] {
  const { currency, purpose, payments } = line;
  const amount = (amountMinor: number): Cell => ({ amountMinor, currency });
  return [
    ...[currency.toUpperCase(), purpose.kind, purpose.campaign, ...(isBySource ? [purpose.source] : []), payments],
    ...amountColumns.map((column) => amount(line[column])),
    amount(netOf(line)),
  ];
}

async function writeWhole(file: string, records: AsyncIterable<string>): Promise<void> {
  const part = `${file}.part`;
  await writeFile(part, records);
  await rename(part, file);
}
