// Estimates the monthly AWS bill for a number of supporters, line by line. Stripe's fees, about three per cent of the income,
// are many times the total.
import { prices } from './prices.ts';
import { assumed, usageOf } from './usage.ts';

export const sizes = [1_000, 100_000, 10_000_000] as const;

export interface CostLine {
  readonly what: string;
  readonly dollars: number;
}
const daysOfMonth = 30.4;
const gigabyteSeconds = (calls: number, gigabytes: number, seconds: number): number =>
  calls * (prices.lambdaCall + gigabytes * seconds * prices.lambdaGigabyteSecond);

export function costSheet(supporters: number): readonly CostLine[] {
  const { events, renewals, opened, mail, tableGigabytes } = usageOf(supporters);
  const apiCalls = events + renewals + opened * 2 + mail * 2;
  const readerCalls = apiCalls - events;
  // Five units for a sync, four for a checkout, one for a renewal, ten for a reminder with all its steps: docs/storage.md.
  const writes = events * 5 + opened * 4 + renewals + mail * 10;
  const scanned = (tableGigabytes * 1e6) / 4;
  const reads = events * 3 + renewals * 3 + opened * 2 + scanned * assumed.scansOfNight * daysOfMonth;
  return [
    // An event is accepted in 25 ms; its sync takes half a second, mostly waiting for Stripe. A renewal takes 30 ms, a checkout 700.
    {
      what: 'Lambda',
      dollars:
        gigabyteSeconds(events, 0.5, 0.025) +
        gigabyteSeconds(events, 0.5, 0.5) +
        gigabyteSeconds(renewals, 0.5, 0.03) +
        gigabyteSeconds(opened * 2, 1, 0.7) +
        gigabyteSeconds(mail * 2, 0.5, 0.2),
    },
    { what: 'API Gateway', dollars: apiCalls * prices.httpApiCall },
    { what: 'Queues', dollars: (events * 3 + mail * 3) * prices.sqsFifoRequest },
    { what: 'DynamoDB, writes', dollars: writes * prices.writeUnit },
    { what: 'DynamoDB, reads', dollars: reads * prices.readUnit },
    {
      what: 'DynamoDB, storage and backups',
      dollars: tableGigabytes * (prices.tableGigabyteMonth + prices.backupGigabyteMonth),
    },
    { what: 'CloudFront and WAF', dollars: prices.wafMonth + readerCalls * (prices.cdnRequest + prices.wafRequest) },
    { what: 'SES', dollars: mail * prices.message },
    // Two log lines of half a kilobyte for an event, one for any other call.
    { what: 'Logs', dollars: (events * 2 + readerCalls) * 0.5e-6 * prices.logGigabyte },
    {
      what: 'Metrics, alarms, secrets',
      dollars: 60 * prices.metricMonth + 25 * prices.alarmMonth + 7 * prices.secretMonth,
    },
  ];
}

/** The table in docs/operations.md. */
export function costTable(): string {
  const sheets = sizes.map(costSheet);
  const dollarText = (dollars: number): string =>
    dollars < 10 ? dollars.toFixed(2) : Math.round(dollars).toLocaleString('en');
  const totals = sheets.map((sheet) => sheet.reduce((sum, { dollars }) => sum + dollars, 0));
  const rows = (sheets[0] ?? []).map(({ what }, at) => [
    what,
    ...sheets.map((sheet) => dollarText(sheet[at]?.dollars ?? 0)),
  ]);
  const cents = totals.map((total, at) => ((total * 100) / usageOf(sizes[at] ?? 1).payments).toFixed(2));
  return [
    ['US dollars a month', ...sizes.map((each) => `${each.toLocaleString('en')} supporters`)],
    ['---', ...sizes.map(() => '--:')],
    ...rows,
    ['**together**', ...totals.map((total) => `**${dollarText(total)}**`)],
    ['cents for each payment', ...cents],
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}
