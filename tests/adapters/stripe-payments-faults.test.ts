// The `payments` port on bad days: Stripe failing, silent, cut off, or answering something that is not ours. To open
// something is then a failure that was to be expected; to read something throws, so that nothing is ever taken for gone.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { known, parsePaymentId } from '../../shared/core/ids.ts';
import type { NewCheckout, Payments } from '../../shared/ports/payments.ts';
import * as build from '../support/builders.ts';
import { type Newsroom, openNewsroom, site } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';
import { paymentsOver } from '../support/payments-over.ts';

let newsroom: Newsroom;
beforeEach(() => {
  newsroom = openNewsroom();
});
const newCheckout: NewCheckout = {
  checkout: build.checkoutId(),
  contribution: { frequency: 'once', amountMinor: 1000, currency: build.currencyOf('usd') },
  campaign: null,
  source: null,
  locale: null,
  replaces: null,
  successUrl: `${site}/back`,
  cancelUrl: `${site}/left`,
  expiresAt: build.someday + 3_600_000,
  idempotencyKey: 'one-press',
};
const portal = { customer: build.customerId(), flow: null, returnUrl: site, idempotencyKey: 'one-portal' };
const reads: [string, (payments: Payments) => Promise<unknown>][] = [
  ['a checkout', (payments) => payments.readCheckout(build.sessionId('unheard'))],
  ['a membership', (payments) => payments.readMembership(build.membershipId('unheard'))],
  ['a payment', (payments) => payments.readPayment(build.paymentId('unheard'))],
  ['an invoice', (payments) => payments.readPayment(known(parsePaymentId('in_unheard')))],
  ['a customer', (payments) => payments.isCustomerGone(build.customerId('unheard'))],
  ...['pi_unheard', 'ch_unheard', 'in_unheard'].map((id): (typeof reads)[number] => [
    `what ${id} stands for`,
    (payments) => payments.locatePayments(id),
  ]),
];
const fail = (fault: object) => steps.command(newsroom, '/faults', { shouldRetry: false, ...fault });
const sandbox = () => newsroom.needs.payments;
const answering = (status: number, body: unknown) => async () =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), { status });
const json = async (request: Request): Promise<Record<string, unknown>> =>
  (await newsroom.sandbox.fetch(request)).json();

describe.each(reads)('reading %s', (_, readFrom) => {
  test('that Stripe does not have throws: it is never read as gone', async () => {
    await expect(readFrom(sandbox())).rejects.toThrow(expect.objectContaining({ code: 'resource_missing' }));
  });

  test.each([429, 500, 503])('throws when Stripe answers %i', async (status) => {
    await fail({ status });
    await expect(readFrom(sandbox())).rejects.toThrow(expect.objectContaining({ statusCode: status }));
  });

  test.each([
    ['a cut body', answering(200, '{"object":"checkout.session","id":"cs')],
    ['a missing body', answering(200, '')],
    ['a page of a proxy', answering(200, '<html>')],
    ['no `error` in a 404, which the SDK takes for success', answering(404, { message: 'no such route' })],
    ['an object of another kind', answering(200, { object: 'account', id: 'acct_1', livemode: false })],
  ])('throws on %s', async (_name, answer) => {
    await expect(readFrom(paymentsOver(answer))).rejects.toThrow();
  });
});

test('an object of the other mode is refused, whatever it says', async () => {
  const checkout = await steps.openCheckout(newsroom.browser());
  await steps.pay(newsroom, checkout);
  const live = paymentsOver(async (request) => Response.json({ ...(await json(request)), livemode: true }));
  await expect(live.readCheckout(checkout.session)).rejects.toThrow('of the other mode');
  await expect(sandbox().readCheckout(checkout.session)).resolves.toMatchObject({ status: 'complete' });
});

test('a refund list that was left out is not read as nothing given back', async () => {
  const checkout = await steps.openCheckout(newsroom.browser(), steps.tenOnce);
  await steps.pay(newsroom, checkout);
  const [payment] = (await sandbox().readCheckout(checkout.session)).payments;
  const without = paymentsOver(async (request) => {
    const { latest_charge: charge, ...intent } = await json(request);
    return Response.json({ ...intent, latest_charge: { ...Object(charge), refunds: undefined } });
  });
  await expect(without.readPayment(payment ?? build.paymentId())).rejects.toThrow('refunds');
});

