// Stripe's answers written by hand, through the real SDK: for shapes that the sandbox does not make, because only other apps
// of an account or old accounts have them. Made after the published reference of the pinned version.
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

/** By the path after `/v1/`: an object, or what to answer to the query. Anything else is missing, as Stripe says it. */
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
