// Webhooks on their way: signed, repeated, late, lost, in any order, and tried again until they are answered.
import { Stripe } from 'stripe';
import { beforeEach, describe, expect, test } from 'vitest';
import { createSandbox } from '../source/sandbox.ts';
import { calm } from '../source/webhooks/delivery-queue.ts';
import { host, newMember, openGift, openMembership, paid, type Stage, sdkFor, setStage, typesOf } from './stage.ts';

let stage: Stage;
beforeEach(() => {
  stage = setStage();
});
const tally = () => stage.sandbox.state.deliveries.tally;
const ids = () => stage.received.map(({ id }) => id);
const logged = async () => (await stage.stripe.events.list({ limit: 100 })).data.map(({ id }) => id);

test('an event arrives whole: version, request, object, and nothing live', async () => {
  const { id } = await stage.stripe.customers.create({ name: 'Ada' }, { idempotencyKey: 'mine' });
  await stage.sandbox.tick();
  expect(stage.received[0]).toMatchObject({
    object: 'event',
    type: 'customer.created',
    api_version: Stripe.API_VERSION,
    created: Math.floor(stage.now() / 1000),
    livemode: false,
    pending_webhooks: 1,
    request: { id: expect.stringMatching(/^req_/), idempotency_key: 'mine' },
    data: { object: { id, name: 'Ada' } },
  });
});

test('what time causes was asked for by nobody', async () => {
  await openGift(stage);
  await stage.days(1);
  expect(stage.received.at(-1)).toMatchObject({
    type: 'checkout.session.expired',
    request: { id: null, idempotency_key: null },
  });
});

test('only followed types are delivered, but all are logged', async () => {
  stage = setStage({ enabledEvents: ['checkout.session.completed'] });
  await paid(stage, await openGift(stage));
  expect(typesOf(stage.received)).toEqual(['checkout.session.completed']);
  expect((await logged()).length).toBeGreaterThan(4);
});

describe('an endpoint that does not answer well', () => {
  test('is tried again later and later for three days, signed afresh each time, then given up', async () => {
    const attempts: number[] = [];
    stage.answer = () => {
      attempts.push(stage.now());
      return 500;
    };
    await stage.stripe.customers.create({ name: 'Ada' });
    for (let step = 0; step < 5 * 24 * 12; step += 1) await stage.seconds(300);
    const [first = 0, ...rest] = attempts;
    // The stage verifies every signature with a tolerance of five minutes: an old one would never have come this far.
    expect(rest.map((at) => (at - first) / 3_600_000).map((hours) => Math.round(hours * 100) / 100)).toEqual([
      0.08, 0.58, 2.58, 7.58, 17.58, 29.58, 41.58, 53.58, 65.58,
    ]);
    expect(tally()).toMatchObject({ sent: 10, delivered: 0, refused: 10, givenUp: 1 });
  });

  test('gets the event once it is well again, and the event then counts as delivered', async () => {
    stage.answer = () => 503;
    await stage.stripe.customers.create({ name: 'Ada' });
    await stage.sandbox.tick();
    const failed = await stage.stripe.events.list({ delivery_success: false });
    expect(failed.data).toHaveLength(1);
    stage.answer = () => 200;
    await stage.seconds(300);
    expect(typesOf(stage.received)).toEqual(['customer.created']);
    expect((await stage.stripe.events.list({ delivery_success: false })).data).toEqual([]);
    expect((await stage.stripe.events.list({ delivery_success: true })).data[0]?.pending_webhooks).toBe(0);
  });

  test('is an endpoint that throws, too', async () => {
    stage.answer = () => {
      throw new Error('connection reset');
    };
    await stage.stripe.customers.create({ name: 'Ada' });
    await stage.sandbox.tick();
    expect(tally()).toMatchObject({ sent: 1, refused: 1 });
  });

  test('that is disabled meanwhile gets no more events', async () => {
    stage.answer = () => 500;
    await stage.stripe.customers.create({ name: 'Ada' });
    await stage.sandbox.tick();
    const [endpoint] = (await stage.stripe.webhookEndpoints.list()).data;
    await stage.stripe.webhookEndpoints.update(endpoint?.id ?? '', { disabled: true });
    await stage.days(1);
    expect(tally().sent).toBe(1);
  });
});

describe('a storm', () => {
  test('of copies delivers every event several times, under one id', async () => {
    await stage.command('/deliveries', { duplicate: 2 });
    await paid(stage, await openGift(stage));
    const counts = new Map<string, number>();
    for (const id of ids()) counts.set(id, (counts.get(id) ?? 0) + 1);
    expect(new Set(counts.values())).toEqual(new Set([3]));
  });

  test('of disorder delivers everything, in another order than it happened', async () => {
    await stage.command('/deliveries', { shuffle: true });
    await paid(stage, await openGift(stage));
    // The charge's own update comes later, and late.
    await stage.seconds(20);
    await stage.seconds(20);
    const happened = (await logged()).reverse();
    expect([...ids()].sort()).toEqual([...happened].sort());
    expect(ids()).not.toEqual(happened);
  });

  test('of losses keeps a share from ever arriving, and Stripe’s list of what was not delivered shows it', async () => {
    await stage.command('/deliveries', { drop: 0.5 });
    for (let index = 0; index < 60; index += 1) await stage.stripe.customers.create({ name: 'Ada' });
    await stage.days(4);
    expect(stage.received.length).toBeGreaterThan(15);
    expect(stage.received.length).toBeLessThan(45);
    const lost = await stage.stripe.events.list({ delivery_success: false, limit: 100 });
    expect(lost.data.length + stage.received.length).toBe(60);
  });

  test('of delay brings everything late', async () => {
    await stage.command('/deliveries', { delayMs: 60_000 });
    await stage.stripe.customers.create({ name: 'Ada' });
    await stage.seconds(59);
    expect(stage.received).toEqual([]);
    await stage.seconds(1);
    expect(typesOf(stage.received)).toEqual(['customer.created']);
  });

  test('can hold everything back, until it is over', async () => {
    await stage.command('/deliveries', { hold: true });
    await stage.stripe.customers.create({ name: 'Ada' });
    await stage.days(2);
    expect(stage.received).toEqual([]);
    expect((await stage.command('/deliveries')).body).toEqual({ ...calm });
    await stage.sandbox.tick();
    expect(typesOf(stage.received)).toEqual(['customer.created']);
  });
});

