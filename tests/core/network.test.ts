// Who counts as one caller: an IPv4 address, or the /64 that one household gets, however it is written.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { networkOf } from '../../shared/core/network.ts';

test.each([
  ['203.0.113.7', '203.0.113.7'],
  [' 203.0.113.7 ', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['::FFFF:cb00:7107', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002::', '2001:db8:1:2::/64'],
  ['::ffff:203.5.113.7', '203.5.113.7'],
  ['1::2:3:4:5:6:7', '1:0:2:3::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['64:ff9b::192.0.2.33', '64:ff9b:0:0::/64'],
])('%j is counted as %s', (address, network) => expect(networkOf(address)).toBe(network));

test.each([
  '',
  'unknown',
  '256.1.1.1',
  '1.2.3',
  '1.2.3.4.',
  '203.0.113.7, 198.51.100.1',
  ':::',
  '1::2::3',
  '1::2:3:4:5:6:7:8',
  '1:2:3:4:5:6:7:8::',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '2001:db8::g',
  '12345::',
  '2001:db8::1:46532:1:1:1:1:1:1',
])('%j is no address', (address) => expect(networkOf(address)).toBeNull());

describe('an IPv6 address', () => {
  const group = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16));
  const groups = (count: number) => fc.array(group, { minLength: count, maxLength: count });
  test('counts as its first half, whatever the second is', () =>
    fc.assert(
      fc.property(groups(4), groups(4), groups(4), (head, one, other) => {
        fc.pre(head.some((each) => each !== '0'));
        const network = networkOf([...head, ...one].join(':'));
        expect(network).not.toBeNull();
        expect(networkOf([...head, ...other].join(':'))).toBe(network);
      }),
    ));
  test('and another first half is another caller', () =>
    fc.assert(
      fc.property(groups(4), groups(4), (one, other) => {
        fc.pre(one.join() !== other.join());
        expect(networkOf(`${one.join(':')}::9`)).not.toBe(networkOf(`${other.join(':')}::9`));
      }),
    ));
});
