// The SDK behind a key that may change: never a key of the other mode, our bounds on every request, and no other data.
import Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { settings } from '#settings';
import { stripeAccess } from '../../../shared/adapters/stripe/client.ts';
import { stripeApiVersion } from '../../../shared/adapters/stripe/event-types.ts';

const accessTo = (mode: 'test' | 'live', key: string) =>
  stripeAccess({ mode, installation: settings.installation, key: async () => key });

describe('a key', () => {
  test.each([
    ['test', 'sk_test_a'],
    ['test', 'rk_test_a'],
    ['live', 'sk_live_a'],
    ['live', 'rk_live_a'],
  ] as const)('of the mode %s opens it', async (mode, key) =>
    expect(await accessTo(mode, key).client()).toBeInstanceOf(Stripe),
  );
  test.each([
    ['test', 'sk_live_canary'],
    ['test', 'rk_live_canary'],
    ['live', 'sk_test_canary'],
    ['live', 'rk_test_canary'],
    ['test', 'pk_test_canary'],
    ['test', 'whsec_canary'],
    ['test', ' sk_test_canary'],
    ['test', ''],
  ] as const)('in the mode %s that is %j closes the function, and is not in the error', async (mode, key) => {
    const refusal = await accessTo(mode, key)
      .client()
      .catch((error: Error) => error.message);
    expect(refusal).toBe('the Stripe key is not of this mode');
  });
  test('that stays makes one client; one that changes makes another', async () => {
    let key = 'sk_test_one';
    const access = stripeAccess({ mode: 'test', installation: settings.installation, key: async () => key });
    const first = await access.client();
    expect(await access.client()).toBe(first);
    key = 'sk_test_two';
    expect(await access.client()).not.toBe(first);
  });
  test('that became one of the other mode closes the function at once', async () => {
    let key = 'sk_test_one';
    const access = stripeAccess({ mode: 'test', installation: settings.installation, key: async () => key });
    await access.client();
    key = 'sk_live_one';
    await expect(access.client()).rejects.toThrow('not of this mode');
  });
  test('that could not be read is asked for again next time', async () => {
    const keys = [Promise.reject(new Error('no secret')), Promise.resolve('sk_test_one')];
    keys[0]?.catch(() => {});
    const access = stripeAccess({
      mode: 'test',
      installation: settings.installation,
      key: async () => (await keys.shift()) ?? '',
    });
    await expect(access.client()).rejects.toThrow('no secret');
    expect(await access.client()).toBeInstanceOf(Stripe);
  });
});

describe('a request', () => {
  async function sent(apiUrl?: string): Promise<Request> {
    const requests: Request[] = [];
    const httpClient = Stripe.createFetchHttpClient(async (input, init) => {
      requests.push(new Request(input, init));
      return Response.json({ id: 'cus_one', object: 'customer' }, { headers: { 'request-id': 'req_one' } });
    });
    const client = await stripeAccess({
      mode: 'test',
      installation: settings.installation,
      key: async () => 'sk_test_one',
      apiUrl,
      httpClient,
    }).client();
    await client.customers.retrieve('cus_one');
    await client.customers.retrieve('cus_one');
    const [, second] = requests;
    if (second === undefined) throw new Error('two requests were sent');
    return second;
  }
  test('goes to Stripe, in the pinned version', async () => {
    const request = await sent();
    expect(request.url).toBe('https://api.stripe.com/v1/customers/cus_one');
    expect(request.headers.get('stripe-version')).toBe(stripeApiVersion);
  });
  test('tells Stripe nothing of how the one before it went', async () =>
    expect((await sent()).headers.get('x-stripe-client-telemetry')).toBeNull());
  test.each([
    ['http://127.0.0.1:8788', 'http://127.0.0.1:8788/v1/customers/cus_one'],
    ['https://stripe.example', 'https://stripe.example/v1/customers/cus_one'],
  ])('goes to %s where the local run says so', async (apiUrl, url) =>
    expect(new URL((await sent(apiUrl)).url).href).toBe(url),
  );
});
