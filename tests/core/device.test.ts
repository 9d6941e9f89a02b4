// A device acts for the supporters it claimed: each once, and not for more than a browser has reason to.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  deviceLife,
  endOfDevice,
  endOfFreshness,
  type Holding,
  holdAlso,
  mostHoldings,
  withoutStaleness,
} from '../../shared/core/device.ts';
import { day, hour, minute } from '../../shared/core/time.ts';
import { customerId, holding, someday } from '../support/builders.ts';

const monday = Date.UTC(2026, 10, 23);
const hold = (name: string, generation = 0): Holding => holding({ customer: customerId(name), generation });

describe('one more supporter', () => {
  test('comes behind those that were there', () =>
    expect(holdAlso([hold('one')], hold('two'))).toEqual([hold('one'), hold('two')]));
  test('that was held already is held anew, and once', () =>
    expect(holdAlso([hold('one'), hold('two')], hold('one', 1))).toEqual([hold('two'), hold('one', 1)]));
  test('that was borrowed can be claimed', () => {
    const borrowed = { ...hold('one', 1), isBorrowed: true };
    expect(holdAlso([borrowed], hold('one'))).toEqual([hold('one')]);
  });
  test('beyond the most makes the oldest give way', () => {
    const full = Array.from({ length: mostHoldings }, (_, index) => hold(`n${index}`));
    const held = holdAlso(full, hold('new'));
    expect(held).toHaveLength(mostHoldings);
    expect(held[0]).toEqual(hold('n1'));
    expect(held.at(-1)).toEqual(hold('new'));
  });
  test('beyond the most lets what a link brought go before what this browser opened', () => {
    const own = hold('own');
    const linked = Array.from({ length: mostHoldings - 1 }, (_, index) => ({ ...hold(`n${index}`), isBorrowed: true }));
    const held = holdAlso([own, ...linked], { ...hold('new'), isBorrowed: true });
    expect([held.length, held[0], held[1]]).toEqual([mostHoldings, own, linked[1]]);
  });
  test('changes nothing of the list it was added to', () => {
    const before = [hold('one')];
    holdAlso(before, hold('two'));
    expect(before).toEqual([hold('one')]);
  });
  test('whatever came before: never a supporter twice, never too many, and always the new one', () =>
    fc.assert(
      fc.property(fc.array(fc.nat(150), { maxLength: 160 }), fc.nat(150), (claimed, last) => {
        const before = claimed.reduce<Holding[]>((held, number) => holdAlso(held, hold(`n${number}`)), []);
        const held = holdAlso(before, hold(`n${last}`));
        expect(new Set(held.map((each) => each.customer)).size).toBe(held.length);
        expect(held.length).toBeLessThanOrEqual(mostHoldings);
        expect(held.at(-1)?.customer).toBe(`cus_n${last}`);
      }),
    ));
});

test('a device is remembered as long as browsers keep a cookie, to a Monday', () => {
  expect(deviceLife).toBe(400 * day);
  for (let hours = 0; hours < 14 * 24; hours += 1) {
    const now = monday + hours * hour + 1;
    const end = new Date(endOfDevice(now));
    expect([end.getUTCDay(), end.getTime() % day]).toEqual([1, 0]);
    expect(end.getTime() - now).toBeLessThanOrEqual(deviceLife);
    expect(end.getTime() - now).toBeGreaterThan(deviceLife - 8 * day);
  }
});
test('a link is never fresh for longer than it should, and freshness that is over leaves no time behind', () => {
  expect(endOfFreshness(monday + 59_999, 15)).toBe(monday + 15 * minute);
  const [stale, fresh] = [holding({ freshUntil: someday }), holding({ freshUntil: someday + minute })];
  expect(withoutStaleness([stale, fresh], someday).map((each) => each.freshUntil)).toEqual([0, someday + minute]);
});
