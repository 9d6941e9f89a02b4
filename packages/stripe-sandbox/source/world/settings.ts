// What can be set about the imagined Stripe account: where money settles, what it costs, how long banks take and what
// happens when a membership's card keeps failing. The prices are examples, not Stripe's.
export interface Settings {
  /** The name on Stripe's pages and invoices. */
  readonly accountName: string;
  /** Currency of the account's balance; charges in others are exchanged. */
  readonly settlementCurrency: string;
  /** Currencies that have a balance of their own, and are not exchanged. */
  readonly ownBalances: readonly string[];
  /** What one major unit of a currency is worth in US dollars. */
  readonly dollarRates: Readonly<Record<string, number>>;
  readonly cardFee: { readonly share: number; readonly fixedMinor: number };
  readonly bankFee: { readonly share: number; readonly atMostMinor: number };
  readonly disputeFeeMinor: number;
  /** A charge learns its balance transaction this much later, as with Stripe's asynchronous capture. */
  readonly balanceDelaySeconds: number;
  /** What pays an invoice is shown with it, and listed, this much later. */
  readonly linkDelaySeconds: number;
  /** Money of a charge is available after this many days. */
  readonly payoutDays: number;
  readonly payoutSchedule: 'daily' | 'manual';
  /** A payout reaches the bank after this many days. */
  readonly arrivalDays: number;
  /** Whether a negative balance waits for the next gifts, or is debited from the bank. */
  readonly negativeBalance: 'carry' | 'debit';
  /** A bank debit that nobody decided by hand succeeds after this many days. */
  readonly bankDebitDays: number;
  /** Days after the first failed attempt on which a renewal is tried again. */
  readonly retryDays: readonly number[];
  /** What becomes of a membership when the last retry failed. */
  readonly afterLastRetry: 'cancel' | 'unpaid' | 'past_due' | 'pause';
  /** How refunds go: at once, pending for some days, or succeeded and failed later. */
  readonly refunds: 'succeed' | 'pending' | 'fail-later';
  readonly refundDays: number;
  readonly cancelDisputedSubscriptions: boolean;
  /** Whether somebody saved the portal's settings in the dashboard; otherwise only a configuration by its id opens it. */
  readonly hasDefaultPortal: boolean;
}

export const defaultSettings: Settings = {
  accountName: 'The newsroom',
  settlementCurrency: 'usd',
  ownBalances: [],
  dollarRates: {
    usd: 1,
    eur: 1.1,
    gbp: 1.3,
    chf: 1.15,
    cad: 0.73,
    aud: 0.66,
    sek: 0.095,
    pln: 0.27,
    jpy: 0.0067,
    krw: 0.00072,
    kwd: 3.25,
    bhd: 2.65,
  },
  cardFee: { share: 0.029, fixedMinor: 30 },
  bankFee: { share: 0.008, atMostMinor: 500 },
  disputeFeeMinor: 1500,
  balanceDelaySeconds: 5,
  linkDelaySeconds: 0,
  payoutDays: 2,
  payoutSchedule: 'daily',
  arrivalDays: 2,
  negativeBalance: 'carry',
  bankDebitDays: 4,
  // Smart Retries' default: eight tries in two weeks, the first of them at the renewal itself.
  retryDays: [1, 3, 5, 7, 9, 11, 14],
  afterLastRetry: 'cancel',
  refunds: 'succeed',
  refundDays: 5,
  cancelDisputedSubscriptions: false,
  hasDefaultPortal: true,
};
