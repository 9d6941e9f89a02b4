// Payouts: what is available of the balance goes to the account's bank, every day by itself or when somebody asks for it.
// Stripe lists the transactions of a payout that it made by itself, and of no other.
import type { PayoutCreate } from '../request/payment-parameters.ts';
import { mergeMetadata } from '../request/scalars.ts';
import { schedule } from '../world/agenda.ts';
import { mintId } from '../world/ids.ts';
import { record } from '../world/record.ts';
import { refuse } from '../world/refusal.ts';
import { add, change, find } from '../world/rows.ts';
import type { BalanceTransaction, Payout } from '../world/wire.ts';
import { secondsNow, type World } from '../world/world.ts';
import { newBalanceTransaction } from './balance-transaction.ts';

const daySeconds = 86_400;

/** The daily payout of one balance. What was paid out is never paid out again. */
export function payOut(world: World, currency: string): void {
  const { payoutSchedule, negativeBalance } = world.settings;
  if (payoutSchedule === 'manual') return;
  const due = availableOf(world, currency).filter(({ id }) => !world.payoutsOfTransactions.has(id));
  const amount = sumOf(due);
  // A negative balance waits for the next gifts, unless the account lets Stripe debit its bank.
  if (amount === 0 || (amount < 0 && negativeBalance === 'carry')) return;
  const payout = newPayout(world, { amount, currency }, true);
  for (const { id } of [...due, transactionOf(world, payout)]) world.payoutsOfTransactions.set(id, payout.id);
}

export function createPayout(world: World, wanted: PayoutCreate): Payout {
  if (sumOf(availableOf(world, wanted.currency)) < wanted.amount)
    refuse('You have insufficient funds in your Stripe account for this payout.', { code: 'balance_insufficient' });
  return newPayout(world, wanted, false);
}

/** The bank took it, or sent it back: also days after it had taken it. */
export function finishPayout(world: World, id: string, outcome: 'paid' | 'failed'): Payout {
  const before = find(world.payouts, id, 'payout');
  if (before.status === 'failed' || before.status === outcome) refuse(`This payout is ${before.status}.`);
  if (outcome === 'failed') return failPayout(world, before);
  const isListed = before.automatic;
  const after = change(world.payouts, before, {
    status: 'paid',
    ...(isListed ? { reconciliation_status: 'completed' as const } : {}),
  });
  record(world, 'payout.paid', after, before);
  if (isListed) record(world, 'payout.reconciliation_completed', after);
  return after;
}

export function finishDuePayout(world: World, id: string): void {
  if (world.payouts.get(id)?.status === 'in_transit') finishPayout(world, id, 'paid');
}

function failPayout(world: World, before: Payout): Payout {
  const returned = newBalanceTransaction(world, {
    amount: before.amount,
    currency: before.currency,
    type: 'payout_failure',
    category: 'payout_reversal',
    source: before.id,
    description: 'PAYOUT FAILURE',
  });
  const after = change(world.payouts, before, {
    status: 'failed',
    failure_balance_transaction: returned.id,
    failure_code: 'account_closed',
    failure_message: 'The bank account has been closed.',
    ...(before.automatic ? { reconciliation_status: 'completed' as const } : {}),
  });
  record(world, 'payout.failed', after, before);
  return after;
}

type NewPayout = Pick<PayoutCreate, 'amount' | 'currency' | 'description' | 'metadata' | 'statement_descriptor'>;

function newPayout(world: World, wanted: NewPayout, automatic: boolean): Payout {
  const { amount, currency } = wanted;
  const id = mintId(world, 'po_1', 23);
  const left = newBalanceTransaction(world, {
    amount: -amount,
    currency,
    type: 'payout',
    category: 'payout',
    source: id,
    description: 'STRIPE PAYOUT',
  });
  const arrival = secondsNow(world) + world.settings.arrivalDays * daySeconds;
  const payout = add<Payout>(world.payouts, {
    ...untouched,
    id,
    amount,
    arrival_date: arrival,
    automatic,
    balance_transaction: left.id,
    created: secondsNow(world),
    currency,
    description: wanted.description ?? (automatic ? 'STRIPE PAYOUT' : null),
    metadata: mergeMetadata({}, wanted.metadata),
    reconciliation_status: automatic ? 'in_progress' : 'not_applicable',
    statement_descriptor: wanted.statement_descriptor ?? null,
  });
  record(world, 'payout.created', payout);
  schedule(world, 'finish-payout', id, arrival);
  return payout;
}

const untouched = {
  object: 'payout',
  application_fee: null,
  application_fee_amount: null,
  destination: 'ba_1SandboxBankOfTheAccount',
  failure_balance_transaction: null,
  failure_code: null,
  failure_message: null,
  livemode: false,
  method: 'standard',
  original_payout: null,
  payout_method: null,
  reversed_by: null,
  source_type: 'card',
  status: 'in_transit',
  trace_id: { status: 'pending', value: null },
  type: 'bank_account',
} as const;

const availableOf = (world: World, currency: string): BalanceTransaction[] =>
  [...world.balanceTransactions.values()].filter(
    (each) => each.currency === currency && each.available_on <= secondsNow(world),
  );

const sumOf = (transactions: readonly BalanceTransaction[]): number =>
  transactions.reduce((sum, { net }) => sum + net, 0);

const transactionOf = (world: World, { balance_transaction: id }: Payout): BalanceTransaction =>
  find(world.balanceTransactions, id ?? '', 'balance transaction');
