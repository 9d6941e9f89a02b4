// What Stripe says happened to money after it came, in our words.
import { describe, expect, test } from 'vitest';
import { disputeOf, returnedMinor, settledOf } from '../../../shared/adapters/stripe/money-back.ts';
import type { Charge } from '../../../shared/adapters/stripe/read-refunds.ts';

const charge = (changed: Partial<Charge> = {}): Charge => ({
  created: 1_795_424_400,
  disputed: false,
  refunds: { has_more: false, data: [] },
  balance_transaction: null,
  ...changed,
});
const refunds = (...all: (readonly [number, string | null])[]) => all.map(([amount, status]) => ({ amount, status }));

describe('what was returned', () => {
  test.each([
    ['without refunds is nothing', refunds(), 0],
    ['is what a refund gave back', refunds([300, 'succeeded']), 300],
    ['is the sum of several', refunds([300, 'succeeded'], [200, 'succeeded']), 500],
    ['counts a pending refund, because the money is owed', refunds([300, 'pending'], [100, 'requires_action']), 400],
    ['counts a refund without a status', refunds([300, null]), 300],
    ['leaves out a refund that failed later', refunds([300, 'failed'], [200, 'succeeded']), 200],
    ['leaves out a refund that was called off', refunds([300, 'canceled']), 0],
  ])('%s', (_what, given, returned) => expect(returnedMinor(given)).toBe(returned));
});

describe('what reached the balance', () => {
  test.each<[string, Charge['balance_transaction'], object | null]>([
    ['is not known before Stripe says', null, null],
    ['is not known while only named', 'txn_one', null],
    [
      'is the amount before fees, in its own currency',
      { amount: 923, currency: 'eur' },
      { amountMinor: 923, currency: 'eur' },
    ],
    ['is left out in a currency we do not know', { amount: 923, currency: 'xxx' }, null],
  ])('%s', (_what, transaction, settled) =>
    expect(settledOf(charge({ balance_transaction: transaction }))).toEqual(settled),
  );
  test('of no charge is not known', () => expect(settledOf(null)).toBeNull());
});

describe('a dispute', () => {
  const dispute = (status: string, transactions: number, amount = 500) => ({
    object: 'dispute' as const,
    status,
    amount,
    balance_transactions: Array.from({ length: transactions }, () => ({})),
  });
  test.each([
    ['that was opened, money held back', dispute('needs_response', 1), 'open', 500],
    ['under review', dispute('under_review', 1), 'open', 500],
    ['appealed', dispute('appeal_under_review', 1), 'open', 500],
    ['that was opened before the money is held back', dispute('needs_response', 0), 'open', 0],
    ['that only asks', dispute('warning_needs_response', 0), 'open', 0],
    ['that only asked', dispute('warning_closed', 0), 'won', 0],
    ['that was prevented', dispute('prevented', 0), 'won', 0],
    ['won, the money back', dispute('won', 2), 'won', 0],
    ['won, the money not yet back', dispute('won', 1), 'won', 500],
    ['lost', dispute('lost', 1), 'lost', 500],
    ['lost without a word about the money', dispute('lost', 0), 'lost', 500],
    ['in a state that is not documented', dispute('something_new', 1), 'open', 500],
  ])('%s', (_what, given, outcome, withdrawnMinor) =>
    expect(disputeOf([given])).toEqual({ outcome, withdrawnMinor, lostMinor: outcome === 'lost' ? withdrawnMinor : 0 }),
  );
  test('beside another: the worst counts, and all that is held back', () => {
    expect(disputeOf([dispute('won', 2), dispute('lost', 1, 300)])).toEqual({
      outcome: 'lost',
      withdrawnMinor: 300,
      lostMinor: 300,
    });
    expect(disputeOf([dispute('won', 2), dispute('needs_response', 1, 200)])).toEqual({
      outcome: 'open',
      withdrawnMinor: 200,
      lostMinor: 0,
    });
    expect(disputeOf([dispute('lost', 1, 300), dispute('needs_response', 1, 200)])).toEqual({
      outcome: 'lost',
      withdrawnMinor: 500,
      lostMinor: 300,
    });
  });
  test('is none where there is none', () => expect(disputeOf([])).toBeNull());
});
