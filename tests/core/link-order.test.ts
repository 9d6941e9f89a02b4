// Which supporters of an address a link names first: what strangers add later comes behind.
import { expect, test } from 'vitest';
import { inLinkOrder } from '../../shared/core/link-order.ts';
import type { Supporter } from '../../shared/core/supporter.ts';
import { day } from '../../shared/core/time.ts';
import { customerId, membership, payment, someday } from '../support/builders.ts';
import { policy } from './standing-stage.ts';

const paidAt = (at: number) => [payment({ confirmedAt: at })];
const named = (name: string, parts: Partial<Supporter>): Supporter => ({
  customer: customerId(name),
  memberships: [],
  payments: [],
  generation: 0,
  eraseFrom: 0,
  isErased: false,
  ...parts,
});
const order = (...all: ReturnType<typeof named>[]) => inLinkOrder(all, someday, policy).map((each) => each.customer);

test('live memberships, then who stands, then the rest', () => {
  const lapsed = named('lapsed', { payments: paidAt(someday - 900 * day) });
  const gift = named('gift', { payments: paidAt(someday - day) });
  const live = named('live', { memberships: [membership()], payments: [] });
  expect(order(lapsed, gift, live)).toEqual(['cus_live', 'cus_gift', 'cus_lapsed']);
});
test('among equals who gave first, so that nothing planted later comes before', () => {
  const gifts = ['planted', 'older', 'oldest'].map((name, at) =>
    named(name, { payments: paidAt(someday - (at + 1) * day) }),
  );
  expect(order(...gifts)).toEqual(['cus_oldest', 'cus_older', 'cus_planted']);
});
test('a membership without money that arrived comes behind one with it', () => {
  const unpaid = named('unpaid', { memberships: [membership()], payments: [] });
  const paid = named('paid', { memberships: [membership()], payments: paidAt(someday - day) });
  expect(order(unpaid, paid)).toEqual(['cus_paid', 'cus_unpaid']);
});
