// Balance transactions: what really reached or left the account, in its settlement currency, with fees and exchange rate.
import { settled } from '../money/exchange.ts';
import { scheduleOnce } from '../world/agenda.ts';
import { mintId } from '../world/ids.ts';
import { add } from '../world/rows.ts';
import type { BalanceTransaction } from '../world/wire.ts';
import { secondsNow, type World } from '../world/world.ts';

const daySeconds = 86_400;

export interface Movement {
  /** In the currency of the charge; negative when money leaves. */
  readonly amount: number;
  readonly currency: string;
  readonly type: BalanceTransaction['type'];
  readonly category: string;
  readonly source: string;
  readonly description: string | null;
  /** In the settlement currency. */
  readonly fee?: { readonly amount: number; readonly description: string };
}

export function newBalanceTransaction(world: World, movement: Movement): BalanceTransaction {
  const { payoutDays } = world.settings;
  const { amount, rate, currency } = settled(world.settings, movement.amount, movement.currency);
  const fee = movement.fee?.amount ?? 0;
  const paysOut = movement.amount > 0;
  const availableOn = secondsNow(world) + (paysOut ? payoutDays * daySeconds : 0);
  // The daily payout is made at midnight (UTC), of what is available by then.
  if (movement.type !== 'payout') scheduleOnce(world, 'pay-out', currency, nextMidnight(availableOn));
  return add<BalanceTransaction>(world.balanceTransactions, {
    id: mintId(world, 'txn_3', 23),
    object: 'balance_transaction',
    amount,
    available_on: availableOn,
    balance_type: 'payments',
    created: secondsNow(world),
    currency,
    description: movement.description,
    exchange_rate: rate,
    fee,
    fee_details: movement.fee
      ? [{ amount: fee, application: null, currency, description: movement.fee.description, type: 'stripe_fee' }]
      : [],
    net: amount - fee,
    reporting_category: movement.category,
    source: movement.source,
    status: paysOut ? 'pending' : 'available',
    type: movement.type,
  });
}

const nextMidnight = (seconds: number): number => Math.ceil(seconds / daySeconds) * daySeconds;

/** A pending transaction becomes available by time alone, without an event. */
export function asOfNow(world: World, transaction: BalanceTransaction): BalanceTransaction {
  return transaction.available_on <= secondsNow(world) ? { ...transaction, status: 'available' } : transaction;
}
