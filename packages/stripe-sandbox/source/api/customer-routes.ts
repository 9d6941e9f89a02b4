// Customers, their payment methods, products and prices.
import { createPrice } from '../catalog/price.ts';
import { createProduct, updateProduct } from '../catalog/product.ts';
import {
  createCustomer,
  deleteCustomer,
  livingCustomer,
  retrieveCustomer,
  updateCustomer,
} from '../customers/customer.ts';
import {
  customerCreate,
  customerList,
  customerPaymentMethods,
  customerUpdate,
  priceCreate,
  priceList,
  productCreate,
  productList,
  productUpdate,
} from '../request/customer-parameters.ts';
import { nothing, nothingAtAll } from '../request/payment-parameters.ts';
import { listCustomers, listPrices, listProducts } from '../world/list.ts';
import { retrievePaymentMethod, retrievePrice, retrieveProduct } from '../world/retrieve.ts';
import { newestFirst } from '../world/rows.ts';
import type { World } from '../world/world.ts';
import { listRoute, type Route, route } from './route.ts';

export const customerRoutes: readonly Route[] = [
  route('POST', '/v1/customers', customerCreate, createCustomer),
  listRoute('/v1/customers', customerList, listCustomers),
  route('GET', '/v1/customers/:id', nothing, (world, _, id) => retrieveCustomer(world, id)),
  route('POST', '/v1/customers/:id', customerUpdate, (world, wanted, id) => updateCustomer(world, id, wanted)),
  route('DELETE', '/v1/customers/:id', nothingAtAll, (world, _, id) => deleteCustomer(world, id)),
  listRoute('/v1/customers/:id/payment_methods', customerPaymentMethods, (world, { type }, id) =>
    methodsOf(world, id, type),
  ),
  route('GET', '/v1/payment_methods/:id', nothing, (world, _, id) => retrievePaymentMethod(world, id)),
  route('POST', '/v1/products', productCreate, createProduct),
  route('POST', '/v1/products/:id', productUpdate, (world, wanted, id) => updateProduct(world, id, wanted)),
  listRoute('/v1/products', productList, listProducts),
  route('GET', '/v1/products/:id', nothing, (world, _, id) => retrieveProduct(world, id)),
  route('POST', '/v1/prices', priceCreate, createPrice),
  listRoute('/v1/prices', priceList, listPrices),
  route('GET', '/v1/prices/:id', nothing, (world, _, id) => retrievePrice(world, id)),
];

function methodsOf(world: World, customer: string, type: string | undefined) {
  livingCustomer(world, customer);
  return newestFirst(world.paymentMethods).filter(
    (method) => method.customer === customer && (type === undefined || method.type === type),
  );
}
