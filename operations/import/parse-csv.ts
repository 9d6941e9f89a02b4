// Parses a CSV list of existing supporters, as spreadsheets and Stripe's own exports write it. It reads only the columns of
// subscription ids (sub_…) and customer ids (cus_…). Every other column, such as names and addresses, is ignored.

import { CannotStart } from '../../local/environment/cannot-start.ts';
import { parseCustomerId, parseMembershipId } from '../../shared/core/ids.ts';

export interface CsvRow {
  readonly kind: 'subscription' | 'customer';
  readonly id: string;
}
/** A longer list must be split. */
const mostRows = 200_000;

/** UTF-8, with or without its mark, or the UTF-16 that spreadsheets call Unicode text. Ids are ASCII in every other encoding. */
export function csvTextOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}

export function parseCsv(text: string): readonly CsvRow[] {
  const [heading, ...rows] = recordsOf(text.replace(/^\uFEFF/, '').replace(/^sep=.\r?\n/i, ''));
  const columns = (heading?.fields ?? []).map((name) =>
    name
      .trim()
      .toLowerCase()
      .replaceAll(/[\s_]+/g, ' '),
  );
  const columnOf = (names: readonly string[]): number => columns.findIndex((name) => names.includes(name));
  const subscriptionAt = columnOf(['subscription', 'subscription id', 'id']);
  const customerAt = columnOf(['customer', 'customer id']);
  if (subscriptionAt < 0 && customerAt < 0) {
    throw new CannotStart('The first line must name a column `subscription` (sub_…) or `customer` (cus_…).');
  }
  if (rows.length > mostRows)
    throw new CannotStart(`The list has more than ${mostRows} rows. Split it into several files.`);
  return rows.flatMap(({ line, fields }): readonly CsvRow[] => {
    if (fields.every((field) => field.trim() === '')) return [];
    const subscription = fields[subscriptionAt]?.trim() ?? '';
    const customer = fields[customerAt]?.trim() ?? '';
    if (parseMembershipId(subscription) !== null) return [{ kind: 'subscription', id: subscription }];
    // Stripe's export of customers calls their own id `id`.
    const named = parseCustomerId(subscription) === null ? customer : subscription;
    if ((subscription === '' || named === subscription) && parseCustomerId(named) !== null)
      return [{ kind: 'customer', id: named }];
    // The content is not printed: it may be an address in the wrong column.
    throw new CannotStart(`Line ${line} names neither a subscription (sub_…) nor a customer (cus_…).`);
  });
}

interface CsvRecord {
  /** Of the file, where it begins. */
  readonly line: number;
  readonly fields: readonly string[];
}
const separators = [',', ';', '\t'] as const;

/** The one that the heading has most of. */
function separatorOf(text: string): string {
  const [heading = ''] = text.split(/[\r\n]/, 1);
  const countOf = (separator: string): number => heading.split(separator).length;
  return separators.reduce((best: string, each) => (countOf(each) > countOf(best) ? each : best), ',');
}

/** RFC 4180: a field in quotes may hold separators, quotes in pairs, and line breaks. */
function recordsOf(text: string): readonly CsvRecord[] {
  const separator = separatorOf(text);
  const records: CsvRecord[] = [];
  let [fields, field, isQuoted]: [string[], string, boolean] = [[], '', false];
  let [line, start] = [1, 1];
  const endRecord = (): void => {
    records.push({ line: start, fields: [...fields, field] });
    [fields, field] = [[], ''];
  };
  for (const [each] of text.matchAll(/""|\r\n|./gsu)) {
    const isBreak = each === '\n' || each === '\r' || each === '\r\n';
    if (isBreak) line += 1;
    if (each === '"') isQuoted = !isQuoted;
    else if (each === '""') field += isQuoted ? '"' : '';
    else if (isQuoted) field += each;
    else if (each === separator) {
      fields.push(field);
      field = '';
    } else if (isBreak) {
      endRecord();
      start = line;
    } else field += each;
  }
  endRecord();
  return records;
}
