// The API's manners: who may ask, how it says no, pages, expanding, metadata.
import { Stripe } from 'stripe';
import { beforeEach, describe, expect, test } from 'vitest';
import { host, idOf, newMember, openGift, paid, type Stage, sdkFor, setStage } from './stage.ts';

let stage: Stage;
beforeEach(() => {
  stage = setStage();
});

const ask = (path: string, headers: Record<string, string> = {}, init: RequestInit = {}) =>
  stage.sandbox.fetch(new Request(host + path, { headers, ...init }));
const key = { authorization: 'Bearer sk_test_stage' };

test.each([
  ['no key', {}],
  ['a live key', { authorization: 'Bearer sk_live_abc' }],
  ['a live restricted key', { authorization: 'Bearer rk_live_abc' }],
  ['a publishable key', { authorization: 'Bearer pk_test_abc' }],
])('%s is refused', async (_, headers) => {
  const response = await ask('/v1/customers', headers);
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
});

test('restricted test keys and basic authorization are accepted', async () => {
  expect((await ask('/v1/customers', { authorization: 'Bearer rk_test_abc' })).status).toBe(200);
  expect((await ask('/v1/customers', { authorization: `Basic ${btoa('sk_test_abc:')}` })).status).toBe(200);
});

test('another API version than the pinned one is refused', async () => {
  expect((await ask('/v1/customers', { ...key, 'stripe-version': '2026-10-28.endive' })).status).toBe(200);
  const response = await ask('/v1/customers', { ...key, 'stripe-version': '2024-04-10' });
  expect(response.status).toBe(400);
});

test('an unknown route is a 404 that the SDK throws on', async () => {
  const response = await ask('/v1/coupons', key);
  expect(response.status).toBe(404);
  expect(await response.json()).toHaveProperty('error.message');
  await expect(stage.stripe.coupons.list()).rejects.toBeInstanceOf(Stripe.errors.StripeInvalidRequestError);
});

test('every answer names its request and the version', async () => {
  const response = await ask('/v1/customers', key);
  expect(response.headers.get('request-id')).toMatch(/^req_/);
  expect(response.headers.get('stripe-version')).toBe(Stripe.API_VERSION);
});

describe('what is wrong with a request is said with its code and parameter', () => {
  const post = async (body: string) => {
    const response = await ask('/v1/checkout/sessions', key, { method: 'POST', body });
    return { status: response.status, body: await response.json() };
  };
  test.each([
    [
      'mode=payment&payment_method_types[0]=card',
      'payment_method_types_no_longer_supported',
      'payment_method_types[0]',
    ],
    ['mode=payment&surprise=1', 'parameter_unknown', 'surprise'],
    ['line_items[0][price_data][product_data][color]=red', 'parameter_missing', 'line_items[0][price_data][currency]'],
    ['line_items[0][quantity]=1.5', 'parameter_invalid_integer', 'line_items[0][quantity]'],
    ['success_url=', 'parameter_invalid_empty', 'success_url'],
  ])('%s', async (body, code, param) => {
    const refused = await post(body);
    expect(refused.status).toBe(400);
    expect(refused.body.error.code).toBe(code);
    expect(param).toContain(refused.body.error.param);
  });

  test('malformed names and clashing hashes never get through', async () => {
    for (const body of ['a[b=1', '[x]=1', 'mode=payment&mode[x]=1', `${'a[b]'.padEnd(200, '[c]')}=1`])
      expect((await post(body)).status, body).toBe(400);
  });
});

test('what does not exist is resource_missing', async () => {
  const gone = stage.stripe.subscriptions.retrieve('sub_none');
  await expect(gone).rejects.toMatchObject({ statusCode: 404, code: 'resource_missing', param: 'id' });
});

