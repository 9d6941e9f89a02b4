// The worker's door: order within a group, nobody waiting for a stranger, and nothing lost that could not be answered.
import { describe, expect, test } from 'vitest';
import { doorbellDoor } from '../../functions/runtime/queue-door.ts';
import type { Doorbell } from '../../shared/core/doorbell.ts';
import { customerId, doorbell } from '../support/builders.ts';
import { keptJournal } from '../support/kept-journal.ts';
import { queueEvent, type Ringing, ringing } from '../support/queue-event.ts';

const plenty = { getRemainingTimeInMillis: () => 60_000 };
/** A door whose answers fail for the objects named, and what it did with a batch. */
async function answerBatch(rings: readonly Ringing[], { failing = [] as readonly string[], context = plenty } = {}) {
  const [answered, journal]: [Doorbell[], ReturnType<typeof keptJournal>] = [[], keptJournal()];
  const door = doorbellDoor({ journal }, async (each) => {
    answered.push(each);
    if (failing.includes(each.objectId)) throw new TypeError('canary@example.org did not answer');
  });
  const { batchItemFailures } = await door(queueEvent(rings), context);
  return {
    failed: batchItemFailures.map((each) => each.itemIdentifier),
    asked: answered.map((each) => each.objectId),
    answered,
    journal,
  };
}
const ring = (objectId: string, customer: string | null, messageId = objectId): Ringing =>
  ringing(
    doorbell({ eventId: `evt_${messageId}`, objectId, customerId: customer === null ? null : customerId(customer) }),
    messageId,
  );
const raw = (body: string, messageId: string, group = messageId): Ringing => ({ body, messageId, group });

describe('a batch', () => {
  test('is answered in order, and nothing of it comes again', async () => {
    const { asked, failed } = await answerBatch([ring('pi_1', 'a'), ring('pi_2', 'b'), ring('pi_3', 'a')]);
    expect([asked, failed]).toEqual([['pi_1', 'pi_2', 'pi_3'], []]);
  });
  test('that is empty is done', async () => expect((await answerBatch([])).failed).toEqual([]));
  test('hands on the ring as it was sent, and nothing that was added to it', async () => {
    const body = JSON.stringify({ ...doorbell(), email: 'canary@example.org' });
    const { answered } = await answerBatch([raw(body, 'one')]);
    expect(answered).toEqual([doorbell()]);
  });
});

describe('a ring that fails', () => {
  test('comes again with all that follow it in its group, and no other group waits', async () => {
    const rings = [ring('pi_1', 'a'), ring('pi_2', 'a'), ring('pi_3', 'b'), ring('pi_4', 'a'), ring('pi_5', 'b')];
    const { asked, failed } = await answerBatch(rings, { failing: ['pi_2'] });
    expect(failed).toEqual(['pi_2', 'pi_4']);
    expect(asked).toEqual(['pi_1', 'pi_2', 'pi_3', 'pi_5']);
  });
  test('does not stop what has no customer but the same object', async () => {
    const { failed } = await answerBatch([ring('pi_1', 'a'), ring('pi_9', null)], { failing: ['pi_1'] });
    expect(failed).toEqual(['pi_1']);
  });
  test('is noted by the kind of its error alone', async () => {
    const { journal } = await answerBatch([ring('pi_1', 'a')], { failing: ['pi_1'] });
    expect(journal.lines).toEqual([{ message: 'doorbell-failed', fields: { errorName: 'TypeError' } }]);
  });
  test('with what is no error is noted too', async () => {
    const journal = keptJournal();
    const door = doorbellDoor({ journal }, () => Promise.reject('canary'));
    expect((await door(queueEvent([ring('pi_1', 'a')]), plenty)).batchItemFailures).toHaveLength(1);
    expect(journal.of('doorbell-failed')).toEqual([{ errorName: 'unknown' }]);
  });
});

describe('rings of one part in one batch', () => {
  test('are one question', async () => {
    const { asked, failed } = await answerBatch([
      ring('pi_1', 'a', 'm1'),
      ring('pi_1', 'a', 'm2'),
      ring('pi_1', null, 'm3'),
    ]);
    expect([asked, failed]).toEqual([['pi_1'], []]);
  });
  test('are two, where only the kind of part differs', async () => {
    const rings = [
      ringing(doorbell({ part: 'customer', objectId: 'cus_one' }), 'm1'),
      ringing(doorbell({ part: 'membership', objectId: 'cus_one' }), 'm2'),
    ];
    expect((await answerBatch(rings)).asked).toHaveLength(2);
  });
  test('are never answered by one that failed: the next group asks for itself', async () => {
    const rings = [ring('pi_1', 'a', 'm1'), ring('pi_1', null, 'm2')];
    const { asked, failed } = await answerBatch(rings, { failing: ['pi_1'] });
    expect(asked).toEqual(['pi_1', 'pi_1']);
    expect(failed).toEqual(['m1', 'm2']);
  });
  test('are asked anew in the next batch, because Stripe may have changed', async () => {
    const asked: string[] = [];
    const door = doorbellDoor({ journal: keptJournal() }, async (each) => void asked.push(each.objectId));
    await door(queueEvent([ring('pi_1', 'a')]), plenty);
    await door(queueEvent([ring('pi_1', 'a')]), plenty);
    expect(asked).toEqual(['pi_1', 'pi_1']);
  });
});

describe('a message that is no ring', () => {
  const ringText = (changed: object) => JSON.stringify({ ...doorbell(), ...changed });
  test.each([
    ['nothing', ''],
    ['no JSON', 'hello'],
    ['a null', 'null'],
    ['a list', '[]'],
    ['half a ring', '{"eventId":"evt_1"}'],
    ['a ring of no part', ringText({ part: 'supporter' })],
    ['a ring without an object', ringText({ objectId: '' })],
    ['a ring with an object without end', ringText({ objectId: 'x'.repeat(141) })],
    ['a ring whose customer is a number', ringText({ customerId: 5 })],
  ])('%s fails, so that it lands in the dead letters and is not lost', async (_what, body) => {
    const { asked, failed, journal } = await answerBatch([raw(body, 'bad'), ring('pi_2', 'b')]);
    expect([failed, asked]).toEqual([['bad'], ['pi_2']]);
    expect(journal.of('doorbell-failed')).toHaveLength(1);
  });
  test('holds up its own group, as any that fails', async () => {
    const { failed } = await answerBatch([raw('hello', 'bad', 'cus_a'), ring('pi_1', 'a', 'm1')]);
    expect(failed).toEqual(['bad', 'm1']);
  });
});

describe('a ring with a customer of another shape', () => {
  test('is answered as one that names none', async () => {
    const { answered } = await answerBatch([raw(JSON.stringify({ ...doorbell(), customerId: 'acct_1' }), 'one')]);
    expect(answered).toEqual([doorbell({ customerId: null })]);
  });
});

describe('when time runs out', () => {
  test('what could not be begun comes again, in every group, and nothing is begun to be cut off', async () => {
    const left = [60_000, 25_000, 24_999, 10_000];
    const context = { getRemainingTimeInMillis: () => left.shift() ?? 0 };
    const rings = [ring('pi_1', 'a'), ring('pi_2', 'b'), ring('pi_3', 'a'), ring('pi_4', 'c')];
    const { asked, failed } = await answerBatch(rings, { context });
    expect([asked, failed]).toEqual([
      ['pi_1', 'pi_2'],
      ['pi_3', 'pi_4'],
    ]);
  });
});
