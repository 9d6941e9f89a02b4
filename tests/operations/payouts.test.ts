// The accountant's CSV, held against an oracle that walks Stripe's raw rows: every payout is its lines to the cent, every month is its
// balance, and no person is in either.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { settings } from '#settings';
import { payoutRows } from '../../operations/account/key-rows.ts';
import { probeKey } from '../../operations/account/probe-key.ts';
import { amountsOf, netOf } from '../../operations/payouts/account-lines.ts';
import { csvRecord } from '../../operations/payouts/csv.ts';
import { type PayoutsWritten, writeMonth, writePayouts } from '../../operations/payouts/write-accounts.ts';
import { sdkFor } from '../../packages/stripe-sandbox/tests/stage.ts';
import { hour } from '../../shared/core/time.ts';
import { openNewsroom } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';
import { oracle, playStory, type Story } from '../support/payout-story.ts';

const folder = mkdtempSync(join(tmpdir(), 'mainstay-payouts-'));
afterAll(() => rmSync(folder, { recursive: true }));
let story: Story;
let written: PayoutsWritten;
const file = join(folder, 'payouts.csv');
const whole = { from: Date.parse('2027-01-01'), to: Date.parse('2028-01-01') };
const needs = (stripe = story.stage.stripe) => ({
  ...{ stripe, installation: settings.installation, month: '2027-02' },
  ...{ isBySource: true, hasDecimalComma: false },
});

beforeAll(async () => {
  story = await playStory();
  written = await writePayouts(needs(), whole, file);
});

/** A reader of its own: cells in quotes, CRLF. */
function rowsOf(text: string, separator = ','): readonly Record<string, string>[] {
  const [head = [], ...rows] = text
    .replace(/^\uFEFF/, '')
    .split('\r\n')
    .filter((line) => line !== '')
    .map((line) =>
      [...`${separator}${line}`.matchAll(new RegExp(`${separator}(?:"((?:[^"]|"")*)"|([^"${separator}]*))`, 'g'))].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
      ),
    );
  return rows.map((cells) => Object.fromEntries(head.map((name, at) => [name, cells[at] ?? ''])));
}
/** "-12.34" of dollars is -1234, and "12" of yen is 12. */
const minor = (text: string | undefined): number => Number(String(text).replace('.', ''));
const columns = ['gross', 'refunds', 'disputes', 'fees', 'other', 'payouts'];

function sumsIn(rows: readonly Record<string, string>[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const row of rows) {
    const isOurs = row['kind'] === 'gift' || row['kind'] === 'membership';
    const label = isOurs ? `${row['kind']} ${row['campaign']} ${row['source']?.replace(/^'/, '')}` : row['kind'];
    for (const column of columns) {
      const key = [...(row['payout'] ? [row['payout']] : []), row['currency'], label, column].join('|');
      sums.set(key, (sums.get(key) ?? 0) + minor(row[column]));
    }
    expect(minor(row['net']), JSON.stringify(row)).toBe(columns.reduce((sum, each) => sum + minor(row[each]), 0));
  }
  return new Map([...sums].filter(([, sum]) => sum !== 0));
}
const sorted = (sums: ReadonlyMap<string, number>) => [...sums].toSorted(([one], [other]) => (one < other ? -1 : 1));

describe('the file of payouts', () => {
  const rows = () => rowsOf(readFileSync(file, 'utf8'));
  test('has in each payout what the oracle finds in it, by purpose and column', () => {
    const expected = oracle(story);
    // What only the file says: that the bank sent one back, and that nobody knows what is in one by hand.
    const added = new Map([
      ...[...sumsIn(rows())].filter(([key]) => key.startsWith(story.failed) && key.includes('returned payout')),
      ...[...sumsIn(rows())].filter(([key]) => key.includes('not listed')),
    ]);
    expect(sorted(sumsIn(rows()))).toEqual(sorted(new Map([...expected, ...added])));
    const found = new Set([...expected.keys()].map((key) => key.split('|').at(2)));
    expect(found).toContain('gift ad-free -1-1');
    expect(found).toContain('membership  reminder');
    expect([...found].filter((label) => label === 'unknown')).toEqual([]);
  });

  test('adds up to what reached the bank, payout by payout', async () => {
    const { data } = await story.stage.stripe.payouts.list({ limit: 100 });
    expect(data.length).toBeGreaterThan(8);
    for (const { id, amount, status } of data) {
      const own = rows().filter((row) => row['payout'] === id);
      const net = own.reduce((sum, row) => sum + minor(row['net']), 0);
      expect([id, net]).toEqual([id, status === 'failed' ? 0 : amount]);
      expect(new Set(own.map((row) => row['status']))).toEqual(new Set([status]));
    }
    expect(written).toEqual({ payouts: data.length, unequal: [], unlisted: [story.byHand] });
  });

  test('has the money of a payout that failed in a later one', () => {
    const returned = rows().filter((row) => row['kind'] === 'returned payout');
    expect(returned.map((row) => minor(row['payouts'])).reduce((sum, each) => sum + each, 0)).toBe(0);
    expect(returned.map((row) => row['payout'] === story.failed)).toEqual([true, false]);
  });

  test('says so where lines and payout differ by a cent', async () => {
    const fetch = story.stage.sandbox.fetch;
    const stripe = new Stripe('sk_test_other', {
      ...{ host: 'sandbox.test', protocol: 'http', telemetry: false, maxNetworkRetries: 0 },
      httpClient: Stripe.createFetchHttpClient(async (url: string | URL | Request, init?: RequestInit) => {
        const answer = await fetch(new Request(url, init));
        const text = await answer.text();
        return new Response(text.replace('"fee":175', '"fee":174'), answer);
      }),
    });
    const other = await writePayouts(needs(stripe), whole, join(folder, 'other.csv'));
    expect(other.unequal).toHaveLength(1);
  });
});

