// One existing Stripe subscription, with the fields that decide whether it can become a membership. No personal field is
// read: neither the customer's name nor, here, their address.
import * as z from 'zod/mini';
import { type CustomerId, type MembershipId, parseCustomerId, parseMembershipId } from '../../shared/core/ids.ts';
import { type Installation, ownerOf } from '../../shared/core/installation.ts';
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
  items: z.object({ has_more: z.optional(z.boolean()), data: z.array(item) }),
});

interface Seen {
  readonly product: string;
  /** "5.00 USD monthly" */
  readonly text: string;
  readonly isMarked: boolean;
}
export interface Importable extends Seen {
  readonly id: MembershipId;
  readonly customer: CustomerId;
  readonly obstacle: null;
}
/** `obstacle`: why it cannot become a membership; null if it can. */
export type Candidate = Importable | (Seen & { readonly obstacle: string });
interface CandidateOf {
  readonly mode: 'test' | 'live';
  readonly installation: Installation;
}
/** Statuses in which a next payment can be expected. */
const ongoing = ['active', 'trialing', 'past_due'];

export function candidateOf(answer: unknown, { mode, installation }: CandidateOf): Candidate {
  const { id, livemode, status, metadata, customer, items } = subscriptionIn.parse(answer);
  if (livemode !== (mode === 'live')) throw new Error('Stripe answered with an object of the other mode');
  const [only] = items.data;
  const price = only?.price;
  const currency = parseCurrency(price?.currency ?? '');
  const amountMinor = (price?.unit_amount ?? 0) * (only?.quantity ?? 1);
  const every = price?.recurring?.interval === 'year' ? 'annual' : 'monthly';
  const ids = {
    id: parseMembershipId(id),
    customer: parseCustomerId(typeof customer === 'string' ? customer : customer.id),
  };
  const owner = ownerOf(installation, metadata['mainstay']);
  const seen: Seen = {
    product: typeof price?.product === 'string' ? price.product : (price?.product.id ?? 'none'),
    text: currency === null ? 'unknown' : `${plainAmount({ amountMinor, currency })} ${every}`,
    isMarked: owner === 'this installation',
  };
  const obstacle = [
    owner === 'another installation' ? "another installation's" : null,
    ongoing.includes(status) ? null : 'ended or not started',
    typeof customer !== 'string' && customer.deleted === true ? 'its customer is deleted' : null,
    items.data.length === 1 && items.has_more !== true ? null : 'more than one item',
    currency === null ? 'an unsupported currency' : null,
    typeof price?.unit_amount === 'number' && price.unit_amount > 0 ? null : 'no fixed amount',
    isEveryMonthOrYear(price?.recurring) ? null : 'neither every month nor every year',
  ].find((each) => each !== null);
  if (obstacle !== undefined && obstacle !== null) return { ...seen, obstacle };
  // Old accounts let an app choose the ids of its customers. Our keys hold Stripe's own ids only.
  if (ids.id === null || ids.customer === null)
    return { ...seen, obstacle: 'an id that is not of Stripe’s own making' };
  return { ...seen, id: ids.id, customer: ids.customer, obstacle: null };
}

const isEveryMonthOrYear = (each: z.infer<typeof recurring> | null | undefined): boolean =>
  each?.interval_count === 1 && each.usage_type === 'licensed' && ['month', 'year'].includes(each.interval);
