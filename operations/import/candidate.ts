// One existing Stripe subscription, with the fields that decide whether it can become a membership. No personal field is
// read: neither the customer's name nor, here, their address.
import * as z from 'zod/mini';
import {
  type CustomerId,
  known,
  type MembershipId,
  parseCustomerId,
  parseMembershipId,
} from '../../shared/core/ids.ts';
import { parseCurrency, plainAmount } from '../../shared/core/money.ts';

const product = z.union([z.string(), z.object({ id: z.string() })]);
const recurring = z.object({ interval: z.string(), interval_count: z.int(), usage_type: z.string() });
const item = z.object({
  quantity: z.optional(z.int()),
  price: z.object({
    currency: z.string(),
    unit_amount: z.nullable(z.int()),
    product,
    recurring: z.nullable(recurring),
  }),
});
const subscriptionIn = z.object({
  object: z.literal('subscription'),
  id: z.string(),
  livemode: z.boolean(),
  status: z.string(),
  metadata: z.record(z.string(), z.string()),
  customer: z.union([z.string(), z.object({ id: z.string(), deleted: z.optional(z.boolean()) })]),
  items: z.object({ data: z.array(item) }),
});

export interface Candidate {
  readonly id: MembershipId;
  readonly customer: CustomerId;
  readonly product: string;
  /** "5.00 USD monthly" */
  readonly text: string;
  readonly isMarked: boolean;
  /** Why it cannot become a membership; null if it can. */
  readonly obstacle: string | null;
}
/** Statuses in which a next payment can be expected. */
const ongoing = ['active', 'trialing', 'past_due'];

export function candidateOf(answer: unknown, mode: 'test' | 'live'): Candidate {
  const { id, livemode, status, metadata, customer, items } = subscriptionIn.parse(answer);
  if (livemode !== (mode === 'live')) throw new Error('Stripe answered with an object of the other mode');
  const [only] = items.data;
  const price = only?.price;
  const currency = parseCurrency(price?.currency ?? '');
  const amountMinor = (price?.unit_amount ?? 0) * (only?.quantity ?? 1);
  const every = price?.recurring?.interval === 'year' ? 'annual' : 'monthly';
  return {
    id: known(parseMembershipId(id)),
    customer: known(parseCustomerId(typeof customer === 'string' ? customer : customer.id)),
    product: typeof price?.product === 'string' ? price.product : (price?.product.id ?? 'none'),
    text: currency === null ? 'unknown' : `${plainAmount({ amountMinor, currency })} ${every}`,
    isMarked: metadata['mainstay'] === '1',
    obstacle:
      [
        ongoing.includes(status) ? null : 'ended or not started',
        typeof customer !== 'string' && customer.deleted === true ? 'its customer is deleted' : null,
        items.data.length === 1 ? null : 'more than one item',
        currency === null ? 'an unsupported currency' : null,
        typeof price?.unit_amount === 'number' && price.unit_amount > 0 ? null : 'no fixed amount',
        isEveryMonthOrYear(price?.recurring) ? null : 'neither every month nor every year',
      ].find((each) => each !== null) ?? null,
  };
}

const isEveryMonthOrYear = (each: z.infer<typeof recurring> | null | undefined): boolean =>
  each?.interval_count === 1 && each.usage_type === 'licensed' && ['month', 'year'].includes(each.interval);
