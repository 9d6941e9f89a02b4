// What a browser proves, and what each proof allows. The table itself stands in `rights.ts`; here it is read line by line.
import { expect, test } from 'vitest';
import { allowed, permit, proofOf, type Right, rights } from '../../shared/core/rights.ts';
import { someday } from '../support/builders.ts';

test.each([
  ['opened the checkout', false, 0, 'claim'],
  ['opened the checkout, and read the mail just now', false, 1, 'both'],
  ['opened the checkout, and read the mail until now', false, someday, 'claim'],
  ['read the mail alone', true, someday + 1, 'fresh-link'],
  ['read the mail alone, until now', true, someday, 'stale-link'],
] as const)('a browser that %s', (_, isBorrowed, fresh, proof) => {
  const freshUntil = fresh === 1 ? someday + 1 : fresh;
  expect(proofOf({ isBorrowed, freshUntil }, someday)).toBe(proof);
});

const table: Readonly<Record<Right, readonly [weak: string, freshLink: string, both: string]>> = {
  standing: ['yes', 'yes', 'yes'],
  'pass-on': ['yes', 'yes', 'yes'],
  'forget-this-browser': ['yes', 'yes', 'yes'],
  'read-all': ['no', 'yes', 'yes'],
  portal: ['no', 'yes', 'yes'],
  'amount-down': ['no', 'yes', 'yes'],
  'amount-up': ['no', 'new-checkout', 'yes'],
  pause: ['no', 'yes', 'yes'],
  end: ['no', 'yes', 'yes'],
  'forget-all-browsers': ['no', 'yes', 'yes'],
  erase: ['no', 'second-link', 'yes'],
};
test.each(rights)('%s', (right) => {
  const [weak, freshLink, both] = table[right];
  expect(allowed(right, 'claim')).toBe(weak);
  expect(allowed(right, 'stale-link')).toBe(weak);
  expect(allowed(right, 'fresh-link')).toBe(freshLink);
  expect(allowed(right, 'both')).toBe(both);
});

test.each([
  ['portal', 'claim', { ok: false, failure: { kind: 'not-fresh' } }],
  ['amount-up', 'fresh-link', { ok: false, failure: { kind: 'not-claimed' } }],
  ['erase', 'fresh-link', { ok: true, value: 'second-link' }],
  ['portal', 'fresh-link', { ok: true, value: 'yes' }],
] as const)('%s by %s', (right, proof, answer) => expect(permit(right, proof)).toEqual(answer));
