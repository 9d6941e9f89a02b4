// The worker's function: one sync per part, no supporter waits for another, and no failed request is lost.
import { describe, expect, test } from 'vitest';
import { syncHandler } from '../../functions/runtime/sync-handler.ts';
import type { SyncRequest } from '../../shared/core/sync-request.ts';
import { customerId, someday, syncRequest } from '../support/builders.ts';
import { type DeliveredRequest, deliveredRequest, queueEvent } from '../support/queue-event.ts';
import { recordedLog } from '../support/recorded-log.ts';

const clock = { now: () => someday };
const plenty = { getRemainingTimeInMillis: () => 60_000 };
/** A function whose answers fail for the named objects, and what it did with a batch. */
async function answerBatch(
  delivered: readonly DeliveredRequest[],
  { failing = [] as readonly string[], context = plenty } = {},
) {
  const [answered, log]: [SyncRequest[], ReturnType<typeof recordedLog>] = [[], recordedLog()];
  const handler = syncHandler({ log, clock, tries: null }, async (syncRequests, steps) => {
    for (const each of syncRequests) {
      if (!steps.hasTime()) continue;
      answered.push(each);
      if (failing.includes(each.objectId)) steps.failed(each, new TypeError('canary@example.org did not answer'));
      else steps.done(each);
    }
  });
  const { batchItemFailures } = await handler(queueEvent(delivered), context);
  return {
    failed: batchItemFailures.map((each) => each.itemIdentifier),
    requested: answered.map((each) => each.objectId),
    answered,
    log,
  };
}
const deliver = (objectId: string, customer: string | null, messageId = objectId): DeliveredRequest =>
  deliveredRequest(
    syncRequest({ eventId: `evt_${messageId}`, objectId, customerId: customer === null ? null : customerId(customer) }),
    messageId,
  );
const raw = (body: string, messageId: string, group = messageId): DeliveredRequest => ({ body, messageId, group });

describe('a batch', () => {
  test('is answered in order, and none of it comes again', async () => {
    const { requested, failed } = await answerBatch([deliver('pi_1', 'a'), deliver('pi_2', 'b'), deliver('pi_3', 'a')]);
    expect([requested, failed]).toEqual([['pi_1', 'pi_2', 'pi_3'], []]);
  });
  test('that is empty is done', async () => expect((await answerBatch([])).failed).toEqual([]));
  test('hands on the sync request as it was sent, and nothing that was added to it', async () => {
    const body = JSON.stringify({ ...syncRequest(), email: 'canary@example.org' });
    const { answered } = await answerBatch([raw(body, 'one')]);
    expect(answered).toEqual([syncRequest()]);
  });
});

describe('a try to pay', () => {
  test('is counted once, also when its request is delivered again', async () => {
    const counted: string[] = [];
    const tries = { count: async (outcome: string) => void counted.push(outcome) };
    const handler = syncHandler({ log: recordedLog(), clock, tries }, async () => {});
    const of = (objectId: string, tried: 'declined' | 'succeeded', receives = 1) =>
      deliveredRequest(syncRequest({ eventId: `evt_${objectId}`, objectId, tried }), objectId, receives);
    await handler(queueEvent([of('pi_1', 'declined'), of('pi_2', 'succeeded'), deliver('pi_3', 'a')]), plenty);
    await handler(queueEvent([of('pi_1', 'declined', 2)]), plenty);
    expect(counted).toEqual(['declined', 'succeeded']);
  });
});

describe('a request that fails', () => {
  test('comes again alone: order means nothing, so nothing waits behind it', async () => {
    const delivered = [deliver('pi_1', 'a'), deliver('pi_2', 'a'), deliver('pi_3', 'b'), deliver('pi_4', 'a')];
    const { requested, failed } = await answerBatch(delivered, { failing: ['pi_2'] });
    expect([requested, failed]).toEqual([['pi_1', 'pi_2', 'pi_3', 'pi_4'], ['pi_2']]);
  });
  test('is logged by the kind of its error alone', async () => {
    const { log } = await answerBatch([deliver('pi_1', 'a')], { failing: ['pi_1'] });
    expect(log.lines).toEqual([{ message: 'sync-failed', fields: { errorName: 'TypeError' } }]);
  });
  test('with a value that is no error is logged too', async () => {
    const log = recordedLog();
    const handler = syncHandler({ log, clock, tries: null }, async ([first], steps) => {
      if (first !== undefined) steps.failed(first, 'canary');
    });
    expect((await handler(queueEvent([deliver('pi_1', 'a')]), plenty)).batchItemFailures).toHaveLength(1);
    expect(log.of('sync-failed')).toEqual([{ errorName: 'unknown' }]);
  });
});

