// Prices: made by the API, or inline by a checkout or an amount change; inline ones are inactive, because nobody else may
// use them.
import { checkUnitAmount, knownCurrency } from '../money/amounts.ts';
import type { PriceCreate } from '../request/customer-parameters.ts';
import { mergeMetadata } from '../request/scalars.ts';
import { mintId } from '../world/ids.ts';
import { record } from '../world/record.ts';
import { refuse, unsimulated } from '../world/refusal.ts';
import { add, change } from '../world/rows.ts';
import type { Plan, Price } from '../world/wire.ts';
import { secondsNow, type World } from '../world/world.ts';
import { activeProduct } from './product.ts';

export function createPrice(world: World, wanted: PriceCreate): Price {
  if (wanted.product === undefined)
    return refuse('Missing required param: product.', { code: 'parameter_missing', param: 'product' });
  if (wanted.unit_amount === undefined)
    return refuse('Missing required param: unit_amount.', { code: 'parameter_missing', param: 'unit_amount' });
  if (wanted.billing_scheme === 'tiered' || wanted.recurring?.usage_type === 'metered')
    return unsimulated('metered and tiered prices');
  activeProduct(world, wanted.product, 'product');
  if (wanted.lookup_key !== undefined) claimLookupKey(world, wanted.lookup_key, wanted.transfer_lookup_key === true);
  const price = newPrice(world, { ...wanted, product: wanted.product, unit_amount: wanted.unit_amount }, '');
  const named = change(world.prices, price, {
    active: wanted.active ?? true,
    lookup_key: wanted.lookup_key ?? null,
    metadata: mergeMetadata({}, wanted.metadata),
    nickname: wanted.nickname ?? null,
  });
  record(world, 'price.created', named);
  return named;
}

export interface PriceStart {
  readonly currency: string;
  readonly product: string;
  readonly unit_amount: number;
  readonly recurring?: { readonly interval: 'day' | 'week' | 'month' | 'year'; readonly interval_count?: number };
  readonly tax_behavior?: 'exclusive' | 'inclusive' | 'unspecified';
}

/** The currency in Stripe's spelling, or a refusal; `at` is where in the request the price was described. */
export function checkPrice(start: PriceStart, at: string): string {
  const named = (name: string) => (at === '' ? name : `${at}[${name}]`);
  const currency = knownCurrency(start.currency, named('currency'));
  checkUnitAmount(start.unit_amount, currency, named('unit_amount'));
  return currency;
}

/** An inactive price without an event. */
export function newPrice(world: World, start: PriceStart, at: string): Price {
  const currency = checkPrice(start, at);
  return add<Price>(world.prices, {
    id: mintId(world, 'price_1', 23),
    object: 'price',
    active: false,
    billing_scheme: 'per_unit',
    created: secondsNow(world),
    currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: null,
    metadata: {},
    nickname: null,
    product: start.product,
    recurring: start.recurring ? recurringOf(start.recurring) : null,
    tax_behavior: start.tax_behavior ?? 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: start.recurring ? 'recurring' : 'one_time',
    unit_amount: start.unit_amount,
    unit_amount_decimal: String(start.unit_amount),
  });
}

const recurringOf = ({ interval, interval_count = 1 }: NonNullable<PriceStart['recurring']>): Price['recurring'] => ({
  interval,
  interval_count,
  meter: null,
  trial_period_days: null,
  usage_type: 'licensed',
});

function claimLookupKey(world: World, key: string, mayMove: boolean): void {
  for (const price of world.prices.values()) {
    if (price.lookup_key !== key) continue;
    if (!mayMove) refuse(`A price (\`${price.id}\`) already uses that lookup key.`, { param: 'lookup_key' });
    change(world.prices, price, { lookup_key: null });
  }
}

/** The older face of a recurring price, which subscription items still show. */
export function planOf(price: Price): Plan {
  return {
    id: price.id,
    object: 'plan',
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: 'per_unit',
    created: price.created,
    currency: price.currency,
    interval: price.recurring?.interval ?? 'month',
    interval_count: price.recurring?.interval_count ?? 1,
    livemode: false,
    metadata: price.metadata,
    meter: null,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: 'licensed',
  };
}
