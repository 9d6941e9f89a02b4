// An id has a known shape and a bounded length, so whatever reaches a table key, a log or Stripe can be nothing else.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as ids from '../../shared/core/ids.ts';
import { anyText } from './any-text.ts';

const parsers: readonly [string, (text: string) => string | null, fine: string, tooLong: string][] = [
  ['a checkout', ids.parseCheckoutId, `co_${'aZ09-_'.padEnd(22, 'x')}`, `co_${'x'.repeat(23)}`],
  ['a hash', ids.parseHash, 'aZ09-_'.padEnd(43, 'x'), 'x'.repeat(44)],
  ['a campaign', ids.parseCampaignId, 'ad-free', 'a'.repeat(33)],
  ['a source', ids.parseSource, 'footer-2026', 'a'.repeat(33)],
  ['a customer', ids.parseCustomerId, 'cus_NffrFeUfNV2Hib', `cus_${'a'.repeat(65)}`],
  ['a session', ids.parseSessionId, 'cs_test_a1b2C3', `cs_${'a'.repeat(121)}`],
  ['a membership', ids.parseMembershipId, 'sub_1MowQVLkdIwHu7ix', `sub_${'a'.repeat(65)}`],
  ['an invoice', ids.parseInvoiceId, 'in_1MtHbELkdIwHu7ix', `in_${'a'.repeat(65)}`],
  ['a payment', ids.parsePaymentId, 'pi_3MtwBwLkdIwHu7ix', `pi_${'a'.repeat(65)}`],
];

describe.each(parsers)('%s', (_what, parse, fine, tooLong) => {
  test('is taken in its shape', () => expect(parse(fine)).toBe(fine));
  test.each([
    ['nothing', ''],
    ['a space before it', ` ${fine}`],
    ['a space behind it', `${fine} `],
    ['a line break behind it', `${fine}\n`],
    ['a line before it', `x\n${fine}`],
    ['a path', `${fine}/../x`],
    ['a separator of our keys', `${fine}#x`],
    ['a letter of another script', `${fine.slice(0, -1)}е`],
    ['more than it may have', tooLong],
  ])('is refused with %s', (_how, text) => expect(parse(text)).toBeNull());
  test('has letters, digits, hyphen and underscore, whatever its length', () =>
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          anyText().map((text) => fine + text),
        ),
        (text) => void expect(parse(text) ?? '').toMatch(/^[A-Za-z0-9_-]{0,124}$/),
      ),
    ));
});

describe('ids of one kind', () => {
  test('are not taken for another', () => {
    const taken = parsers.map(([, parse]) => parsers.filter(([, , fine]) => parse(fine) !== null).length);
    // A source may look like a campaign and the other way round; every other kind knows only its own.
    expect(taken).toEqual([1, 1, 2, 2, 1, 1, 1, 1, 2]);
  });
  test('a payment may be an invoice where no intent paid it, and no charge', () => {
    expect(ids.parsePaymentId('in_1MtHbELkdIwHu7ix')).not.toBeNull();
    expect(ids.parsePaymentId('ch_3MtwBwLkdIwHu7ix')).toBeNull();
  });
  test('a campaign does not begin with a hyphen, a source may', () => {
    expect(ids.parseCampaignId('-x')).toBeNull();
    expect(ids.parseSource('-x')).toBe('-x');
  });
});

describe('what was parsed before', () => {
  test('is handed on', () => expect(ids.known(ids.parseSource('footer'))).toBe('footer'));
  test('and has no shape is a defect that does not say what it was', () =>
    expect(() => ids.known(ids.parseSource('Reader@Example.org'))).toThrow(
      /^an id has a shape that was never let in$/,
    ));
});
