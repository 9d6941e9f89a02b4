// What the memory queue of sync requests does beyond the port, because SQS does it too and the worker must handle it:
// batches of one customer, receipts that grow old, five minutes of memory for event ids, and a life beyond a restart.
import { describe, expect, test } from 'vitest';
import { memorySyncQueue } from '../../shared/adapters/memory/sync-queue.ts';
import { minute, second } from '../../shared/core/time.ts';
import { customerId, someday, syncRequest } from '../support/builders.ts';

const requestNamed = (eventId: string, customer = 'one') => syncRequest({ eventId, customerId: customerId(customer) });

describe('a sync request queue in memory', () => {
  const open = () => {
    let now = someday;
    const queue = memorySyncQueue({ now: () => now }, { visibilitySeconds: 60, maxReceives: 5 });
    return { queue, pass: (milliseconds: number) => (now += milliseconds) };
  };

  test('remembers an event id for five minutes, as SQS does', async () => {
    const { queue, pass } = open();
    await queue.send(requestNamed('evt_1'));
    pass(5 * minute - 1);
    await queue.send(requestNamed('evt_1'));
    expect(queue.size()).toBe(1);
    pass(1);
    await queue.send(requestNamed('evt_1'));
    expect(queue.size()).toBe(2);
  });

  test('gives several sync requests of one customer in one batch, in order, up to as many as asked for', async () => {
    const { queue } = open();
    for (const name of ['evt_1', 'evt_2', 'evt_3']) await queue.send(requestNamed(name));
    expect(queue.receive(2).map((each) => each.syncRequest.eventId)).toEqual(['evt_1', 'evt_2']);
    expect(queue.receive(2)).toEqual([]);
  });

  test('counts a sync request that was given back behind another as received, as SQS does: they may die together', async () => {
    const { queue } = open();
    for (const name of ['evt_poison', 'evt_behind']) await queue.send(requestNamed(name));
    for (let receives = 1; receives <= 5; receives += 1) {
      const batch = queue.receive(10);
      expect(batch).toHaveLength(2);
      for (const each of batch) queue.fail(each.receipt);
    }
    expect(queue.receive(10)).toEqual([]);
    expect(queue.deadLetters()).toHaveLength(2);
  });

  test('takes no answer from a worker that was too slow: the sync request is with another by then', async () => {
    const { queue, pass } = open();
    await queue.send(requestNamed('evt_1'));
    const [slow] = queue.receive(1);
    pass(60 * second);
    queue.acknowledge(slow?.receipt ?? '');
    expect(queue.size()).toBe(1);
    const [quick] = queue.receive(1);
    queue.acknowledge(slow?.receipt ?? '');
    queue.fail(slow?.receipt ?? '');
    expect(queue.receive(1)).toEqual([]);
    queue.acknowledge(quick?.receipt ?? '');
    expect(queue.size()).toBe(0);
  });

  test('survives as JSON, with what is on its way, what was sent and what died', async () => {
    const { queue } = open();
    await queue.send(requestNamed('evt_1'));
    queue.receive(1);
    await queue.send(requestNamed('evt_2', 'two'));
    const revived = open();
    revived.queue.restore(JSON.parse(JSON.stringify(queue.dump())));
    await revived.queue.send(requestNamed('evt_2', 'two'));
    expect(revived.queue.receive(10).map((each) => each.syncRequest.eventId)).toEqual(['evt_2']);
    revived.pass(60 * second);
    expect(revived.queue.receive(10).map((each) => each.syncRequest.eventId)).toEqual(['evt_1', 'evt_2']);
  });
});
