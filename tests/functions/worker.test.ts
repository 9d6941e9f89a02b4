// The deployed worker with batches as Lambda delivers them: one invalid sync request holds up nobody, failed requests come
// again, and answered ones do not.
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { lambdaContext } from '../../local/environment/lambda-context.ts';
import { localAccess } from '../../local/servers/dynamodb-table.ts';
import { known, parseCustomerId } from '../../shared/core/ids.ts';
import type { SyncRequest } from '../../shared/core/sync-request.ts';
import { syncRequest } from '../support/builders.ts';
import { type DeployedHarness, openDeployedHarness } from '../support/deployed-harness.ts';
import { isTableMissing } from '../support/dynamodb-table.ts';
import * as steps from '../support/newsroom-steps.ts';
import { type DeliveredRequest, deliveredRequest, queueEvent } from '../support/queue-event.ts';

describe.skipIf(isTableMissing())('the worker', () => {
  let harness: DeployedHarness;
  let contributions: SyncRequest[];
  beforeAll(async () => {
    harness = await openDeployedHarness();
    await steps.holdWebhooks(harness);
    for (let count = 0; count < 3; count += 1) {
      await steps.pay(harness, await steps.openCheckout(harness.browser(), steps.tenOnce));
    }
    contributions = [...harness.sandbox.state.world.paymentIntents.values()].map(({ id, customer }, at) =>
      syncRequest({ eventId: `evt_${at}`, objectId: id, customerId: known(parseCustomerId(String(customer))) }),
    );
  });
  afterAll(() => harness?.stop());
  afterEach(() => harness.coldStart());
  const answer = (syncRequests: readonly DeliveredRequest[], seconds = 60) =>
    harness.worker(queueEvent(syncRequests), lambdaContext('sync', 'a-batch', seconds));
  const failures = (...messageIds: string[]) => ({
    batchItemFailures: messageIds.map((itemIdentifier) => ({ itemIdentifier })),
  });
  const contribution = (at: number): SyncRequest => contributions[at] ?? syncRequest();
  const held = async (at: number) => (await harness.held()).some((row) => row['id'] === contribution(at).objectId);
  const gone = syncRequest({ objectId: 'pi_gone' });

  test('answers a whole batch, and reports no failure', async () => {
    expect(await answer([deliveredRequest(contribution(0), 'a'), deliveredRequest(contribution(1), 'b')])).toEqual(
      failures(),
    );
    expect([await held(0), await held(1), await held(2)]).toEqual([true, true, false]);
  });

  test.each([
    ['no JSON', 'not json'],
    ['no sync request', '{}'],
    ['a sync request about nothing we know', '{"eventId":"evt_1","part":"message","objectId":"x","customerId":null}'],
    ['a sync request with an endless id', JSON.stringify(syncRequest({ objectId: `pi_${'x'.repeat(5000)}` }))],
  ])('gives back %s alone', async (_, body) => {
    const poison = { body, group: 'poison', messageId: 'p' };
    expect(await answer([poison, deliveredRequest(contribution(0), 'a')])).toEqual(failures('p'));
    expect(harness.log()).not.toContain('xxxx');
  });

  test('gives back what failed alone, and answers all others, also those of its group', async () => {
    const syncRequests = [
      deliveredRequest(gone, 'a'),
      deliveredRequest(contribution(2), 'b'),
      { ...deliveredRequest(contribution(1), 'c'), group: String(gone.customerId) },
    ];
    expect(await answer(syncRequests)).toEqual(failures('a'));
    expect([await held(1), await held(2)]).toEqual([true, true]);
  });

  test('reads one part of one batch from Stripe once, however many sync requests name it', async () => {
    const before = harness.sandbox.state.requestsSeen;
    await answer(['a', 'b', 'c'].map((id) => deliveredRequest({ ...contribution(0), eventId: `evt_${id}` }, id)));
    expect(harness.sandbox.state.requestsSeen - before).toBe(1);
    await answer([deliveredRequest(contribution(0), 'd')]);
    expect(harness.sandbox.state.requestsSeen - before).toBe(2);
  });

  test('begins no sync request that it could not end in its time', async () => {
    const before = harness.sandbox.state.requestsSeen;
    expect(await answer([deliveredRequest(contribution(0), 'a'), deliveredRequest(contribution(1), 'b')], 20)).toEqual(
      failures('a', 'b'),
    );
    expect(harness.sandbox.state.requestsSeen).toBe(before);
  });

  test('returns everything while Stripe, the table or the secrets do not answer, and changes nothing', async () => {
    const before = await harness.held();
    await steps.command(harness, '/faults', { status: 429, times: 2 });
    expect(await answer([deliveredRequest(contribution(0), 'a'), deliveredRequest(contribution(1), 'b')])).toEqual(
      failures('a', 'b'),
    );
    for (const name of ['AWS_ENDPOINT_URL_DYNAMODB', 'AWS_ENDPOINT_URL_SECRETS_MANAGER']) {
      harness.coldStart({ [name]: 'http://127.0.0.1:1' });
      expect(await answer([deliveredRequest(contribution(0), 'a')])).toEqual(failures('a'));
    }
    expect(await harness.held()).toEqual(before);
  });

  test('on the real queue an invalid sync request ends in the dead letters, and everybody else is answered', async () => {
    const client = new SQSClient({ ...localAccess, endpoint: harness.queue.endpoint });
    const send = (body: string, group: string) =>
      client.send(
        new SendMessageCommand({
          QueueUrl: harness.queue.queueUrl,
          MessageBody: body,
          MessageGroupId: group,
          MessageDeduplicationId: `${group}-${body.length}`,
        }),
      );
    await send('poison', 'poison');
    await send(JSON.stringify(contribution(1)), String(contribution(1).customerId));
    await harness.drain();
    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({
        QueueUrl: harness.queue.deadLetterUrl,
        AttributeNames: ['ApproximateNumberOfMessages'],
      }),
    );
    client.destroy();
    expect(Attributes?.['ApproximateNumberOfMessages']).toBe('1');
    expect(await harness.syncRequests.count()).toBe(0);
  });
});
