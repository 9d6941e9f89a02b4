// Changing a membership: what it costs from the next period on, its metadata, its card, and whether it ends.
import { newPrice, planOf } from '../catalog/price.ts';
import { activeProduct } from '../catalog/product.ts';
import type { SubscriptionItemChange, SubscriptionUpdate } from '../request/billing-parameters.ts';
import { mergeMetadata } from '../request/scalars.ts';
import { refuse, unsimulated } from '../world/refusal.ts';
import { find } from '../world/rows.ts';
import type { Price, Subscription, SubscriptionItem } from '../world/wire.ts';
import type { World } from '../world/world.ts';
import { planCancel, takeBackCancel } from './cancel-subscription.ts';
import { planResumeOfCollection } from './pause-subscription.ts';
import { isLive, periodEnd, updateRow } from './subscription.ts';

export function updateSubscription(world: World, id: string, wanted: SubscriptionUpdate): Subscription {
  const before = find(world.subscriptions, id, 'subscription');
  if (!isLive(before)) return updateEnded(world, before, wanted);
  if (wanted.cancel_at !== undefined && wanted.cancel_at_period_end !== undefined)
    refuse('You may only specify one of these parameters: cancel_at, cancel_at_period_end.', { param: 'cancel_at' });
  const changed = updateRow(world, before, {
    metadata: mergeMetadata(before.metadata, wanted.metadata),
    ...(wanted.description === undefined ? {} : { description: wanted.description }),
    ...(wanted.default_payment_method === undefined ? {} : cardOf(world, before, wanted.default_payment_method)),
    ...(wanted.items === undefined ? {} : { items: itemsWith(world, before, wanted) }),
    ...(wanted.pause_collection === undefined ? {} : collectionOf(world, id, wanted.pause_collection)),
  });
  return applyCancel(world, changed, wanted);
}

// A cancelled subscription is largely immutable: only its metadata and the reasons given may still change.
function updateEnded(world: World, before: Subscription, { metadata, expand: _shown, ...rest }: SubscriptionUpdate) {
  if (Object.keys(rest).length > 0)
    refuse('A canceled subscription can only update its cancellation_details and metadata.');
  return updateRow(world, before, { metadata: mergeMetadata(before.metadata, metadata) });
}

function applyCancel(world: World, subscription: Subscription, wanted: SubscriptionUpdate): Subscription {
  const words = wanted.cancellation_details ?? {};
  if (wanted.cancel_at_period_end === true) return planCancel(world, subscription, { atPeriodEnd: true, words });
  // `cancel_at_period_end: false` undoes its own kind only: a moment named by the portal is taken back by clearing it.
  const takesBack =
    wanted.cancel_at_period_end === false ? subscription.cancel_at_period_end : wanted.cancel_at === null;
  if (takesBack && subscription.cancel_at !== null) return takeBackCancel(world, subscription);
  if (wanted.cancel_at == null) return subscription;
  const at = typeof wanted.cancel_at === 'number' ? wanted.cancel_at : periodEnd(subscription);
  return planCancel(world, subscription, { atPeriodEnd: false, at, words });
}

function cardOf(world: World, subscription: Subscription, id: string) {
  const method = find(world.paymentMethods, id, 'PaymentMethod', 'default_payment_method');
  if (method.customer !== subscription.customer)
    refuse('The customer does not have a payment method with that ID attached.', { param: 'default_payment_method' });
  return { default_payment_method: id };
}

function collectionOf(world: World, id: string, pause: NonNullable<SubscriptionUpdate['pause_collection']> | null) {
  if (pause === null) return { pause_collection: null };
  planResumeOfCollection(world, id, pause.resumes_at);
  return { pause_collection: { behavior: pause.behavior, resumes_at: pause.resumes_at ?? null } };
}

function itemsWith(world: World, subscription: Subscription, wanted: SubscriptionUpdate): Subscription['items'] {
  const changes = wanted.items ?? [];
  for (const [index, change] of changes.entries())
    if (!subscription.items.data.some(({ id }) => id === change.id))
      refuse('Adding subscription items is not possible here: name an existing item.', {
        param: `items[${index}][id]`,
      });
  const data = subscription.items.data.map((item) => {
    const index = changes.findIndex(({ id }) => id === item.id);
    const change = changes[index];
    return change === undefined ? item : itemWith(world, item, change, wanted, `items[${index}]`);
  });
  return { ...subscription.items, data };
}

function itemWith(
  world: World,
  item: SubscriptionItem,
  change: SubscriptionItemChange,
  wanted: SubscriptionUpdate,
  at: string,
): SubscriptionItem {
  const price = newPriceOf(world, item, change, at);
  const quantity = change.quantity ?? item.quantity ?? 1;
  const costsTheSame = price.unit_amount === item.price.unit_amount && quantity === item.quantity;
  // The default would credit and charge parts of the running period.
  if (!costsTheSame && wanted.proration_behavior !== 'none')
    return unsimulated("prorations: pass proration_behavior: 'none'", 'proration_behavior');
  return { ...item, price, plan: planOf(price), quantity, metadata: mergeMetadata(item.metadata, change.metadata) };
}

function newPriceOf(world: World, item: SubscriptionItem, change: SubscriptionItemChange, at: string): Price {
  if (change.price !== undefined) {
    const price = find(world.prices, change.price, 'price', `${at}[price]`);
    activeProduct(world, price.product, `${at}[price]`);
    return sameRhythm(item, price, at);
  }
  const data = change.price_data;
  if (data === undefined) return item.price;
  activeProduct(world, data.product, `${at}[price_data][product]`);
  if (data.unit_amount === undefined)
    return refuse('Missing required param: unit_amount.', {
      code: 'parameter_missing',
      param: `${at}[price_data][unit_amount]`,
    });
  return sameRhythm(item, newPrice(world, { ...data, unit_amount: data.unit_amount }, `${at}[price_data]`), at);
}

function sameRhythm(item: SubscriptionItem, price: Price, at: string): Price {
  if (price.currency !== item.price.currency)
    refuse('If a subscription has been created in one currency, it cannot be changed to another.', { param: at });
  if (price.recurring?.interval !== item.price.recurring?.interval)
    return unsimulated('a change of the billing interval', at);
  return price;
}