test('a delivery that was on its way when the run ended is sent again by the next', async () => {
  let isRequested = () => {};
  const requested = new Promise<void>((resolve) => {
    isRequested = resolve;
  });
  stage.answer = () => {
    isRequested();
    return new Promise(() => {});
  };
  for (let index = 0; index < 12; index += 1) await stage.stripe.customers.create({ name: 'Ada' });
  await requested;
  const next = setStage();
  next.sandbox.restore(JSON.parse(JSON.stringify(stage.sandbox.snapshot())));
  await next.sandbox.tick();
  expect(typesOf(next.received)).toEqual(Array(12).fill('customer.created'));
});

test('after a reset nothing of the old account is delivered', async () => {
  const waiting: (() => void)[] = [];
  stage.answer = () => new Promise((resolve) => waiting.push(() => resolve(200)));
  for (let index = 0; index < 12; index += 1) await stage.stripe.customers.create({ name: 'Ada' });
  await stage.command('/reset');
  while (waiting.length > 0) {
    waiting.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  // Eight were sent already; the four that waited are not sent.
  expect(stage.received).toHaveLength(8);
});

test('events are shown for thirty days', async () => {
  await stage.stripe.customers.create({ name: 'Ada' });
  await stage.days(30);
  expect((await stage.stripe.events.list()).data).toHaveLength(1);
  await stage.seconds(1);
  expect((await stage.stripe.events.list()).data).toEqual([]);
});

test('an event of the past can be sent again', async () => {
  await stage.stripe.customers.create({ name: 'Ada' });
  await stage.sandbox.tick();
  const [id = ''] = await logged();
  await stage.command(`/events/${id}/redeliver`);
  await stage.sandbox.tick();
  expect(ids()).toEqual([id, id]);
});

test('events can be asked for by type, family and time', async () => {
  await newMember(stage);
  const { events } = stage.stripe;
  const types = ['invoice.paid', 'checkout.session.completed'];
  expect(typesOf((await events.list({ types })).data).sort()).toEqual([...types].sort());
  expect((await events.list({ type: 'charge.*' })).data.every(({ type }) => type.startsWith('charge.'))).toBe(true);
  const now = Math.floor(stage.now() / 1000);
  expect((await events.list({ created: { gt: now } })).data).toEqual([]);
  expect((await events.list({ created: { gte: now } })).data.length).toBeGreaterThan(5);
});

describe('a reader who pays', () => {
  const slowly = (wait: (milliseconds: number) => Promise<unknown>) => {
    let release = () => {};
    const shown: string[] = [];
    const sandbox = createSandbox({
      now: () => stage.now(),
      seed: 3,
      baseUrl: () => host,
      wait,
      endpoints: [{ url: 'http://site.test/hook', secret: 'whsec_x', enabled_events: ['checkout.session.completed'] }],
      send: ({ body }) =>
        new Promise((resolve) => {
          shown.push(body);
          release = () => resolve({ status: 200 });
        }),
    });
    return { sandbox, shown, release: () => release() };
  };
  const pay = async (sandbox: ReturnType<typeof slowly>['sandbox']) => {
    const session = await openGift({ ...stage, stripe: sdkFor(sandbox) });
    const body = new URLSearchParams({ email: 'reader@example.com', action: 'pay' });
    return sandbox.fetch(new Request(`${host}/c/pay/${session.id}`, { method: 'POST', body }));
  };

  test('is sent on when the webhook of the payment was answered', async () => {
    const { sandbox, shown, release } = slowly(() => new Promise(() => {}));
    const answer = pay(sandbox);
    while (shown.length === 0) await new Promise((resolve) => setImmediate(resolve));
    let isSentOn = false;
    void answer.then(() => {
      isSentOn = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(isSentOn).toBe(false);
    release();
    expect((await answer).status).toBe(303);
  });

  test('is held also when many other deliveries are out before that one', async () => {
    let answered = 0;
    stage.answer = async (event) => {
      await new Promise((resolve) => setImmediate(resolve));
      if (event.type === 'checkout.session.completed') answered += 1;
      return 200;
    };
    const session = await openMembership(stage);
    const form = { email: 'reader@example.com', action: 'pay' };
    expect((await stage.page(session.url ?? '', form)).status).toBe(303);
    expect(answered).toBe(1);
  });

  test('is sent on anyway when the webhook takes too long', async () => {
    const waits: number[] = [];
    const { sandbox } = slowly(async (milliseconds) => {
      waits.push(milliseconds);
    });
    expect((await pay(sandbox)).status).toBe(303);
    expect(waits).toEqual([10_000]);
  });
});
