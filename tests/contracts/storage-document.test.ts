// Whether docs/storage.md tells the truth: one row of each kind is written by the adapters, and its key and attributes
// are compared with the page. A row that nobody described, or a description of a row that nobody writes, fails.
import { readFileSync } from 'node:fs';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import { dynamodbAttemptLimiter } from '../../shared/adapters/dynamodb/attempt-limiter.ts';
import { dynamodbPaymentTries } from '../../shared/adapters/dynamodb/payment-tries.ts';
import { complaintsAbout, retention } from '../../shared/adapters/dynamodb/retention/retention.ts';
import { dynamodbStores } from '../../shared/adapters/dynamodb/stores.ts';
import { stateKey, switchKey } from '../../shared/adapters/dynamodb/table.ts';
import type { ErasureStore } from '../../shared/ports/erasure-store.ts';
import type { ReminderStore } from '../../shared/ports/reminder-store.ts';
import * as make from '../support/builders.ts';
import { type FreshTable, freshTable, isTableMissing } from '../support/dynamodb-table.ts';
import { sync } from './supporter-store-adapters.ts';

/** "SUP#/MEMBERSHIP#" → its attributes, from the first two columns of every table that names keys. */
function described(): Map<string, string[]> {
  const page = readFileSync(new URL('../../docs/storage.md', import.meta.url), 'utf8');
  const lines = [...page.matchAll(/^\| `(JOB#[a-z]+|[A-Z]+#)[^`]*` \/ `([^`]+)` \|([^|]*)\|/gm)];
  return new Map(
    lines.map(([, partition = '', sort = '', attributes = '']) => [
      kindOf(partition, sort),
      [...attributes.matchAll(/`(\w+)`/g)].map(([, name = '']) => name).sort(),
    ]),
  );
}
/** Keys without what is different in each row. */
const kindOf = (pk: string, sk: string) =>
  `${pk.startsWith('JOB#') ? pk : pk.replace(/#.*/, '#')}/${sk.replace(/#.*/, '#').replace(/^(<|cus_|nightly).*/, '*')}`;

const monday = Date.UTC(2026, 10, 23);

describe.skipIf(isTableMissing())('docs/storage.md', () => {
  let written: Map<string, string[]>;
  let rows: Record<string, unknown>[];
  beforeAll(async () => {
    const table = await freshTable();
    await writeOneOfEach(table);
    written = new Map();
    rows = await table.rows();
    for (const { pk, sk, ...row } of rows) {
      const kind = kindOf(String(pk), String(sk));
      written.set(kind, [...new Set([...(written.get(kind) ?? []), ...Object.keys(row)])].sort());
    }
  });

  test('names every kind of row that is written, and no other', () => {
    expect([...described().keys()].sort()).toEqual([...written.keys()].sort());
    expect(written.size).toBe(22);
  });

  test('and every attribute of them has a purpose, a life and readers in code, also where no row has it today', () => {
    expect(rows.flatMap((row) => complaintsAbout(row, make.someday))).toEqual([]);
    const inCode = retention.map(({ key, attributes }) => {
      const [pk = '', sk = ''] = key.split(' / ');
      return [kindOf(pk, sk), Object.keys(attributes).sort()] as const;
    });
    expect(Object.fromEntries(inCode)).toEqual(Object.fromEntries(written));
  });

  test('names every attribute of every row, and no other', () => {
    expect(Object.fromEntries(described())).toEqual(Object.fromEntries(written));
  });
});

async function writeOneOfEach({ documentClient, tableName }: FreshTable): Promise<void> {
  const stores = dynamodbStores(documentClient, tableName);
  const { supporters, checkouts, anonymousPayments, campaignStore } = stores;
  const limiter = dynamodbAttemptLimiter(documentClient, tableName, {
    chance: { token: () => 's'.repeat(43) },
    secret: async () => ({ key: Buffer.alloc(32, 1) }),
  });
  await sync(supporters, make.membership({ idleSince: monday }));
  await sync(supporters, make.payment(), make.counted(1000));
  await sync(supporters, make.payment({ id: make.paymentId('begun'), begunOn: monday }));
  await supporters.pointEmail({ pepper: 'p1', hash: make.hashOf('an address') }, make.customerId());
  await sync(supporters, make.payment({ id: make.paymentId('erased') }), make.counted(1000));
  await anonymousPayments.remove({ customer: make.customerId(), kind: 'payment', id: make.paymentId('erased') });
  await campaignStore.publish(make.progress());
  const run = { run: 'one', startedAt: make.someday, since: null, cursor: null, isDone: false };
  await stores.reconciliations.keepRun('nightly', run);
  await writeErasure(stores.erasures);
  await writeReminders(stores.reminders);
  await supporters.forgetDevices(make.customerId());
  await supporters.askErasure(make.customerId(), monday);
  await stores.links.remember({
    id: make.hashOf('id'),
    token: make.hashOf('token'),
    code: make.hashOf('code'),
    purpose: 'portal',
    customers: [make.customerId()],
    triesLeft: 5,
    forgetAt: make.someday,
  });
  await stores.links.takeMessage({ pepper: 'p1', hash: make.hashOf('an address') }, make.hashOf('id'), make.someday);
  await checkouts.begin(make.attempt());
  await checkouts.remember(make.checkout({ session: make.sessionId('before') }));
  await checkouts.remember(make.checkout());
  await stores.devices.remember(make.device({ former: make.hashOf('former') }));
  await dynamodbPaymentTries(documentClient, tableName).count('declined', make.someday);
  await limiter.count({ name: 'a-limit', most: 1, windowSeconds: 60 }, '192.0.2.17', make.someday);
  // Staff throws a switch by hand; a tombstone stands where nothing else is.
  const put = (Item: Record<string, unknown>) => documentClient.send(new PutCommand({ TableName: tableName, Item }));
  await put({ ...stateKey(make.customerId('gone')), erasedAt: monday, releasing: 1 });
  await put({ ...switchKey('checkouts'), isStopped: true });
}

async function writeErasure(erasures: ErasureStore): Promise<void> {
  await erasures.begin(make.customerId('gone'), monday);
  await erasures.moveOn(make.customerId('gone'), 'done', make.someday);
}

/** Together they have every attribute that the row of an address can have. */
async function writeReminders(reminders: ReminderStore): Promise<void> {
  const addresses = ['sent', 'silenced', 'pending'].map((name) => make.emailHash(name));
  for (const [at, address] of addresses.entries()) {
    const requested = make.reminder({ address, id: make.reminderId(`r${at}`), dueAt: make.someday });
    await reminders.takeAsk(address, make.hashOf(`request ${at}`), make.someday);
    await reminders.remember(requested, make.hashOf(`browser ${at}`));
  }
  for (let shard = 0; shard < reminders.shards; shard += 1) {
    for await (const due of reminders.due(shard, make.someday)) {
      const leased = await reminders.lease(due, 'a claim', make.someday);
      if (leased === null || leased === 'unsure') throw new Error('it was not due');
      if (leased.id === make.reminderId('r1')) continue;
      await reminders.begin(leased, make.hashOf(`message ${leased.id}`), make.someday);
      if (leased.id === make.reminderId('r0')) await reminders.settle(leased, 'sent', make.someday);
      else await reminders.cancel(make.hashOf('browser 2'), 'once', make.someday);
    }
  }
  await reminders.cancel(make.hashOf(`message ${make.reminderId('r0')}`), 'forever', make.someday);
  await reminders.suppress(make.emailHash('silenced'), monday + 28 * 86_400_000, make.someday);
  for (const kind of ['reminders', 'links', 'questions'] as const)
    await reminders.countMessage({ kind, most: 1 }, make.someday);
}
