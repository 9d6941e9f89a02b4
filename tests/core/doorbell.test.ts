// Rings of one group wait for each other; so they are grouped by whose state they change.
import { describe, expect, test } from 'vitest';
import { doorbellGroup } from '../../shared/core/doorbell.ts';
import { customerId, doorbell } from '../support/builders.ts';

describe('the group of a ring', () => {
  test("is the customer's, whatever part it is about", () => {
    const rings = [doorbell({ part: 'membership', objectId: 'sub_one' }), doorbell({ objectId: 'in_one' })];
    expect(new Set(rings.map(doorbellGroup))).toEqual(new Set(['cus_one']));
  });
  test('of two customers are two, so that one never waits for the other', () =>
    expect(doorbellGroup(doorbell({ customerId: customerId('two') }))).not.toBe(doorbellGroup(doorbell())));
  test("without a customer is the object's own", () =>
    expect(doorbellGroup(doorbell({ customerId: null, objectId: 'pi_two' }))).toBe('pi_two'));
});
