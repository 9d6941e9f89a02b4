// Reads Stripe's balance transactions page by page into a sheet: those of one payout, or those of a month. One page is in memory at a
// time. Of what is behind a transaction only ids and our own marker are read.
import type Stripe from 'stripe';
import * as z from 'zod/mini';
import { amountsOf, ownPurposeOf, type Sheet } from './account-lines.ts';
import { type AccountAccess, type ChargeOfPayout, chargeIn, type Purpose, purpose, purposesOf } from './purpose.ts';

const sourceIn = z.looseObject({ object: z.string(), id: z.string(), charge: z.nullish(z.string()) });
const transactionIn = z.object({
  id: z.string(),
  type: z.string(),
  reporting_category: z.string(),
  currency: z.string(),
  amount: z.int(),
  fee: z.int(),
  source: z.nullish(z.union([z.string(), sourceIn])),
});
type TransactionIn = z.infer<typeof transactionIn>;
const pageIn = z.object({ has_more: z.boolean(), data: z.array(transactionIn) });
const pageSize = 100;

/** Which transactions: exactly one of the two. */
export type Selection = Pick<Stripe.BalanceTransactionListParams, 'payout' | 'created'>;

export async function readTransactions(access: AccountAccess, selection: Selection, sheet: Sheet): Promise<void> {
  for await (const page of pagesOf(access.stripe, selection)) {
    const charges = await chargesBehind(access.stripe, page);
    const purposes = await purposesOf(access, [...charges.values()]);
    for (const each of page) {
      // The payout itself is in its own list. Only what it cost, if it was an instant one, belongs to its lines.
      const isSelf = each.type === 'payout' && idOf(each) === selection.payout;
      const amounts = amountsOf(isSelf ? { ...each, amount: 0 } : each);
      if (!isSelf || each.fee !== 0) sheet.add(each.currency, purposeOf(each, charges, purposes), amounts);
    }
  }
}

async function* pagesOf(stripe: Stripe, selection: Selection): AsyncIterable<readonly TransactionIn[]> {
  let after: string | undefined;
  do {
    const from = after === undefined ? {} : { starting_after: after };
    const answer = await stripe.balanceTransactions.list({
      ...{ limit: pageSize, expand: ['data.source'] },
      ...selection,
      ...from,
    });
    const { data, has_more: isMore } = pageIn.parse(answer);
    yield data;
    after = isMore ? data.at(-1)?.id : undefined;
  } while (after !== undefined);
}

/** The charge that a transaction is about, by the transaction: itself, or that of a refund or dispute, which may be years old. */
async function chargesBehind(
  stripe: Stripe,
  page: readonly TransactionIn[],
): Promise<ReadonlyMap<string, ChargeOfPayout>> {
  const found = new Map<string, ChargeOfPayout>();
  const looked = new Map<string, ChargeOfPayout>();
  for (const { id, source } of page) {
    if (typeof source !== 'object' || source === null) continue;
    if (source.object === 'charge') found.set(id, chargeIn.parse(source));
    else if (typeof source.charge === 'string') {
      const charge = looked.get(source.charge) ?? chargeIn.parse(await stripe.charges.retrieve(source.charge));
      looked.set(source.charge, charge);
      found.set(id, charge);
    }
  }
  return found;
}

function purposeOf(
  transaction: TransactionIn,
  charges: ReadonlyMap<string, ChargeOfPayout>,
  purposes: ReadonlyMap<string, Purpose>,
): Purpose {
  const charge = charges.get(transaction.id);
  return charge === undefined ? ownPurposeOf(transaction) : (purposes.get(charge.id) ?? purpose('other app'));
}

const idOf = ({ source }: TransactionIn): string | undefined =>
  typeof source === 'object' && source !== null ? source.id : (source ?? undefined);
