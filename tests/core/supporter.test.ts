// Which supporter a browser means that holds several and names none.
import { describe, expect, test } from 'vitest';
import { defaultSupporter, type Supporter } from '../../shared/core/supporter.ts';
import { customerId, membership, someday } from '../support/builders.ts';

const supporter = (name: string, memberships: Supporter['memberships'] = []): Supporter => ({
  customer: customerId(name),
  memberships,
  payments: [],
  generation: 1,
  eraseFrom: 0,
  isErased: false,
});

describe('the supporter that is meant', () => {
  test('is the one whose membership goes on, wherever it stands', () => {
    const ended = supporter('ended', [membership({ status: 'canceled', endsAt: someday })]);
    const live = supporter('live', [membership({ status: 'canceled', endsAt: someday }), membership()]);
    expect(defaultSupporter([supporter('giver'), ended, live])?.customer).toBe('cus_live');
  });
  test('is the first where none goes on', () =>
    expect(defaultSupporter([supporter('one'), supporter('two')])?.customer).toBe('cus_one'));
  test('is nobody where there is nobody', () => expect(defaultSupporter([])).toBeUndefined());
});
