// Sync requests of one group wait for each other; so they are grouped by whose state they change.
import { describe, expect, test } from 'vitest';
import { syncGroup } from '../../shared/core/sync-request.ts';
import { customerId, syncRequest } from '../support/builders.ts';

describe('the group of a sync request', () => {
  test("is the customer's, whatever part it is about", () => {
    const syncRequests = [
      syncRequest({ part: 'membership', objectId: 'sub_one' }),
      syncRequest({ objectId: 'in_one' }),
    ];
    expect(new Set(syncRequests.map(syncGroup))).toEqual(new Set(['cus_one']));
  });
  test('of two customers are two, so that one never waits for the other', () =>
    expect(syncGroup(syncRequest({ customerId: customerId('two') }))).not.toBe(syncGroup(syncRequest())));
  test("without a customer is the object's own", () =>
    expect(syncGroup(syncRequest({ customerId: null, objectId: 'pi_two' }))).toBe('pi_two'));
});
