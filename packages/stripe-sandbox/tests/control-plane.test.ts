// The control plane: what a test may do to the account from outside, and what it refuses.
import { beforeEach, describe, expect, test } from 'vitest';
import { newMember, openGift, paid, type Stage, setStage, typesOf } from './stage.ts';

let stage: Stage;
beforeEach(() => {
  stage = setStage({ settings: { accountName: 'The <Gazette>' } });
});

describe('the control plane', () => {
  test('shows the whole account', async () => {
    await paid(stage, await openGift(stage));
    const response = await stage.sandbox.fetch(new Request('http://sandbox.test/_sandbox/state'));
    expect(await response.json()).toMatchObject({
      now: new Date(stage.now()).toISOString(),
      sessions: [{ status: 'complete' }],
      paymentIntents: [{ status: 'succeeded' }],
      deliveries: { tally: { delivered: stage.received.length } },
    });
  });

  test('moves the clock by itself when nobody else owns it', async () => {
    const { subscription } = await newMember(stage);
    expect((await stage.command('/clock', { advanceDays: 31.5 })).body).toEqual({ now: '2027-04-10T21:00:00.000Z' });
    await stage.sandbox.tick();
    expect(typesOf(stage.received).filter((type) => type === 'invoice.paid')).toHaveLength(2);
    const item = (await stage.stripe.subscriptions.retrieve(subscription.id)).items.data[0];
    expect(new Date((item?.current_period_end ?? 0) * 1000).toISOString()).toBe('2027-05-10T09:00:00.000Z');
  });

  test('deletes everything on reset, except the endpoints', async () => {
    await newMember(stage);
    await stage.command('/reset');
    expect((await stage.stripe.events.list()).data).toEqual([]);
    stage.received.length = 0;
    await stage.stripe.customers.create({ name: 'Ada' });
    await stage.sandbox.tick();
    expect(typesOf(stage.received)).toEqual(['customer.created']);
  });

  test.each([
    ['/checkouts/cs_test_none/pay', { method: 'card' }, 404],
    ['/checkouts/cs_test_none/pay', { method: 'gold' }, 400],
    ['/bank-debits/pi_none', { outcome: 'succeeded' }, 404],
    ['/subscriptions/sub_none/renewals', { outcome: 'paid' }, 404],
    ['/clock', { advanceDays: -1 }, 400],
    ['/clock', { days: 3 }, 400],
    ['/disputes', {}, 400],
    ['/deliveries', { drop: 2 }, 400],
    ['/settings', { afterLastRetry: 'hope' }, 400],
  ])('%s with %o is a problem with a sentence', async (path, command, status) => {
    const answer = await stage.command(path, command);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ status, title: expect.any(String), detail: expect.stringMatching(/\w+ \w+/) });
  });

  test('takes JSON and nothing else', async () => {
    const request = new Request('http://sandbox.test/_sandbox/clock', { method: 'POST', body: 'advanceDays=1' });
    expect((await stage.sandbox.fetch(request)).status).toBe(400);
  });
});
