// The one table of events that are followed, against Stripe's own list and against what the code can do with it.
import { readFileSync } from 'node:fs';
import Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { eventTypes, stripeApiVersion } from '../../../shared/adapters/stripe/event-types.ts';
import { lateTypes } from '../../../shared/adapters/stripe/stripe-listing.ts';
import { syncedParts } from '../../../shared/core/sync-request.ts';

const endpointTypes = readFileSync('node_modules/stripe/esm/resources/WebhookEndpoints.d.ts', 'utf8');

describe.each(Object.entries(eventTypes))('%s', (name, { part, named }) => {
  test('is an event that an endpoint of this version can be sent', () => expect(endpointTypes).toContain(`'${name}'`));
  test('is about a part that has a sync, and names what to sync', () => {
    expect(syncedParts).toContain(part);
    expect(named.length).toBeGreaterThan(0);
  });
});

describe('the table', () => {
  test('never follows a drafted invoice, for Stripe would wait with the renewal for our answer', () =>
    expect(Object.keys(eventTypes)).not.toContain('invoice.created'));
  test('hears of each part, and of money both ways', () => {
    expect(new Set(Object.values(eventTypes).map(({ part }) => part))).toEqual(new Set(syncedParts));
    const names = Object.keys(eventTypes);
    for (const hint of ['async_payment_failed', 'refund.failed', 'dispute.funds_reinstated', 'customer.deleted'])
      expect(names.some((name) => name.includes(hint))).toBe(true);
  });
  test('is pinned to the version that the SDK sends', () => expect(stripeApiVersion).toBe(Stripe.API_VERSION));
});

test('docs/stripe-events.md tells the same table, and the same version', () => {
  const page = readFileSync('docs/stripe-events.md', 'utf8');
  const shown = [...page.matchAll(/^\| `([a-z_]+\.[a-z_.]+)` \| `(\w+)` \|([^|]*)\|$/gm)].map(
    ([, name, part, named = '']) => [
      name,
      { part, named: [...named.matchAll(/`([\w.]+)`/g)].map(([, field]) => field) },
    ],
  );
  expect(Object.fromEntries(shown)).toEqual(eventTypes);
  expect(shown).toHaveLength(Object.keys(eventTypes).length);
  expect(page).toContain(`\`${stripeApiVersion}\``);
});

test('what a week asks of Stripe’s events are types that are followed, no more than Stripe filters by', () => {
  expect(Object.keys(eventTypes)).toEqual(expect.arrayContaining(lateTypes));
  expect(lateTypes.length).toBeLessThanOrEqual(20);
});
