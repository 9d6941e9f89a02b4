// Validation in both directions: input with an unlisted field is refused, output loses it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import * as checkout from '../../shared/api/schemas/checkout.ts';
import * as offer from '../../shared/api/schemas/offer.ts';
import * as recognition from '../../shared/api/schemas/recognition.ts';
import * as service from '../../shared/api/schemas/service.ts';

const contribution = {
  frequency: 'monthly',
  amountMinor: 500,
  currency: 'usd',
  returnUrl: 'https://meridian.example/a',
};
const secret = 'x'.repeat(43);
const takes = (schema: z.ZodMiniType, value: unknown): boolean => schema.safeParse(value).success;
const without = (name: string) => Object.fromEntries(Object.entries(contribution).filter(([key]) => key !== name));

describe('a checkout that is asked for', () => {
  test('is taken with what it must have, and with what it may', () => {
    expect(takes(checkout.checkoutIn, contribution)).toBe(true);
    const more = {
      locale: 'pt-BR',
      campaign: 'ad-free',
      source: 'footer',
      claimHash: secret,
    };
    expect(takes(checkout.checkoutIn, { ...contribution, ...more })).toBe(true);
  });
  test.each(Object.keys(contribution))('is refused without %s', (name) =>
    expect(takes(checkout.checkoutIn, without(name))).toBe(false),
  );
  test.each<[string, object]>([
    ['an amount of nothing', { amountMinor: 0 }],
    ['a negative amount', { amountMinor: -500 }],
    ['a fraction of a cent', { amountMinor: 500.5 }],
    ['an amount in words', { amountMinor: '500' }],
    ['no amount', { amountMinor: null }],
    ['an amount in a list', { amountMinor: [500] }],
    ['nine digits', { amountMinor: 100_000_000 }],
    ['2^53', { amountMinor: 2 ** 53 }],
    ['a number that is none', { amountMinor: Number.NaN }],
    ['no end', { amountMinor: Number.POSITIVE_INFINITY }],
    ['a frequency that is none', { frequency: 'weekly' }],
    ['a frequency of every object', { frequency: 'constructor' }],
    ['a currency in capitals', { currency: 'USD' }],
    ['a currency nobody knows', { currency: 'zzz' }],
    ['a currency of every object', { currency: '__proto__' }],
    ['a return page that is no text', { returnUrl: { href: 'x' } }],
    ['an empty return page', { returnUrl: '' }],
    ['a return page without end', { returnUrl: 'x'.repeat(2049) }],
    ['a campaign in capitals', { campaign: 'Ad-Free' }],
    ['a source that could name a person', { source: 'reader@example.org' }],
    ['a source too long', { source: 'a'.repeat(33) }],
    ['a hash too short', { claimHash: 'x'.repeat(42) }],
    ['a locale that is markup', { locale: '<b>' }],
    ['an address, which the payer types at Stripe', { email: 'reader@example.org' }],
    ['a null in place of nothing', { campaign: null }],
    ['a customer', { customer: 'cus_somebody' }],
    ['a payment method', { payment_method_types: ['card'] }],
  ])('is refused with %s', (_what, changed) =>
    expect(takes(checkout.checkoutIn, { ...contribution, ...changed })).toBe(false),
  );
  test.each([null, undefined, [], [contribution], 'text', 500, true])('is no %j', (body) =>
    expect(takes(checkout.checkoutIn, body)).toBe(false),
  );
});

const bodiesIn: readonly [string, z.ZodMiniType, object][] = [
  ['a checkout', checkout.checkoutIn, contribution],
  ['a claim', checkout.claimIn, { secret }],
  ['a way to the portal', checkout.portalIn, { supporter: 'cus_one' }],
];
describe.each(bodiesIn)('%s', (_what, schema, fine) => {
  test('is taken as it should be', () => expect(takes(schema, fine)).toBe(true));
  test.each(['__proto__', 'constructor', 'prototype', 'toString', 'livemode', ''])(
    'is refused with a key %j',
    (key) => {
      const body: unknown = JSON.parse(
        `${JSON.stringify(fine).slice(0, -1)},${JSON.stringify(key)}:{"polluted":true}}`,
      );
      expect(takes(schema, body)).toBe(false);
      expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    },
  );
  test('is refused with any key that was made up', () =>
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), (key, value) => {
        fc.pre(
          ![
            'locale',
            'campaign',
            'source',
            'claimHash',
            'email',
            'supporter',
            'secret',
            ...Object.keys(contribution),
          ].includes(key),
        );
        const body: unknown = JSON.parse(
          `${JSON.stringify(fine).slice(0, -1)},${JSON.stringify(key)}:${JSON.stringify(value)}}`,
        );
        expect(takes(schema, body)).toBe(false);
      }),
    ));
});

describe('what goes out', () => {
  const standing = { supporter: true };
  const pass = { token: 'v1.k1.a.x.y', expiresAt: '2026-11-30T00:00:00Z' };
  const campaign = {
    campaign: 'ad-free',
    month: '2026-11',
    goalMinor: 1,
    raisedMinor: 1,
    currency: 'usd',
    lastMonth: null,
  };
  // Until when and why would tell who opened a checkout what became of somebody else's payment.
  const canary = { customer: 'cus_canary', email: 'canary@example.org', until: '2026-12-23', reason: 'grace' };
  const bodiesOut: readonly [string, z.ZodMiniType, object][] = [
    ['a checkout', checkout.checkoutOut, { checkoutId: 'co_x', url: 'https://x', expiresAt: 'x', ...canary }],
    [
      'a standing',
      recognition.standingOut,
      { standing: { ...standing, ...canary }, pass: { ...pass, ...canary }, ...canary },
    ],
    ['a claim', checkout.claimOut, { standing: { ...standing, ...canary }, pass: { ...pass, ...canary }, ...canary }],
    ['a claim that waits', checkout.claimOut, { status: 'pending', ...canary }],
    ['a campaign', offer.campaignOut, { ...campaign, ...canary }],
    ['health', service.healthOut, { status: 'ok', ...canary }],
    ['an accepted event', service.acceptedOut, { received: true, ...canary }],
  ];
  test.each(bodiesOut)('as %s loses every field that is not listed', (_what, schema, body) => {
    const written = JSON.stringify(z.parse(schema, body));
    expect(written).not.toContain('canary');
    expect(written).toBe(JSON.stringify(body, (key, value: unknown) => (key in canary ? undefined : value)));
  });
  test('is refused rather than sent without a required field', () => {
    expect(takes(recognition.standingOut, { standing })).toBe(false);
    expect(takes(checkout.claimOut, { status: 'paid' })).toBe(false);
  });
});

describe('a query', () => {
  test('of an offer may hold more than we read, but what we read is whole', () => {
    expect(z.parse(offer.offerQuery, { currency: 'eur', utm: 'x' })).toEqual({ currency: 'eur' });
    expect(takes(offer.offerQuery, { currency: 'eur,usd' })).toBe(false);
  });
  test('of a forgetting says all or not', () => {
    expect([{}, { all: 'true' }, { all: 'false' }].map((query) => takes(recognition.forgetQuery, query))).toEqual([
      true,
      true,
      true,
    ]);
    expect(takes(recognition.forgetQuery, { all: 'yes' })).toBe(false);
  });
});
