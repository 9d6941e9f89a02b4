// What every sync request queue must do, asked of the one in memory and of SQS (fauxqs, through the real SDK): first in,
// first out within a group; one event id once; and a sync request that nobody can answer ends among the dead letters.
import { beforeEach, describe, expect, inject, test } from 'vitest';
import { createQueueClient, sqsSyncQueue } from '../../shared/adapters/aws/sync-queue.ts';
import { customerId, syncRequest } from '../support/builders.ts';
import { maxReceives, openMemoryQueue, openSqsQueue, type QueuePlug, visibilitySeconds } from './sync-queue-plugs.ts';

const plugs = [
  { name: 'in memory', open: openMemoryQueue },
  { name: 'on SQS', open: openSqsQueue },
];
const requestNamed = (eventId: string, customer = 'one') => syncRequest({ eventId, customerId: customerId(customer) });

describe.each(plugs)('a sync request queue $name', ({ open }) => {
  let plug: QueuePlug;
  beforeEach(async () => {
    plug = await open();
  });
  const sendAll = async (...requests: ReturnType<typeof requestNamed>[]) => {
    for (const each of requests) await plug.queue.send(each);
  };
  /** Receives until nothing comes, acknowledging everything, and tells in which order it came. */
  async function drain(): Promise<string[]> {
    const order: string[] = [];
    for (let received = await plug.receive(); received.length > 0; received = await plug.receive()) {
      for (const each of received) {
        order.push(each.syncRequest.eventId);
        await plug.acknowledge(each.receipt);
      }
    }
    return order;
  }

  test('a sync request arrives as it was sent, with nothing added', async () => {
    const sent = syncRequest({ eventId: 'evt_whole', part: 'checkout', objectId: 'cs_test_1', customerId: null });
    await sendAll(sent);
    const [received] = await plug.receive();
    expect(received?.syncRequest).toEqual(sent);
    expect(received?.receives).toBe(1);
  });

  test('sync requests of one customer arrive in the order they were sent', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `evt_${index}`);
    await sendAll(...names.map((name) => requestNamed(name)));
    expect(await drain()).toEqual(names);
  });

  test('while one sync request of a customer is being answered, its later sync requests wait and those of others do not', async () => {
    await sendAll(requestNamed('evt_a1', 'a'));
    const [first] = await plug.receive();
    await sendAll(requestNamed('evt_a2', 'a'), requestNamed('evt_b1', 'b'));
    const meanwhile = await plug.receive();
    expect(meanwhile.map((each) => each.syncRequest.eventId)).toEqual(['evt_b1']);
    for (const each of [...meanwhile, first]) await plug.acknowledge(each?.receipt ?? '');
    expect(await drain()).toEqual(['evt_a2']);
  });

  test('sync requests that name no customer wait for their own object only', async () => {
    const of = (eventId: string, objectId: string) => syncRequest({ eventId, objectId, customerId: null });
    await sendAll(of('evt_1', 'pi_1'));
    await plug.receive();
    await sendAll(of('evt_2', 'pi_1'), of('evt_3', 'pi_2'));
    expect((await plug.receive()).map((each) => each.syncRequest.eventId)).toEqual(['evt_3']);
  });

  test('one event sent twice arrives once, also when it was answered in between', async () => {
    await sendAll(requestNamed('evt_twice'), requestNamed('evt_twice'));
    expect(await drain()).toEqual(['evt_twice']);
    await sendAll(requestNamed('evt_twice'));
    expect(await drain()).toEqual([]);
  });

  test('two events about one object both arrive: the later may tell of a later change', async () => {
    await sendAll(requestNamed('evt_first'), requestNamed('evt_second'));
    expect(await drain()).toEqual(['evt_first', 'evt_second']);
  });

  test('a sync request whose worker died comes again in its old place, and says so', async () => {
    await sendAll(requestNamed('evt_1'));
    await plug.receive();
    await sendAll(requestNamed('evt_2'));
    await plug.pass(visibilitySeconds);
    const [again, ...more] = await plug.receive();
    expect(again).toMatchObject({ syncRequest: { eventId: 'evt_1' }, receives: 2 });
    await plug.acknowledge(again?.receipt ?? '');
    // Whether a batch holds several sync requests of one customer is the queue's choice; their order is not.
    for (const each of more) await plug.fail(each.receipt);
    expect(await drain()).toEqual(['evt_2']);
  });

  test('a sync request given back comes again at once', async () => {
    await sendAll(requestNamed('evt_back'));
    const [first] = await plug.receive();
    await plug.fail(first?.receipt ?? '');
    expect(await plug.receive()).toMatchObject([{ syncRequest: { eventId: 'evt_back' }, receives: 2 }]);
  });

  test('a sync request that fails too often goes to the dead letters and out of the way of its customer', async () => {
    await sendAll(requestNamed('evt_poison'));
    for (let receives = 1; receives <= maxReceives; receives += 1) {
      const [poison] = await plug.receive();
      expect(poison).toMatchObject({ syncRequest: { eventId: 'evt_poison' }, receives });
      expect(await plug.deadLetters()).toEqual([]);
      await plug.fail(poison?.receipt ?? '');
    }
    await sendAll(requestNamed('evt_after'));
    expect(await drain()).toEqual(['evt_after']);
    expect(await plug.deadLetters()).toEqual([requestNamed('evt_poison')]);
  });

  test('a sync request that fails holds up its own customer and nobody else', async () => {
    await sendAll(requestNamed('evt_poison', 'a'));
    for (let failed = 1; failed < maxReceives; failed += 1) {
      await sendAll(requestNamed(`evt_b${failed}`, 'b'));
      for (const each of await plug.receive()) {
        if (each.syncRequest.eventId === 'evt_poison') await plug.fail(each.receipt);
        else await plug.acknowledge(each.receipt);
      }
    }
    expect(await drain()).toEqual(['evt_poison']);
  });
});

describe('a sync request queue on SQS', () => {
  const access = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };

  test('throws when there is no such queue, so that Stripe sends again', async () => {
    const { endpoint } = inject('queue');
    const client = createQueueClient({ ...access, endpoint });
    const queue = sqsSyncQueue(client, `${endpoint}/000000000000/nowhere.fifo`);
    await expect(queue.send(requestNamed('evt_1'))).rejects.toThrow();
    client.destroy();
  });

  test('throws when nobody answers', async () => {
    const client = createQueueClient({ ...access, endpoint: 'http://127.0.0.1:1', maxAttempts: 1 });
    await expect(
      sqsSyncQueue(client, 'http://127.0.0.1:1/0/sync-requests.fifo').send(requestNamed('evt_1')),
    ).rejects.toThrow();
    client.destroy();
  });
});