describe('requests of one part in one batch', () => {
  test('are one question, and all of them are answered by it', async () => {
    const { requested, failed } = await answerBatch([deliver('pi_1', 'a', 'm1'), deliver('pi_1', 'a', 'm2')]);
    expect([requested, failed]).toEqual([['pi_1'], []]);
  });
  test('all come again when it fails', async () => {
    const delivered = [deliver('pi_1', 'a', 'm1'), deliver('pi_1', 'a', 'm2')];
    expect((await answerBatch(delivered, { failing: ['pi_1'] })).failed).toEqual(['m1', 'm2']);
  });
  test('are two, where only the kind of part differs', async () => {
    const delivered = [
      deliveredRequest(syncRequest({ part: 'customer', objectId: 'cus_one' }), 'm1'),
      deliveredRequest(syncRequest({ part: 'membership', objectId: 'cus_one' }), 'm2'),
    ];
    expect((await answerBatch(delivered)).requested).toHaveLength(2);
  });
  test('are synced again in the next batch, because Stripe may have changed', async () => {
    const requested: string[] = [];
    const handler = syncHandler({ log: recordedLog(), clock, tries: null }, async (syncRequests) => {
      requested.push(...syncRequests.map(({ objectId }) => objectId));
    });
    await handler(queueEvent([deliver('pi_1', 'a')]), plenty);
    await handler(queueEvent([deliver('pi_1', 'a')]), plenty);
    expect(requested).toEqual(['pi_1', 'pi_1']);
  });
});

describe('a message that is no sync request', () => {
  const requestText = (changed: object) => JSON.stringify({ ...syncRequest(), ...changed });
  test.each([
    ['nothing', ''],
    ['no JSON', 'hello'],
    ['a null', 'null'],
    ['a list', '[]'],
    ['half a sync request', '{"eventId":"evt_1"}'],
    ['a sync request without a part', requestText({ part: 'supporter' })],
    ['a sync request without an object', requestText({ objectId: '' })],
    ['a sync request with an endless object id', requestText({ objectId: 'x'.repeat(141) })],
    ['a sync request whose customer is a number', requestText({ customerId: 5 })],
  ])('%s fails, so that it lands in the dead letters and is not lost', async (_what, body) => {
    const { requested, failed, log } = await answerBatch([raw(body, 'bad'), deliver('pi_2', 'b')]);
    expect([failed, requested]).toEqual([['bad'], ['pi_2']]);
    expect(log.of('sync-failed')).toHaveLength(1);
  });
  test('holds up no other request of its group', async () => {
    const { failed } = await answerBatch([raw('hello', 'bad', 'cus_a'), deliver('pi_1', 'a', 'm1')]);
    expect(failed).toEqual(['bad']);
  });
});

describe('a sync request with a customer of another shape', () => {
  test('is answered as one that names none', async () => {
    const { answered } = await answerBatch([raw(JSON.stringify({ ...syncRequest(), customerId: 'acct_1' }), 'one')]);
    expect(answered).toEqual([syncRequest({ customerId: null })]);
  });
});

describe('when time runs out', () => {
  test('what could not start comes again, and no sync starts that would be cut off', async () => {
    const left = [60_000, 60_000, 25_000, 24_999, 10_000];
    const context = { getRemainingTimeInMillis: () => left.shift() ?? 0 };
    const delivered = [deliver('pi_1', 'a'), deliver('pi_2', 'b'), deliver('pi_3', 'a'), deliver('pi_4', 'c')];
    const { requested } = await answerBatch(delivered, { context });
    expect(requested).toEqual(['pi_1', 'pi_2', 'pi_3']);
  });
  test('what never ends comes again, and what was done before stays done', async () => {
    const context = { getRemainingTimeInMillis: () => 2_050 };
    const handler = syncHandler({ log: recordedLog(), clock, tries: null }, async ([first], steps) => {
      if (first !== undefined) steps.done(first);
      await new Promise(() => {});
    });
    const { batchItemFailures } = await handler(queueEvent([deliver('pi_1', 'a'), deliver('pi_2', 'b')]), context);
    expect(batchItemFailures).toEqual([{ itemIdentifier: 'pi_2' }]);
  });
});
