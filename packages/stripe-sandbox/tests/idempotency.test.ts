// Idempotency keys and bad days: what a caller gets when it asks twice, or when Stripe fails it.
import { Stripe } from 'stripe';
import { beforeEach, describe, expect, test } from 'vitest';
import { host, openGift, paid, type Stage, setStage } from './stage.ts';

let stage: Stage;
beforeEach(() => {
  stage = setStage();
});

const create = (name: string, idempotencyKey: string) => stage.stripe.customers.create({ name }, { idempotencyKey });
const count = () => stage.sandbox.state.world.customers.size;

describe('the same key', () => {
  test('with the same parameters answers the same and does nothing', async () => {
    const first = await create('Ada', 'one');
    const second = await create('Ada', 'one');
    expect(second.id).toBe(first.id);
    expect(count()).toBe(1);
  });

  test('says that it only repeats, and what', async () => {
    const headers = { authorization: 'Bearer sk_test_stage', 'idempotency-key': 'one' };
    const post = () =>
      stage.sandbox.fetch(new Request(`${host}/v1/customers`, { method: 'POST', body: 'name=Ada', headers }));
    const first = await post();
    const second = await post();
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect(second.headers.get('original-request')).toBe(first.headers.get('request-id'));
    expect(await second.text()).toBe(await first.text());
  });

  test('with other parameters is refused', async () => {
    await create('Ada', 'one');
    await expect(create('Grace', 'one')).rejects.toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
    expect(count()).toBe(1);
  });

  test('repeats a refusal that came from the work itself', async () => {
    const refund = () => stage.stripe.refunds.create({ payment_intent: 'pi_none' }, { idempotencyKey: 'two' });
    await expect(refund()).rejects.toMatchObject({ code: 'resource_missing' });
    await expect(refund()).rejects.toMatchObject({
      code: 'resource_missing',
      headers: { 'idempotent-replayed': 'true' },
    });
  });

  test('is free again after parameters that were not even read', async () => {
    const headers = { authorization: 'Bearer sk_test_stage', 'idempotency-key': 'three' };
    const post = (body: string) =>
      stage.sandbox.fetch(new Request(`${host}/v1/customers`, { method: 'POST', body, headers }));
    expect((await post('surprise=1')).status).toBe(400);
    expect((await post('name=Ada')).status).toBe(200);
  });

  test('finds the work of a first request that never answered', async () => {
    await stage.command('/faults', { timeout: true, after: true });
    const first = create('Ada', 'one');
    await expect(create('Ada', 'one')).resolves.toMatchObject({ name: 'Ada' });
    await stage.command('/faults', { release: true });
    expect((await first).name).toBe('Ada');
    expect(count()).toBe(1);
  });

  test('is forgotten after a day', async () => {
    const first = await create('Ada', 'one');
    await stage.days(1);
    expect((await create('Ada', 'one')).id).not.toBe(first.id);
  });
});

test('a key whose first request still runs is in use, and free again when that did nothing', async () => {
  await stage.command('/faults', { timeout: true });
  const hanging = create('Ada', 'one');
  await expect(create('Ada', 'one')).rejects.toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' });
  await stage.command('/faults', { release: true });
  await expect(hanging).rejects.toMatchObject({ statusCode: 503 });
  expect((await create('Ada', 'one')).name).toBe('Ada');
});

describe('ordered faults', () => {
  test('fail as often as asked and only where asked', async () => {
    await stage.command('/faults', { status: 429, times: 2, path: '/v1/customers', method: 'POST' });
    await expect(create('Ada', 'one')).rejects.toBeInstanceOf(Stripe.errors.StripeRateLimitError);
    await stage.stripe.customers.list();
    await expect(create('Ada', 'one')).rejects.toMatchObject({ statusCode: 429, code: 'rate_limit' });
    expect((await create('Ada', 'one')).name).toBe('Ada');
  });

  test('a 500 that was recorded is answered again and again to its key, and not to another', async () => {
    await stage.command('/faults', { status: 500, recorded: true });
    await expect(create('Ada', 'one')).rejects.toBeInstanceOf(Stripe.errors.StripeAPIError);
    await expect(create('Ada', 'one')).rejects.toMatchObject({
      statusCode: 500,
      headers: { 'idempotent-replayed': 'true' },
    });
    expect(count()).toBe(0);
    expect((await create('Ada', 'two')).name).toBe('Ada');
  });

  test('a 500 after the work leaves the work done, and the key finds it', async () => {
    const { payment_intent } = await paid(stage, await openGift(stage));
    const refund = () =>
      stage.stripe.refunds.create({ payment_intent: String(payment_intent) }, { idempotencyKey: 'refund' });
    await stage.command('/faults', { status: 500, after: true, path: '/v1/refunds' });
    await expect(refund()).rejects.toMatchObject({ statusCode: 500 });
    expect((await refund()).amount).toBe(1000);
    expect(stage.sandbox.state.world.refunds.size).toBe(1);
  });

  test('an answer that is cut off is no answer', async () => {
    await stage.command('/faults', { truncate: true });
    await expect(stage.stripe.customers.list()).rejects.toThrow();
    expect((await stage.stripe.customers.list()).data).toEqual([]);
  });

  test("the SDK's own retries come through a short outage", async () => {
    stage = setStage({ maxNetworkRetries: 2 });
    await stage.command('/faults', { status: 503, times: 2 });
    expect((await create('Ada', 'one')).name).toBe('Ada');
  });

  test('a fault that makes no sense is refused with a sentence', async () => {
    const refused = await stage.command('/faults', { status: 200 });
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({ title: expect.any(String), detail: expect.any(String) });
  });
});
