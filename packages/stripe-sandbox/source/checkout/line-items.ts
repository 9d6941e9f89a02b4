// Line items of a checkout: prices found or made inline, their sums, and what may stand together in one session.
import { checkPrice, newPrice } from '../catalog/price.ts';
import { activeProduct, createProduct } from '../catalog/product.ts';
import { mergeMetadata } from '../request/scalars.ts';
import type { LineItemData, PriceData, SessionCreate } from '../request/session-parameters.ts';
import { mintId } from '../world/ids.ts';
import { refuse, unsimulated } from '../world/refusal.ts';
import { find, known } from '../world/rows.ts';
import type { LineItem, Price } from '../world/wire.ts';
import type { World } from '../world/world.ts';

const mostItems = { payment: 100, subscription: 20 } as const;

/** An item that has passed every check and has made nothing yet. */
export interface ItemPlan {
  readonly currency: string;
  readonly amount: number;
  readonly recurs: boolean;
  make(): LineItem;
}

export function planItems(world: World, wanted: SessionCreate, mode: 'payment' | 'subscription'): ItemPlan[] {
  const data = wanted.line_items ?? [];
  if (data.length === 0)
    refuse(`You must pass at least one line item in \`${mode}\` mode.`, {
      code: 'parameter_missing',
      param: 'line_items',
    });
  if (data.length > mostItems[mode]) refuse('Too many line items.', { param: 'line_items' });
  const plans = data.map((item, index) => planItem(world, item, `line_items[${index}]`));
  const [first] = plans;
  if (plans.some((plan) => plan.currency !== first?.currency))
    refuse('All line items must have the same currency.', { param: 'line_items' });
  checkRecurrence(plans, mode);
  return plans;
}

function planItem(world: World, data: LineItemData, at: string): ItemPlan {
  const { quantity } = data;
  if (quantity === undefined)
    return refuse(`Missing required param: ${at}[quantity].`, { code: 'parameter_missing', param: `${at}[quantity]` });
  const plan = planPrice(world, data, at);
  const amount = plan.unitAmount * quantity;
  return {
    currency: plan.currency,
    amount,
    recurs: plan.recurs,
    make: () => lineItem(world, plan.make(), { amount, quantity, metadata: mergeMetadata({}, data.metadata) }),
  };
}

function lineItem(
  world: World,
  price: Price,
  { amount, quantity, metadata }: { amount: number; quantity: number; metadata: Readonly<Record<string, string>> },
): LineItem {
  return {
    id: mintId(world, 'li_1', 23),
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: price.currency,
    description: known(world.products, price.product).name,
    metadata,
    price,
    quantity,
  };
}

interface PricePlan {
  readonly currency: string;
  readonly unitAmount: number;
  readonly recurs: boolean;
  make(): Price;
}

function planPrice(world: World, data: LineItemData, at: string): PricePlan {
  if ((data.price === undefined) === (data.price_data === undefined))
    return refuse('You must specify either `price` or `price_data` for each line item.', { param: at });
  if (data.price === undefined) return planInline(world, data.price_data, `${at}[price_data]`);
  const price = find(world.prices, data.price, 'price', `${at}[price]`);
  if (!price.active)
    refuse('The price specified is inactive. This field only accepts active prices.', { param: `${at}[price]` });
  activeProduct(world, price.product, `${at}[price]`);
  return {
    currency: price.currency,
    unitAmount: price.unit_amount ?? 0,
    recurs: price.type === 'recurring',
    make: () => price,
  };
}

function planInline(world: World, data: PriceData | undefined, at: string): PricePlan {
  if (data?.unit_amount === undefined)
    return refuse(`Missing required param: ${at}[unit_amount].`, {
      code: 'parameter_missing',
      param: `${at}[unit_amount]`,
    });
  const { product, product_data, unit_amount } = data;
  if ((product === undefined) === (product_data === undefined))
    refuse('You must specify either `product` or `product_data` when creating a price.', { param: at });
  if (product !== undefined) activeProduct(world, product, `${at}[product]`);
  const start = { ...data, product: product ?? '', unit_amount };
  return {
    currency: checkPrice(start, at),
    unitAmount: unit_amount,
    recurs: data.recurring !== undefined,
    make() {
      const id =
        product_data === undefined ? start.product : createProduct(world, { ...product_data, active: false }).id;
      return newPrice(world, { ...start, product: id }, at);
    },
  };
}

function checkRecurrence(items: readonly ItemPlan[], mode: 'payment' | 'subscription'): void {
  const recurring = items.filter((item) => item.recurs).length;
  if (mode === 'payment' && recurring > 0)
    refuse(
      'You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.',
    );
  if (mode === 'subscription' && recurring === 0)
    refuse('You must provide at least one recurring price in `subscription` mode when using prices.');
  if (mode === 'subscription' && recurring < items.length) unsimulated('one-time items beside a subscription');
}
