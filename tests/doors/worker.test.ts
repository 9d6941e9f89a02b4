// The deployed worker under batches as Lambda hands them over: one poison ring holds up nobody but its own group, what
// failed comes again, and what was answered does not.
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { lambdaContext } from '../../local/lambda-context.ts';
import { localAccess } from '../../local/servers/dynamodb-table.ts';
import type { Doorbell } from '../../shared/core/doorbell.ts';
import { known, parseCustomerId } from '../../shared/core/ids.ts';
import { doorbell } from '../support/builders.ts';
import { type DeployedHouse, openDeployedHouse } from '../support/deployed-house.ts';
import { isTableMissing } from '../support/dynamodb-table.ts';
import * as deeds from '../support/newsroom-deeds.ts';
import { queueEvent, type Ringing, ringing } from '../support/queue-event.ts';

describe.skipIf(isTableMissing())('the worker', () => {
  let house: DeployedHouse;
  let gifts: Doorbell[];
  beforeAll(async () => {
    house = await openDeployedHouse();
    await deeds.holdWebhooks(house);
    for (let count = 0; count < 3; count += 1) {
      await deeds.pay(house, await deeds.openCheckout(house.browser(), deeds.tenOnce));
    }
    gifts = [...house.sandbox.desk.world.paymentIntents.values()].map(({ id, customer }, at) =>
      doorbell({ eventId: `evt_${at}`, objectId: id, customerId: known(parseCustomerId(String(customer))) }),
    );
  });
  afterAll(() => house?.stop());
  afterEach(() => house.coldStart());
  const answer = (rings: readonly Ringing[], seconds = 60) =>
    house.worker(queueEvent(rings), lambdaContext('doorbells', 'a-batch', seconds));
  const failures = (...messageIds: string[]) => ({
    batchItemFailures: messageIds.map((itemIdentifier) => ({ itemIdentifier })),
  });
  const gift = (at: number): Doorbell => gifts[at] ?? doorbell();
  const held = async (at: number) => (await house.held()).some((row) => row['id'] === gift(at).objectId);
  const gone = doorbell({ objectId: 'pi_gone' });

  test('answers a whole batch, and names no failure', async () => {
    expect(await answer([ringing(gift(0), 'a'), ringing(gift(1), 'b')])).toEqual(failures());
    expect([await held(0), await held(1), await held(2)]).toEqual([true, true, false]);
  });

  test.each([
    ['no JSON', 'not json'],
    ['no ring', '{}'],
    ['a ring about nothing we know', '{"eventId":"evt_1","part":"letter","objectId":"x","customerId":null}'],
    ['a ring with an endless id', JSON.stringify(doorbell({ objectId: `pi_${'x'.repeat(5000)}` }))],
  ])('gives back %s alone', async (_, body) => {
    const poison = { body, group: 'poison', messageId: 'p' };
    expect(await answer([poison, ringing(gift(0), 'a')])).toEqual(failures('p'));
    expect(house.log()).not.toContain('xxxx');
  });

  test('gives back what failed and what follows it in its group, and answers the others', async () => {
    const rings = [
      ringing(gone, 'a'),
      ringing(gift(2), 'b'),
      { ...ringing(gift(1), 'c'), group: String(gone.customerId) },
    ];
    expect(await answer(rings)).toEqual(failures('a', 'c'));
    expect(await held(2)).toBe(true);
  });

  test('asks Stripe once for one part of one batch, however many rings name it', async () => {
    const before = house.sandbox.desk.requestsSeen;
    await answer(['a', 'b', 'c'].map((id) => ringing({ ...gift(0), eventId: `evt_${id}` }, id)));
    expect(house.sandbox.desk.requestsSeen - before).toBe(1);
    await answer([ringing(gift(0), 'd')]);
    expect(house.sandbox.desk.requestsSeen - before).toBe(2);
  });

  test('begins no ring that it could not end in its time', async () => {
    const before = house.sandbox.desk.requestsSeen;
    expect(await answer([ringing(gift(0), 'a'), ringing(gift(1), 'b')], 20)).toEqual(failures('a', 'b'));
    expect(house.sandbox.desk.requestsSeen).toBe(before);
  });

  test('gives everything back while Stripe, the table or the secrets do not answer, and changes nothing', async () => {
    const before = await house.held();
    await deeds.order(house, '/faults', { status: 429, times: 2 });
    expect(await answer([ringing(gift(0), 'a'), ringing(gift(1), 'b')])).toEqual(failures('a', 'b'));
    for (const name of ['AWS_ENDPOINT_URL_DYNAMODB', 'AWS_ENDPOINT_URL_SECRETS_MANAGER']) {
      house.coldStart({ [name]: 'http://127.0.0.1:1' });
      expect(await answer([ringing(gift(0), 'a')])).toEqual(failures('a'));
    }
    expect(await house.held()).toEqual(before);
  });

  test('on the real queue a poison ring ends in the dead letters, and everybody else is answered', async () => {
    const client = new SQSClient({ ...localAccess, endpoint: house.queue.endpoint });
    const send = (body: string, group: string) =>
      client.send(
        new SendMessageCommand({
          ...{ QueueUrl: house.queue.queueUrl, MessageBody: body },
          ...{ MessageGroupId: group, MessageDeduplicationId: `${group}-${body.length}` },
        }),
      );
    await send('poison', 'poison');
    await send(JSON.stringify(gift(1)), String(gift(1).customerId));
    await house.drain();
    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({
        ...{ QueueUrl: house.queue.deadLetterUrl, AttributeNames: ['ApproximateNumberOfMessages'] },
      }),
    );
    client.destroy();
    expect(Attributes?.['ApproximateNumberOfMessages']).toBe('1');
    expect(await house.rings.count()).toBe(0);
  });
});
