// What the table may hold is written down once; the page about privacy says the same, and a row that holds anything else,
// or holds it longer, is found out.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { trust } from '../../../infra/grants.ts';
import { withRetention } from '../../../operations/privacy-page/retention-tables.ts';
import { complaintsAbout, retention } from '../../../shared/adapters/dynamodb/retention/retention.ts';
import { checkoutKey, deviceKey, partKey, saltKey, timeToLive } from '../../../shared/adapters/dynamodb/table.ts';
import { day } from '../../../shared/core/time.ts';
import * as make from '../../support/builders.ts';

const now = make.someday;
const midnight = Date.UTC(2026, 10, 23);
const payment = { ...partKey(make.keyOf(make.payment())), ...make.payment(), version: 1, counted: null };
const device = { ...deviceKey(make.device().hash), ...make.device(), ttl: timeToLive(make.device().forgetAt) };

test('docs/privacy.md has the tables that the code has: else run `npm run privacy-page`', () => {
  const page = readFileSync('docs/privacy.md', 'utf8');
  expect(withRetention(page)).toBe(page);
});

test('every kind says why, how long, to whom it leads and who reads it, and so does every attribute', () => {
  for (const { why, life, readers, attributes } of retention) {
    expect([why, life.says, ...readers].every((each) => each.length > 2)).toBe(true);
    expect(readers.length).toBeGreaterThan(0);
    for (const [, purpose] of Object.values(attributes)) expect(purpose.length).toBeGreaterThan(2);
  }
  expect(new Set(retention.map(({ key }) => key)).size).toBe(retention.length);
});

test('no function without a right to the table is said to read it', () => {
  const readers = new Set(retention.flatMap(({ readers: functions }) => functions));
  const known = Object.entries(trust).filter(([functionName]) => readers.has(functionName));
  expect(known.filter(([, { table }]) => table.length === 0)).toEqual([]);
});

describe('a row', () => {
  test.each([
    ['as it should be', payment, []],
    ['that ends as it should', device, []],
    ['with an attribute that nobody described', { ...payment, name: 'Ada' }, ['SUP# name: nobody says what it is for']],
    ['of a kind that nobody described', { pk: 'VISITOR#1', sk: '-' }, ['VISITOR#: 0 kinds of rows have such a key']],
    ['under a partition of another kind', { ...payment, sk: 'NAME#ada' }, ['SUP#: 0 kinds of rows have such a key']],
    ['without its end', { ...device, ttl: undefined }, ['DEVICE#<hash> / -: it has no end']],
    [
      'that lives longer than it should',
      { ...saltKey(1), salt: 's', ttl: timeToLive(midnight + 4 * day) },
      ['SALT#<day> / -: it lives longer than it should'],
    ],
    [
      'with an end that is not described',
      { ...payment, ttl: 1 },
      [
        'SUP# ttl: nobody says what it is for',
        'SUP# ttl: nobody says how fine its instant is',
        `${retention[2]?.key}: it has an end that is not described`,
      ],
    ],
    [
      'of which nobody said how fine it is',
      { ...device, hash: new Date(now).toISOString() },
      ['DEVICE# hash: nobody says how fine its instant is'],
    ],
    [
      'that ends on no Monday',
      { ...device, forgetAt: device.forgetAt - day },
      ['DEVICE# forgetAt: finer than a Monday'],
    ],
    [
      'whose end in seconds is finer than the other',
      { ...device, ttl: device.ttl - 1 },
      ['DEVICE# ttl: finer than a Monday'],
    ],
    [
      'with a finer instant deep inside',
      { ...device, holdings: [make.holding({ freshUntil: now + 1 })] },
      ['DEVICE# holdings: finer than a minute'],
    ],
    [
      'with a finer instant in its key',
      { pk: `LIMIT#a-limit#hash#${now / 1000 + 1}`, sk: '-', attempts: 1, ttl: timeToLive(now) },
      ['LIMIT# key: finer than a minute'],
    ],
    [
      'that holds an instant where no key has one',
      { pk: `SWITCH#${now / 1000}`, sk: '-', isStopped: true },
      ['SWITCH# key: nobody says how fine its instant is'],
    ],
    [
      'that holds an address',
      { ...checkoutKey(make.checkoutId()), source: 'ada@example.org', ttl: timeToLive(midnight + day) },
      ['CHECKOUT# source: it looks like an address'],
    ],
  ])('%s', (_what, row, complaints) => expect(complaintsAbout(row, now)).toEqual(complaints));
});
