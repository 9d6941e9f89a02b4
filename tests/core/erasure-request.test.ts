// An erasure by mailed links: the second one counts from a Monday at least three days away, and the first for four weeks more.
import { expect, test } from 'vitest';
import { endOfDoneErasure, startOfErasure } from '../../shared/core/erasure.ts';
import { confirmableFrom, isConfirmed, isRequested } from '../../shared/core/erasure-request.ts';
import { day, hour, instantOfDay, week } from '../../shared/core/time.ts';

/** A Wednesday. */
const requestedAt = (instantOfDay('2026-11-25') ?? 0) + 9 * hour;
const monday = instantOfDay('2026-11-30') ?? 0;

test.each([
  ['on a Wednesday, from the next Monday', requestedAt, monday],
  ['less than three days before a Monday, from the one after', monday - 3 * day + 1, monday + week],
  ['three days before a Monday, from that one', monday - 3 * day, monday],
])('asked for %s', (_, now, from) => expect(confirmableFrom(now)).toBe(from));

test.each([
  ['never', 0, monday, false],
  ['on the day it may be confirmed', monday, monday, true],
  ['up to four weeks later', monday, monday + 4 * week - 1, true],
  ['no longer', monday, monday + 4 * week, false],
])('is remembered: %s', (_, from, now, is) => expect(isRequested(from, now)).toBe(is));

test.each([
  ['by a link redeemed from then on', monday, monday, true],
  ['not by one from before', monday - 1, monday, false],
  ['not once it is forgotten', monday + 4 * week, monday + 4 * week, false],
])('is confirmed %s', (_, linkedAt, now, is) => expect(isConfirmed(monday, linkedAt, now)).toBe(is));

test('what is stored of it names a day and a Monday', () => {
  expect(startOfErasure(requestedAt)).toBe(instantOfDay('2026-11-25'));
  const end = endOfDoneErasure(requestedAt);
  expect([end >= requestedAt + 40 * day, end < requestedAt + 47 * day, (end - monday) % week]).toEqual([true, true, 0]);
});
