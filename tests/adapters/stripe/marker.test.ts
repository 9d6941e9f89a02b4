// Our marker in Stripe's metadata: what carries it is ours, and it never says anything about a person.
import { describe, expect, test } from 'vitest';
import { markerOf, readGrant, readMarker } from '../../../shared/adapters/stripe/marker.ts';
import { known, parseSource } from '../../../shared/core/ids.ts';
import { isoOf } from '../../../shared/core/time.ts';
import type { NewCheckout } from '../../../shared/ports/payments.ts';
import { campaignId, checkout, checkoutId, someday } from '../../support/builders.ts';

/** One that never was without an id, and one from before ids. */
const north = { id: 'north', formerIds: [] };
const first = { id: 'first', formerIds: ['1'] };
const newCheckout: NewCheckout = {
  checkout: checkoutId(),
  contribution: checkout().contribution,
  campaign: campaignId(),
  source: known(parseSource('footer')),
  locale: 'en',
  replaces: null,
  successUrl: 'https://meridian.example/v1/checkouts/return',
  cancelUrl: 'https://meridian.example/a',
  expiresAt: someday,
  idempotencyKey: 'a-key',
};

describe('the marker', () => {
  test('is read back as it was written', () =>
    expect(readMarker(north, markerOf(north, newCheckout))).toEqual({
      checkout: newCheckout.checkout,
      campaign: newCheckout.campaign,
    }));
  test('holds opaque ids and names of ours, within what Stripe keeps', () => {
    const marker = markerOf(north, newCheckout);
    expect(marker).toEqual({
      mainstay: 'north',
      mainstay_checkout: newCheckout.checkout,
      mainstay_campaign: 'ad-free',
      mainstay_source: 'footer',
    });
    for (const [key, value] of Object.entries(marker)) {
      expect(key.length).toBeLessThanOrEqual(40);
      expect(value).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
    }
  });
  test('leaves out what there is not', () =>
    expect(Object.keys(markerOf(north, { ...newCheckout, campaign: null, source: null }))).toEqual([
      'mainstay',
      'mainstay_checkout',
    ]));
});

describe('what carries no marker', () => {
  test.each([
    null,
    undefined,
    {},
    { mainstay: '' },
    { mainstay: '0' },
    { mainstay: 'true' },
    { mainstay_checkout: checkoutId() },
    { Mainstay: 'north' },
    // Before ids, and other installations.
    { mainstay: '1' },
    { mainstay: 'south' },
    { mainstay: 'NORTH' },
    { mainstay: 'north ' },
    { app: 'a shop', newCheckout: '7' },
  ])('%j is foreign', (metadata) => expect(readMarker(north, metadata)).toBeNull());
});

describe('a marker set by hand', () => {
  test('is ours without naming a checkout of ours', () =>
    expect(readMarker(first, { mainstay: '1', readVersioned: 'imported' })).toEqual({
      checkout: null,
      campaign: null,
    }));
  test('loses what is no id', () =>
    expect(readMarker(first, { mainstay: '1', mainstay_checkout: 'co_x', mainstay_campaign: 'Ad Free' })).toEqual({
      checkout: null,
      campaign: null,
    }));
});

describe('a grant', () => {
  test('stands to the end of its day', () => {
    const until = readGrant({ mainstay_grant: '2027-01-31' });
    expect(until === null ? null : isoOf(until)).toBe('2027-02-01T00:00:00Z');
  });
  test('may end on a leap day', () => expect(readGrant({ mainstay_grant: '2028-02-29' })).toBe(Date.UTC(2028, 2, 1)));
  test.each([
    null,
    undefined,
    {},
    { mainstay_grant: '' },
    { mainstay_grant: 'forever' },
    { mainstay_grant: '2027-02-29' },
    { mainstay_grant: '31.01.2027' },
  ])('%j is none', (metadata) => expect(readGrant(metadata)).toBeNull());
});