test('the file of a month is the balance of that month, a refund of an older payment among it', async () => {
  const [from, to] = [Date.parse('2027-02-01T00:00:00Z'), Date.parse('2027-03-01T00:00:00Z')];
  await writeMonth(needs(), { from, to }, join(folder, 'month.csv'));
  const sums = sumsIn(rowsOf(readFileSync(join(folder, 'month.csv'), 'utf8')));
  expect(sorted(sums)).toEqual(sorted(oracle(story, [from / 1000, to / 1000])));
  expect(sums.get('USD|gift ad-free article-end|refunds')).toBe(-440);
  expect(sums.get('JPY|gift  |gross')).toBe(250);
});

test('a balance of more than one page of Stripe’s list is whole', async () => {
  expect(story.stage.sandbox.state.world.balanceTransactions.size).toBeGreaterThan(100);
  await writeMonth(needs(), whole, join(folder, 'year.csv'));
  const sums = sumsIn(rowsOf(readFileSync(join(folder, 'year.csv'), 'utf8')));
  expect(sorted(sums)).toEqual(sorted(oracle(story, [whole.from / 1000, whole.to / 1000])));
});

test('knows the purpose of what our own checkouts took', async () => {
  const newsroom = openNewsroom();
  await steps.give(newsroom, newsroom.browser(), { ...steps.tenOnce, campaign: 'ad-free', source: 'article-end' });
  await steps.give(newsroom, newsroom.browser(), { ...steps.fiveMonthly, source: 'reminder' });
  newsroom.wait(hour);
  await newsroom.drain();
  await writeMonth(needs(newsroom.stripe), { from: 0, to: newsroom.needs.clock.now() }, join(folder, 'ours.csv'));
  expect(readFileSync(join(folder, 'ours.csv'), 'utf8').split('\r\n').slice(1)).toEqual([
    '2027-02,USD,gift,ad-free,article-end,1,10.00,0.00,0.00,-0.59,0.00,0.00,9.41',
    expect.stringMatching(/^2027-02,USD,membership,[a-z-]*,reminder,1,5\.00,/),
    '',
  ]);
});

test('names no person, and no payment', () => {
  for (const name of readdirSync(folder)) {
    const text = readFileSync(join(folder, name), 'utf8');
    expect(text).not.toMatch(/\b(?:cus|sub|pi|ch|in|cs|txn|re|du|pm|co)_[A-Za-z0-9]/);
    expect(text).not.toContain('@example');
    expect(text.startsWith('\uFEFF')).toBe(true);
  }
});

test('without --sources one line stands for all sources, and the sums are the same', async () => {
  const out = join(folder, 'summed.csv');
  await writePayouts({ ...needs(), isBySource: false, hasDecimalComma: true }, whole, out);
  const [all, summed] = [rowsOf(readFileSync(file, 'utf8')), rowsOf(readFileSync(out, 'utf8'), ';')];
  expect(Object.keys(summed[0] ?? {})).not.toContain('source');
  const netIn = (rows: readonly Record<string, string>[]) =>
    rows.reduce((sum, row) => sum + minor(row['net']?.replace(',', '.')), 0);
  expect([netIn(summed), summed.length < all.length]).toEqual([netIn(all), true]);
  expect(readFileSync(out, 'utf8')).toMatch(/;\d+,\d\d;/);
});

test.each([
  ['=1+1', "'=1+1"],
  ['+41', "'+41"],
  ['-1-1', "'-1-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['＝1', "'＝1"],
  ['say "yes", now', '"say ""yes"", now"'],
  ['a\r\nb', '"a\r\nb"'],
])('a spreadsheet takes %j for a text', (given, cell) =>
  expect(csvRecord([given, { amountMinor: -5, currency: 'usd' }, { amountMinor: 7, currency: 'jpy' }], form)).toBe(
    `${cell},-0.05,7\r\n`,
  ),
);
const form = { hasDecimalComma: false };

test.each(['charge', 'stripe_fee', 'reserve_transaction', 'a_type_of_next_year'])(
  'whatever its type, a transaction (%s) is in one column, and its fee in another',
  (type) =>
    expect(netOf(amountsOf({ type, reporting_category: 'x', currency: 'usd', amount: -900, fee: 30 }))).toBe(-930),
);

describe('the key for this command', () => {
  const slugs = payoutRows.map(({ slug }) => slug);
  const restricted = async (may: readonly string[]) => {
    await story.stage.command('/keys', { key: 'rk_test_accounts', may });
    return sdkFor(story.stage.sandbox, 0, 'rk_test_accounts');
  };
  test('needs these rows, and each has its probe', async () => {
    const stripe = await restricted(slugs);
    expect(await writePayouts(needs(stripe), whole, join(folder, 'key.csv'))).toEqual(written);
    expect((await probeKey(stripe, payoutRows)).filter(({ refusal }) => refusal !== null)).toEqual([]);
  });
  test.each(slugs)('and not less: %s', async (slug) => {
    const stripe = await restricted(slugs.filter((each) => each !== slug));
    const out = join(folder, 'refused.csv');
    await expect(writePayouts(needs(stripe), whole, out)).rejects.toBeInstanceOf(Stripe.errors.StripePermissionError);
    expect(readdirSync(folder)).not.toContain('refused.csv');
  });
});
