// Products: what a gift or a membership is called on Stripe's pages and receipts.
import type { ProductCreate, ProductUpdate } from '../request/customer-parameters.ts';
import { mergeMetadata } from '../request/scalars.ts';
import { mintId } from '../world/ids.ts';
import { record } from '../world/record.ts';
import { refuse } from '../world/refusal.ts';
import { add, change, find } from '../world/rows.ts';
import type { Product } from '../world/wire.ts';
import { secondsNow, type World } from '../world/world.ts';

export function createProduct(world: World, wanted: ProductCreate): Product {
  const id = wanted.id ?? mintId(world, 'prod_', 14);
  if (world.products.has(id)) refuse(`Product already exists.`, { code: 'resource_already_exists', param: 'id' });
  const product = add<Product>(world.products, {
    id,
    object: 'product',
    active: wanted.active ?? true,
    created: secondsNow(world),
    default_price: null,
    description: wanted.description ?? null,
    images: wanted.images ?? [],
    livemode: false,
    marketing_features: [],
    metadata: mergeMetadata({}, wanted.metadata),
    name: wanted.name,
    package_dimensions: null,
    shippable: wanted.shippable ?? null,
    statement_descriptor: wanted.statement_descriptor ?? null,
    tax_code: wanted.tax_code ?? null,
    tax_details: null,
    type: wanted.type ?? 'service',
    unit_label: wanted.unit_label ?? null,
    updated: secondsNow(world),
    url: wanted.url ?? null,
  });
  record(world, 'product.created', product);
  return product;
}

/** Stripe makes no price, checkout or subscription for a product that is archived or was made inline. */
export function activeProduct(world: World, id: string, param: string): Product {
  const product = find(world.products, id, 'product', param);
  if (!product.active)
    refuse(
      `The product \`${id}\` is marked as inactive, and thus no new subscriptions can be created. Activate it or use another.`,
      { param },
    );
  return product;
}

export function updateProduct(world: World, id: string, wanted: ProductUpdate): Product {
  const before = find(world.products, id, 'product');
  const { metadata, expand: _expand, images, shippable, ...changed } = wanted;
  const product = change(world.products, before, {
    ...changed,
    ...(images === undefined ? {} : { images: [...(images ?? [])] }),
    ...(shippable === undefined ? {} : { shippable }),
    metadata: mergeMetadata(before.metadata, metadata),
    updated: secondsNow(world),
  });
  record(world, 'product.updated', product, before);
  return product;
}
