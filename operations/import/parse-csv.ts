// Parses a CSV list of existing supporters. It reads only the columns `subscription` (sub_…) and `customer` (cus_…) of the
// heading. Every other column, such as names and addresses, is ignored.

import { CannotStart } from '../../local/environment/cannot-start.ts';
import { parseCustomerId, parseMembershipId } from '../../shared/core/ids.ts';

export interface CsvRow {
  readonly kind: 'subscription' | 'customer';
  readonly id: string;
}
/** A longer list must be split. */
const mostRows = 200_000;

export function parseCsv(text: string): readonly CsvRow[] {
  const [heading = '', ...rows] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const columns = fieldsOf(heading).map((name) => name.trim().toLowerCase());
  const [subscriptionAt, customerAt] = [columns.indexOf('subscription'), columns.indexOf('customer')];
  if (subscriptionAt < 0 && customerAt < 0) {
    throw new CannotStart('The first line must name a column `subscription` (sub_…) or `customer` (cus_…).');
  }
  if (rows.length > mostRows)
    throw new CannotStart(`The list has more than ${mostRows} rows. Split it into several files.`);
  return rows.flatMap((row, at): readonly CsvRow[] => {
    if (row.trim() === '') return [];
    const fields = fieldsOf(row);
    const subscription = fields[subscriptionAt]?.trim() ?? '';
    const customer = fields[customerAt]?.trim() ?? '';
    if (parseMembershipId(subscription) !== null) return [{ kind: 'subscription', id: subscription }];
    if (subscription === '' && parseCustomerId(customer) !== null) return [{ kind: 'customer', id: customer }];
    // The content is not printed: it may be an address in the wrong column.
    throw new CannotStart(`Line ${at + 2} names neither a subscription (sub_…) nor a customer (cus_…).`);
  });
}

/** RFC 4180, without line breaks inside a field. */
function fieldsOf(line: string): string[] {
  const fields = line.match(/("(?:[^"]|"")*"|[^,;\t]*)(?:[,;\t]|$)/g) ?? [];
  return fields.map((field) =>
    field
      .replace(/[,;\t]$/, '')
      .replace(/^"|"$/g, '')
      .replaceAll('""', '"'),
  );
}
