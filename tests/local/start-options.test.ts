// What `npm start` takes from the environment, and how it refuses the rest.
import { describe, expect, test } from 'vitest';
import { readOptions } from '../../local/environment/start-options.ts';

describe('PORT', () => {
  test('is 8787 unless said otherwise', () => {
    expect(readOptions({}).port).toBe(8787);
    expect(readOptions({ PORT: '' }).port).toBe(8787);
    expect(readOptions({ PORT: '9000' }).port).toBe(9000);
    expect(readOptions({ PORT: '0' }).port).toBe(0);
    expect(readOptions({ PORT: '65532' }).port).toBe(65_532);
  });
  test.each(['abc', '-1', '8787.5', '65533', '99999', '1e3', ' 8787', '0x10', '8787a'])(
    '"%s" is refused in a sentence',
    (PORT) => {
      expect(() => readOptions({ PORT })).toThrow('PORT must be a whole number up to 65532');
    },
  );
});

describe('ORIGIN', () => {
  test('is a site of one’s own on this machine', () => {
    expect(readOptions({}).origin).toBeNull();
    expect(readOptions({ ORIGIN: '' }).origin).toBeNull();
    expect(readOptions({ ORIGIN: 'http://localhost:3000' }).origin).toBe('http://localhost:3000');
    expect(readOptions({ ORIGIN: 'http://localhost:3000/' }).origin).toBe('http://localhost:3000');
  });
  test.each([
    ...['https://localhost:3000', 'http://127.0.0.1:3000', 'http://evil.example', 'localhost:3000', '*', 'null'],
    ...['http://localhost:3000/a', 'http://localhost:99999', 'http://localhost:3000,http://evil.example'],
  ])('"%s" is refused in a sentence', (ORIGIN) =>
    expect(() => readOptions({ ORIGIN })).toThrow('ORIGIN must be the address of your own site on this machine'),
  );
});

describe('the real test mode of Stripe', () => {
  const STRIPE_WEBHOOK_SECRET = 'whsec_abc123';
  test('takes the place of the sandbox where both keys are there', () => {
    expect(readOptions({}).stripe).toBeNull();
    const STRIPE_SECRET_KEY = 'sk_test_abc';
    const stripe = { secretKey: STRIPE_SECRET_KEY, webhookSecret: STRIPE_WEBHOOK_SECRET };
    expect(readOptions({ STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET }).stripe).toEqual(stripe);
    expect(readOptions({ STRIPE_SECRET_KEY: 'rk_test_abc', STRIPE_WEBHOOK_SECRET }).stripe).not.toBeNull();
  });
  test('can be another server of this machine, and of no other: a key must go to nobody else', () => {
    const pair = { STRIPE_SECRET_KEY: 'sk_test_abc', STRIPE_WEBHOOK_SECRET };
    const STRIPE_API_URL = 'http://localhost:8788';
    expect(readOptions({ ...pair, STRIPE_API_URL }).stripe?.apiUrl).toBe(STRIPE_API_URL);
    expect(readOptions({ STRIPE_API_URL }).stripe).toBeNull();
    const elsewhere = ['https://api.example', 'http://localhost.example:80', 'http://10.0.0.1:8788', 'localhost:8788'];
    for (const url of elsewhere)
      expect(() => readOptions({ ...pair, STRIPE_API_URL: url })).toThrow('must be a server on this machine');
  });
  test.each([
    ['sk_live_51abcdef', STRIPE_WEBHOOK_SECRET, 'live key'],
    ['rk_live_51abcdef', STRIPE_WEBHOOK_SECRET, 'live key'],
    ['pk_test_51abcdef', STRIPE_WEBHOOK_SECRET, 'no test key'],
    ['nonsense', STRIPE_WEBHOOK_SECRET, 'no test key'],
    ['', STRIPE_WEBHOOK_SECRET, 'no test key'],
    ['sk_test_51abcdef', '', 'STRIPE_WEBHOOK_SECRET is missing'],
    ['sk_test_51abcdef', 'sk_test_51abcdef', 'STRIPE_WEBHOOK_SECRET is missing'],
  ])('a wrong pair (%#) is refused in a sentence that repeats no key', (STRIPE_SECRET_KEY, secret, sentence) => {
    const refused = (): unknown => readOptions({ STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET: secret });
    expect(refused).toThrow(sentence);
    expect(refused).not.toThrow(/51abcdef|abc123|nonsense/);
  });
});