describe.each<[string, (payments: Payments) => ReturnType<Payments['openCheckout' | 'openPortal']>]>([
  ['a checkout', (payments) => payments.openCheckout(newCheckout)],
  ['the portal', (payments) => payments.openPortal(portal)],
])('opening %s', (_, open) => {
  const unavailable = (isKeySpent: boolean) => ({ ok: false, failure: { kind: 'unavailable', isKeySpent } });

  test.each([
    ['too many requests', 429, false],
    ['an outage', 503, true],
    ['a recorded failure', 500, true],
  ])('fails expectedly on %s (%i), and knows whether the key can still succeed', async (_name, status, isSpent) => {
    await fail({ status, recorded: isSpent });
    expect(await open(sandbox())).toEqual(unavailable(isSpent));
  });

  test('fails expectedly when the first request under the key is still under way', async () => {
    const error = { type: 'invalid_request_error', code: 'idempotency_key_in_use', message: 'in use' };
    const headers = { 'stripe-should-retry': 'false' };
    const busy = paymentsOver(async () => Response.json({ error }, { status: 409, headers }));
    expect(await open(busy)).toEqual(unavailable(false));
  });

  test.each([
    ['a cut body', answering(200, '{"object":"chec')],
    [
      'a closed connection',
      async () => {
        throw new TypeError('fetch failed');
      },
    ],
  ])('fails expectedly on %s, and the key can still succeed', async (_name, answer) => {
    expect(await open(paymentsOver(answer))).toEqual(unavailable(false));
  });

  test('throws when Stripe refuses what we sent: that is a defect of ours', async () => {
    const error = { type: 'invalid_request_error', message: 'Received unknown parameter', param: 'nonsense' };
    await expect(open(paymentsOver(answering(400, { error })))).rejects.toThrow('unknown parameter');
  });
});

describe('a Stripe that says nothing', () => {
  afterEach(() => void vi.useRealTimers());

  test('is given up after three tries of eight seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let requested = 0;
    const silent = paymentsOver(({ signal }) => {
      requested += 1;
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    });
    const said = silent.openCheckout(newCheckout);
    await vi.advanceTimersByTimeAsync(40_000);
    expect(await said).toEqual({ ok: false, failure: { kind: 'unavailable', isKeySpent: false } });
    expect(requested).toBe(3);
  });
});

test('a moment’s failure is not noticed: the SDK asks again under the same key', async () => {
  await steps.command(newsroom, '/faults', { status: 503 });
  expect(await sandbox().openCheckout(newCheckout)).toMatchObject({ ok: true });
  expect(newsroom.sandbox.state.world.sessions.size).toBe(1);
});

test('the same key with the same order answers the same session; with another order it is a defect of ours', async () => {
  const first = await sandbox().openCheckout(newCheckout);
  expect(await sandbox().openCheckout(newCheckout)).toEqual(first);
  const contribution = { ...newCheckout.contribution, amountMinor: 2000 };
  await expect(sandbox().openCheckout({ ...newCheckout, contribution })).rejects.toThrow('same parameters');
});

describe('the key', () => {
  const requested: string[] = [];
  const watching = async (request: Request) => {
    requested.push(request.headers.get('authorization') ?? '');
    return newsroom.sandbox.fetch(request);
  };
  beforeEach(() => void requested.splice(0));

  test.each([
    ['test', 'sk_live_1'],
    ['test', 'rk_live_1'],
    ['live', 'sk_test_1'],
    ['test', 'pk_test_1'],
    ['test', ''],
  ] as const)('of a %s stage that is %s closes the function before anything is asked', async (mode, key) => {
    const payments = paymentsOver(watching, { mode, key: async () => key });
    await expect(payments.openCheckout(newCheckout)).rejects.toThrow('not of this mode');
    expect(requested).toEqual([]);
  });

  test('that was rotated is used at once', async () => {
    const keys = ['sk_test_old', 'rk_test_new'];
    const payments = paymentsOver(watching, { key: async () => keys.shift() ?? '' });
    await payments.openCheckout(newCheckout);
    await payments.openCheckout({ ...newCheckout, idempotencyKey: 'another-press' });
    expect(requested).toEqual(['Bearer sk_test_old', 'Bearer rk_test_new']);
  });
});
