// The local poller acts as Lambda's own: failed messages come again, all others are deleted.
import type { SQSEvent } from 'aws-lambda';
import { afterEach, describe, expect, test } from 'vitest';
import { memorySyncSource } from '../../local/environment/memory-message-source.ts';
import { type Poller, startPoller } from '../../local/environment/poller.ts';
import { memorySyncQueue } from '../../shared/adapters/memory/sync-queue.ts';
import type { SyncRequest } from '../../shared/core/sync-request.ts';

let poller: Poller | undefined;
afterEach(async () => {
  await poller?.stop();
  poller = undefined;
});

const syncRequest = (number: number): SyncRequest => ({
  eventId: `evt_${number}`,
  part: 'payment',
  objectId: `pi_${number}`,
  customerId: null,
});
type Worker = (event: SQSEvent, call: number) => unknown;
function start(worker: Worker, maxReceives = 5) {
  const queue = memorySyncQueue({ now: () => Date.now() }, { visibilitySeconds: 30, maxReceives });
  const calls: SQSEvent[] = [];
  const defects: unknown[] = [];
  poller = startPoller(
    memorySyncSource(queue, 10),
    async (event) => {
      calls.push(event);
      return worker(event, calls.length);
    },
    (defect) => void defects.push(defect),
  );
  return { queue, calls, defects, poller };
}
const queueEventOf = (event: SQSEvent | undefined): string[] =>
  (event?.Records ?? []).map((record) => /"eventId":"(\w+)"/.exec(record.body)?.[1] ?? '');

describe('the poller', () => {
  test('hands the worker what waits, as SQS would, and what was answered is gone', async () => {
    const { queue, calls, poller: running } = start(() => ({ batchItemFailures: [] }));
    await queue.send(syncRequest(1));
    expect(await running.drain()).toBe(true);
    expect(calls[0]?.Records[0]).toMatchObject({
      eventSource: 'aws:sqs',
      body: JSON.stringify(syncRequest(1)),
      attributes: { ApproximateReceiveCount: '1', MessageGroupId: 'pi_1', MessageDeduplicationId: 'evt_1' },
    });
    expect(queue.size()).toBe(0);
  });

  test('a sync request the worker names as failed comes again, its neighbours do not', async () => {
    const {
      queue,
      calls,
      poller: running,
    } = start((event, call) => ({
      batchItemFailures:
        call === 1 ? event.Records.slice(1, 2).map((each) => ({ itemIdentifier: each.messageId })) : [],
    }));
    await Promise.all([1, 2, 3].map((each) => queue.send(syncRequest(each))));
    expect(await running.drain()).toBe(true);
    expect(calls.map(queueEventOf)).toEqual([['evt_1', 'evt_2', 'evt_3'], ['evt_2']]);
    expect(calls[1]?.Records[0]?.attributes.ApproximateReceiveCount).toBe('2');
  });

  test.each<[string, Worker]>([
    [
      'throws',
      () => {
        throw new Error('a defect');
      },
    ],
    ['names a message that it did not get', () => ({ batchItemFailures: [{ itemIdentifier: 'other' }] })],
    ['names none by an empty name', () => ({ batchItemFailures: [{ itemIdentifier: '' }] })],
  ])('when the worker %s, every message of the batch comes again', async (_what, failing) => {
    const { queue, calls, poller: running } = start((event, call) => (call === 1 ? failing(event, call) : undefined));
    await Promise.all([1, 2].map((each) => queue.send(syncRequest(each))));
    expect(await running.drain()).toBe(true);
    expect(calls.map(queueEventOf)).toEqual([
      ['evt_1', 'evt_2'],
      ['evt_1', 'evt_2'],
    ]);
  });

  test('an error is reported, not swallowed', async () => {
    const {
      queue,
      defects,
      poller: running,
    } = start((_event, call) => {
      if (call === 1) throw new Error('a defect');
    });
    await queue.send(syncRequest(1));
    await running.drain();
    expect(defects).toEqual([new Error('a defect')]);
  });

  test('a sync request that fails for ever ends in the dead letters, and the drain ends', async () => {
    const { queue, poller: running } = start(() => {
      throw new Error('always');
    }, 2);
    await queue.send(syncRequest(1));
    expect(await running.drain()).toBe(true);
    expect(queue.deadLetters()).toEqual([syncRequest(1)]);
  });

  test('stops at once while it waits for sync requests', async () => {
    const { poller: running } = start(() => undefined);
    const began = performance.now();
    await running.stop();
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
