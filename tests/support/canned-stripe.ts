// Stripe's answers written by hand, through the real SDK: for shapes that the sandbox does not make, because only other apps
// of an account or old accounts have them. They follow the published reference of the pinned version.
import { secondsOf } from '../../shared/core/time.ts';
import { paymentsOver } from './payments-over.ts';

type Answers = Readonly<Record<string, unknown>>;
export const at = (text: string): number => secondsOf(Date.parse(`${text}T09:00:00Z`));
export const listOf = (data: readonly unknown[], hasMore = false) => ({
  object: 'list',
  url: '/',
  has_more: hasMore,
  data,
});

/** By the path after `/v1/`: an object, or a function of the query. Anything else is missing, as Stripe answers it. */
export const cannedPayments = (answers: Answers) =>
  paymentsOver(async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    const answer = answers[pathname.replace('/v1/', '')];
    if (answer === undefined) return Response.json({ error: missing }, { status: 404 });
    return Response.json(typeof answer === 'function' ? answer(searchParams) : answer);
  });
const missing = { type: 'invalid_request_error', code: 'resource_missing', message: 'No such object' };

export const subscriptionOf = (overrides: object = {}) => ({
  id: 'sub_one',
  object: 'subscription',
  livemode: false,
  status: 'active',
  customer: { id: 'cus_one', object: 'customer' },
  metadata: { mainstay: '1' },
  cancel_at: null,
  cancel_at_period_end: false,
  ended_at: null,
  start_date: at('2026-11-23'),
  billing_cycle_anchor: at('2026-11-23'),
  items: listOf([itemOf()]),
  ...overrides,
});

export const itemOf = (overrides: object = {}) => ({
  id: 'si_one',
  current_period_end: at('2026-12-23'),
  quantity: 1,
  price: {
    currency: 'usd',
    unit_amount: 500,
    product: 'prod_one',
    recurring: { interval: 'month', interval_count: 1 },
  },
  ...overrides,
});

export const intentOf = (id: string, amount: number, overrides: object = {}, charge: object = {}) => ({
  id,
  object: 'payment_intent',
  livemode: false,
  status: 'succeeded',
  amount,
  amount_received: amount,
  currency: 'usd',
  created: at('2026-11-23'),
  customer: { id: 'cus_one', object: 'customer' },
  metadata: {},
  latest_charge: {
    id: `ch_${id}`,
    object: 'charge',
    created: at('2026-11-23'),
    disputed: false,
    balance_transaction: null,
    refunds: listOf([]),
    ...charge,
  },
  ...overrides,
});

export interface CannedLine {
  readonly amount: number;
  readonly from: string;
  readonly to: string;
  /** Taken off this line by a coupon. */
  readonly discount?: number;
  readonly type?: string;
}
export const lineOf = (
  { amount, from, to, discount = 0, type = 'subscription_item_details' }: CannedLine,
  index = 0,
) => ({
  id: `il_${index}`,
  object: 'line_item',
  amount,
  currency: 'usd',
  discount_amounts: discount === 0 ? [] : [{ amount: discount, discount: 'di_one' }],
  period: { start: at(from), end: at(to) },
  parent: { type },
});

/** Of `sub_one`, paid in full by money unless the test says otherwise. */
export function invoiceOf(id: string, lines: readonly CannedLine[], overrides: object = {}) {
  const total = lines.reduce((sum, { amount, discount = 0 }) => sum + amount - discount, 0);
  return {
    id,
    object: 'invoice',
    livemode: false,
    status: 'paid',
    customer: { id: 'cus_one', object: 'customer' },
    currency: 'usd',
    total,
    amount_paid: Math.max(0, total),
    starting_balance: 0,
    ending_balance: 0,
    pre_payment_credit_notes_amount: 0,
    post_payment_credit_notes_amount: 0,
    status_transitions: { paid_at: at('2026-11-23') },
    parent: {
      type: 'subscription_details',
      subscription_details: { subscription: 'sub_one', metadata: { mainstay: '1', mainstay_campaign: 'ad-free' } },
    },
    // Stripe shows ten, and the rest on request.
    lines: listOf(lines.slice(0, 10).map(lineOf), lines.length > 10),
    payments: listOf([]),
    ...overrides,
  };
}
export const linkOf = (invoice: { readonly id: string }) => ({
  id: `inpay_${invoice.id}`,
  object: 'invoice_payment',
  status: 'paid',
  payment: { type: 'payment_intent', payment_intent: 'pi_one' },
  invoice,
});

/** A list with pages like Stripe's. */
export const pagesOf =
  (all: readonly { readonly id: string }[], most = 100) =>
  (query: URLSearchParams) => {
    const after = query.get('starting_after');
    const from = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
    const limit = Math.min(most, Number(query.get('limit') ?? 10));
    return listOf(all.slice(from, from + limit), from + limit < all.length);
  };
