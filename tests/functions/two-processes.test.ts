// Two processes sync one part at the same moment, a hundred times, on a real table. Stripe's state changes at each
// request, and some of its answers are slow. The last state must be what is stored.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { dynamodbSupporterStore } from '../../shared/adapters/dynamodb/supporter-store.ts';
import { known, parsePaymentId } from '../../shared/core/ids.ts';
import { customerId } from '../support/builders.ts';
import { type FreshTable, freshTable, isTableMissing } from '../support/dynamodb-table.ts';

const rounds = 100;
/** Each part is synced in two rounds: once when it is not stored yet, and once when it is. */
const partOf = (round: number): string => `pi_part${round % (rounds / 2)}`;
const amountMinor = 1_000_000;

describe.skipIf(isTableMissing())('two processes that sync one part at once', () => {
  let table: FreshTable;
  /** The last answer of Stripe for each part. */
  const lastSaid = new Map<string, number>();
  let requested = 0;
  let both = Promise.withResolvers<void>();
  let requestedInRound = 0;
  // Both syncs of a round are in progress before either is answered, and the older answer comes last.
  const stripe = createServer(async ({ url = '' }, response) => {
    requested += 1;
    requestedInRound += 1;
    const [returnedMinor, transition] = [requested, requestedInRound];
    lastSaid.set(url.slice(1), returnedMinor);
    if (transition === 2) both.resolve();
    if (transition === 1) await both.promise.then(() => wait(10));
    response.end(JSON.stringify({ returnedMinor }));
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => stripe.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => void stripe.close());

  const running: ChildProcess[] = [];
  afterEach(() => {
    for (const child of running.splice(0)) child.kill('SIGKILL');
  });
  async function startWorkers(isBlind: boolean): Promise<ChildProcess[]> {
    const address = stripe.address();
    const truth = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    const workers = [1, 2].map(() => fork('tests/support/syncing-process.ts', { execArgv: [] }));
    running.push(...workers);
    const ready = workers.map((worker) => once(worker, 'message'));
    const start = { endpoint: inject('dynamodbEndpoint'), table: table.tableName, truth, isBlind };
    for (const worker of workers) worker.send(start);
    await Promise.all(ready);
    return workers;
  }
  /** Both start at the same time; the results are their outcomes. */
  async function syncAtOnce(workers: readonly ChildProcess[], part: string): Promise<unknown[]> {
    [both, requestedInRound] = [Promise.withResolvers<void>(), 0];
    const done = workers.map((worker) => once(worker, 'message'));
    for (const worker of workers) worker.send({ part });
    return (await Promise.all(done)).map(([outcome]) => outcome);
  }
  const heldOf = async (part: string) => {
    const store = dynamodbSupporterStore(table.documentClient, table.tableName);
    const key = { kind: 'payment' as const, customer: customerId(), id: known(parsePaymentId(part)) };
    return store.readVersioned(key);
  };
  const returned = ({ part }: Awaited<ReturnType<typeof heldOf>>) =>
    part?.kind === 'payment' ? part.returnedMinor : null;

  test('a hundred times, save the later state each time, and a total that is its sum', async () => {
    table = await freshTable();
    const workers = await startWorkers(false);
    for (let round = 0; round < rounds; round += 1) {
      const part = partOf(round);
      const outcomes = await syncAtOnce(workers, part);
      expect(outcomes.filter((each) => each !== 'saved' && each !== 'changed')).toEqual([]);
      expect([round, returned(await heldOf(part))]).toEqual([round, lastSaid.get(part)]);
    }
    // They did meet: one of them was stale and read again.
    expect(requested).toBeGreaterThan(2.5 * rounds);
    const totals = (await table.rows()).filter((row) => String(row['pk']).startsWith('CAMPAIGN#'));
    const raised = totals.reduce((sum, row) => sum + Number(row['raisedMinor']), 0);
    expect(raised).toBe([...lastSaid.values()].reduce((sum, returnedMinor) => sum + amountMinor - returnedMinor, 0));
    expect(totals.reduce((sum, row) => sum + Number(row['contributions']), 0)).toBe(rounds / 2);
  });

  test('without a version, overwrite a later state: the test above can fail', async () => {
    table = await freshTable();
    const workers = await startWorkers(true);
    let older = 0;
    for (let round = 0; round < rounds && older === 0; round += 1) {
      await syncAtOnce(workers, partOf(round));
      if (returned(await heldOf(partOf(round))) !== lastSaid.get(partOf(round))) older += 1;
    }
    expect(older).toBe(1);
  });
});