test('lists come in pages, newest first, until there are no more', async () => {
  for (const name of ['a', 'b', 'c', 'd', 'e']) await stage.stripe.customers.create({ name });
  const first = await stage.stripe.customers.list({ limit: 2 });
  expect([first.has_more, ...first.data.map(({ name }) => name)]).toEqual([true, 'e', 'd']);
  const names: (string | null | undefined)[] = [];
  for await (const customer of stage.stripe.customers.list({ limit: 2 })) names.push(customer.name);
  expect(names).toEqual(['e', 'd', 'c', 'b', 'a']);
  const before = await stage.stripe.customers.list({ limit: 2, ending_before: idOf(first.data[1]) });
  expect(before.data.map(({ name }) => name)).toEqual(['e']);
  await expect(stage.stripe.customers.list({ limit: 101 })).rejects.toMatchObject({ statusCode: 400, param: 'limit' });
  await expect(stage.stripe.customers.list({ starting_after: 'cus_none' })).rejects.toMatchObject({
    code: 'resource_missing',
  });
});

describe('expanding', () => {
  test('follows references, lists and what is only shown on request', async () => {
    const { session, subscription } = await newMember(stage);
    const shown = await stage.stripe.checkout.sessions.retrieve(session.id, {
      expand: ['line_items', 'subscription.latest_invoice', 'invoice.payments'],
    });
    expect(shown.line_items?.data[0]?.amount_total).toBe(500);
    expect(shown.subscription).toMatchObject({ id: subscription.id, latest_invoice: { object: 'invoice' } });
    const invoice = await stage.stripe.invoices.retrieve(idOf(session.invoice), {
      expand: ['payments.data.payment.payment_intent'],
    });
    expect(invoice.payments?.data[0]?.payment.payment_intent).toMatchObject({ status: 'succeeded' });
  });

  test('without a request no reference is an object and no list is shown', async () => {
    const { session } = await newMember(stage);
    expect(session.line_items).toBeUndefined();
    expect(typeof session.subscription).toBe('string');
    const invoice = await stage.stripe.invoices.retrieve(idOf(session.invoice));
    expect(invoice.payments).toBeUndefined();
  });

  test('goes four levels deep at most', async () => {
    const deep = stage.stripe.invoices.list({ expand: ['data.payments.data.payment.payment_intent'] });
    await expect(deep).rejects.toMatchObject({ statusCode: 400 });
  });

  test.each(['metadata', 'id', 'client_reference_id', 'nonsense', 'automatic_tax.enabled'])(
    'refuses %s',
    async (path) => {
      const session = await openGift(stage);
      await expect(stage.stripe.checkout.sessions.retrieve(session.id, { expand: [path] })).rejects.toThrow(
        'This property cannot be expanded',
      );
    },
  );
});

describe('metadata', () => {
  test('is merged name by name, an empty text takes a name away, and an empty hash all of them', async () => {
    const { id } = await stage.stripe.customers.create({ metadata: { a: '1', b: '2' } });
    expect((await stage.stripe.customers.update(id, { metadata: { b: '', c: '3' } })).metadata).toEqual({
      a: '1',
      c: '3',
    });
    expect((await stage.stripe.customers.update(id, { metadata: '' })).metadata).toEqual({});
  });

  test('has its limits', async () => {
    const tooMany = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`name${index}`, 'x']));
    const inputs = [tooMany, { ['n'.repeat(41)]: 'x' }, { n: 'x'.repeat(501) }];
    for (const metadata of inputs)
      await expect(stage.stripe.customers.create({ metadata })).rejects.toMatchObject({ statusCode: 400 });
  });
});

test('nothing is ever live', async () => {
  await paid(stage, await openGift(stage));
  const text = JSON.stringify(stage.sandbox.snapshot());
  expect(text).toContain('"livemode":false');
  expect(text).not.toContain('"livemode":true');
});

test('two sandboxes with one seed and one history are the same to the last byte', async () => {
  const story = async () => {
    const again = setStage({ seed: 42 });
    const { subscription } = await newMember(again);
    await again.days(40);
    await sdkFor(again.sandbox).subscriptions.cancel(subscription.id);
    const { idempotency: _random, ...rest } = again.sandbox.snapshot();
    // The SDK makes up its own idempotency keys; events name them.
    return JSON.stringify(rest).replaceAll(/stripe-node-retry-[\w-]+/g, 'key');
  };
  expect(await story()).toBe(await story());
});
