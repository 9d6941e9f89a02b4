// Every sum of ours that came, read from the rows of the imagined Stripe: what was given, what of it went back, and what it
// was for. Part of the oracle of money: it calls nothing of the product.
import type { Invoice, PaymentIntent, Subscription } from '../../packages/stripe-sandbox/source/world/wire.ts';
import type { World } from '../../packages/stripe-sandbox/source/world/world.ts';

/** One sum that came, or that credit stood in for. Times are in seconds, as Stripe's. */
export interface Receipt {
  readonly customer: string;
  readonly campaign: string | undefined;
  readonly currency: string;
  readonly gross: number;
  /** Of it, gone for good; and gone for now, at a bank that has not decided. */
  readonly gone: number;
  readonly withheld: number;
  readonly came: number;
  readonly settled: { readonly amount: number; readonly currency: string } | null;
  /** Null for a single gift. */
  readonly covers: { readonly subscription: string; readonly yearly: boolean; readonly until: number } | null;
  /** Null where money alone closed it; else the end of the unused time that was credited, 0 for credit of any other kind. */
  readonly creditedUntil: number | null;
}

/** As the settings of tests say it: the id, and what the marker was before ids. */
const isOurs = (metadata: Metadata | null | undefined): metadata is Metadata =>
  ['harbor', '1'].includes(metadata?.['mainstay'] ?? '');
type Metadata = Readonly<Record<string, string>>;

/** Everything of ours that moved money, whoever it was from: also of those who left. */
export function receiptsOf(world: World): Receipt[] {
  const gifts = [...world.sessions.values()].flatMap((session) => {
    const intent = world.paymentIntents.get(String(session.payment_intent));
    if (!isOurs(session.metadata) || intent?.status !== 'succeeded') return [];
    const campaign = session.metadata['mainstay_campaign'];
    return [{ ...moneyIn(world, intent), campaign, covers: null, creditedUntil: null }];
  });
  const ours = new Map(ourSubscriptions(world).map((each) => [each.id, each]));
  return [
    ...gifts,
    ...[...world.invoices.values()].flatMap((invoice) => {
      const subscription = ours.get(invoice.parent?.subscription_details?.subscription ?? '');
      return subscription === undefined ? [] : receiptsFor(world, invoice, subscription);
    }),
  ];
}

/** What credit closed stands only behind money that reaches as far as the time that was credited. */
export function standingReceipts(receipts: readonly Receipt[]): readonly Receipt[] {
  const standing = receipts.filter(({ creditedUntil }) => creditedUntil === null);
  for (;;) {
    const more = receipts.filter(
      (each) =>
        !standing.includes(each) &&
        standing.some(
          ({ customer, covers }) =>
            covers !== null && customer === each.customer && covers.until >= (each.creditedUntil ?? 0),
        ),
    );
    if (more.length === 0) return standing;
    standing.push(...more);
  }
}

function receiptsFor(world: World, invoice: Invoice, subscription: Subscription): Receipt[] {
  const links = [...world.invoicePayments.values()].filter((each) => each.invoice === invoice.id);
  const snapshot = invoice.parent?.subscription_details?.metadata;
  const marked = isOurs(snapshot) ? snapshot : subscription.metadata;
  const yearly = subscription.items.data[0]?.price.recurring?.interval === 'year';
  const campaign = isOurs(marked) ? marked['mainstay_campaign'] : undefined;
  const receiptOf = (money: Omit<Receipt, 'campaign' | 'covers' | 'creditedUntil'>): Receipt[] => {
    const covered = coverOf(invoice, money.came);
    if (covered === null) return [];
    const covers = { subscription: subscription.id, yearly, until: covered.until };
    return [{ ...money, campaign, covers, creditedUntil: covered.creditedUntil }];
  };
  // Also of a link that was given up: a bank may send what nobody waits for any more.
  const through = links.flatMap(({ payment }) => {
    const intent = world.paymentIntents.get(String(payment.payment_intent));
    return intent?.status === 'succeeded' ? receiptOf(moneyIn(world, intent)) : [];
  });
  const { customer, currency, amount_paid: gross, status } = invoice;
  const came = invoice.status_transitions.paid_at;
  if (links.some((each) => each.status !== 'canceled') || status !== 'paid' || came === null) return through;
  const outside = { customer: String(customer), currency, gross, gone: 0, withheld: 0, came, settled: null };
  return [...through, ...receiptOf(outside).filter(({ creditedUntil }) => gross > 0 || creditedUntil !== null)];
}

/** The end of what an invoice asks money for; null where it asks for none. */
export function dueUntil({ lines }: Invoice): number | null {
  const ends = lines.data.flatMap(({ amount, period }) => (amount > 0 ? [period.end] : []));
  return ends.length === 0 ? null : Math.max(...ends);
}

/** How far its money reaches, or the money and the credit for time that was not used. */
function coverOf(invoice: Invoice, came: number): (Pick<Receipt, 'creditedUntil'> & { until: number }) | null {
  const until = dueUntil(invoice);
  if (until === null) return null;
  const last = invoice.lines.data.filter(({ amount, period }) => amount > 0 && period.end === until);
  const unused = invoice.lines.data.filter(({ amount }) => amount < 0);
  const due = last.reduce((sum, { amount }) => sum + amount, 0);
  const balance = Math.min(0, invoice.ending_balance ?? 0) - Math.min(0, invoice.starting_balance);
  const credit = unused.reduce((sum, { amount }) => sum - amount, 0) + Math.max(0, balance);
  if (invoice.status === 'paid' && invoice.amount_paid >= due) return { until, creditedUntil: null };
  if (invoice.status === 'paid' && invoice.amount_paid + credit >= due) {
    return { until, creditedUntil: Math.max(0, ...unused.map(({ period }) => period.end)) };
  }
  // Nothing stands behind it: the money that came pays for not a day.
  return { until: Math.min(came, ...last.map(({ period }) => period.start)), creditedUntil: null };
}

/** A subscription is ours because a checkout of ours began it, whatever became of its metadata. */
export const ourSubscriptions = (world: World): Subscription[] =>
  [...world.sessions.values()].flatMap(({ metadata, subscription }) =>
    isOurs(metadata) ? (world.subscriptions.get(String(subscription)) ?? []) : [],
  );

function moneyIn(world: World, intent: PaymentIntent) {
  const charge = world.charges.get(String(intent.latest_charge));
  const transaction = world.balanceTransactions.get(String(charge?.balance_transaction));
  const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
  const disputes = [...world.disputes.values()].filter((each) => each.payment_intent === intent.id);
  const refunds = [...world.refunds.values()].filter((each) => each.payment_intent === intent.id);
  return {
    customer: String(intent.customer),
    currency: intent.currency,
    gross: intent.amount,
    came: charge?.created ?? 0,
    settled: transaction === undefined ? null : { amount: transaction.amount, currency: transaction.currency },
    gone:
      sum(refunds.filter(({ status }) => status !== 'failed').map(({ amount }) => amount)) +
      sum(disputes.filter(({ status }) => status === 'lost').map(({ amount }) => amount)),
    // The bank took it, gave nothing back, and has not decided.
    withheld: sum(
      disputes
        .filter(({ status, balance_transactions: moved }) => status !== 'lost' && moved.length === 1)
        .map(({ amount }) => amount),
    ),
  };
}
