// The moment a charge learns its balance transaction: fee, net and exchange rate, announced by `charge.updated`.
import { settled } from '../money/exchange.ts';
import { record } from '../world/record.ts';
import { change, known } from '../world/rows.ts';
import type { Charge } from '../world/wire.ts';
import type { World } from '../world/world.ts';
import { newBalanceTransaction } from './balance-transaction.ts';
import { methodOf } from './charge.ts';
import { isBank } from './payment-method.ts';

export function settleCharge(world: World, id: string): void {
  const charge = known(world.charges, id);
  if (charge.status !== 'succeeded' || charge.balance_transaction !== null) return;
  const byBank = isBank(methodOf(world, charge));
  const transaction = newBalanceTransaction(world, {
    amount: charge.amount,
    currency: charge.currency,
    type: byBank ? 'payment' : 'charge',
    category: 'charge',
    source: charge.id,
    description: charge.description,
    fee: { amount: feeOf(world, charge, byBank), description: 'Stripe processing fees' },
  });
  const settledCharge = change(world.charges, charge, { balance_transaction: transaction.id });
  record(world, 'charge.updated', settledCharge, charge);
}

function feeOf(world: World, charge: Charge, byBank: boolean): number {
  const { bankFee, cardFee } = world.settings;
  const { amount } = settled(world.settings, charge.amount, charge.currency);
  if (byBank) return Math.min(Math.round(amount * bankFee.share), bankFee.atMostMinor);
  return Math.round(amount * cardFee.share) + cardFee.fixedMinor;
}
