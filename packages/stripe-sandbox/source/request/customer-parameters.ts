// What may be asked of customers, their payment methods, products and prices.
import { paymentMethodTypes } from './choices.ts';
import { choice, expandable, flag, metadata, pageable, range, text, whole } from './scalars.ts';
import { productData } from './session-parameters.ts';
import { emptyable, hash, list, notSimulated, type Parameters, required } from './spec.ts';

const customerShared = {
  ...expandable,
  address: notSimulated,
  balance: whole(),
  business_name: emptyable(text(150)),
  cash_balance: notSimulated,
  description: text(),
  email: text(512),
  individual_name: emptyable(text(150)),
  invoice_prefix: notSimulated,
  invoice_settings: hash({
    custom_fields: notSimulated,
    default_payment_method: text(),
    footer: text(),
    rendering_options: notSimulated,
  }),
  metadata,
  name: text(256),
  next_invoice_sequence: notSimulated,
  phone: text(20),
  preferred_locales: list(text()),
  shipping: notSimulated,
  source: notSimulated,
  tax: notSimulated,
  tax_exempt: emptyable(choice(['exempt', 'none', 'reverse'])),
  validate: notSimulated,
};

export const customerCreate = hash({
  ...customerShared,
  payment_method: notSimulated,
  tax_id_data: notSimulated,
  test_clock: notSimulated,
});
// Texts of a customer can be cleared.
export const customerUpdate = hash({ ...customerShared, default_source: notSimulated });
export const customerList = hash({ ...pageable, created: range, email: text(), test_clock: notSimulated });
export const customerPaymentMethods = hash({
  ...pageable,
  allow_redisplay: choice(['always', 'limited', 'unspecified']),
  type: choice([...paymentMethodTypes, 'custom']),
});

export const productCreate = hash({
  ...expandable,
  ...productData,
  active: flag,
  default_price_data: notSimulated,
  id: text(),
  marketing_features: notSimulated,
  package_dimensions: notSimulated,
  shippable: flag,
  statement_descriptor: text(22),
  type: choice(['good', 'service']),
  url: text(),
});
export const productUpdate = hash({
  ...expandable,
  active: flag,
  default_price: notSimulated,
  description: emptyable(text()),
  images: emptyable(list(text(), 8)),
  marketing_features: notSimulated,
  metadata,
  name: text(),
  package_dimensions: notSimulated,
  shippable: flag,
  statement_descriptor: text(22),
  tax_code: emptyable(text()),
  tax_details: notSimulated,
  unit_label: emptyable(text(12)),
  url: emptyable(text()),
});
export const productList = hash({
  ...pageable,
  active: flag,
  created: range,
  ids: list(text()),
  shippable: flag,
  type: choice(['good', 'service']),
  url: text(),
});

const intervals = choice(['day', 'week', 'month', 'year']);
export const priceCreate = hash({
  ...expandable,
  active: flag,
  billing_scheme: choice(['per_unit', 'tiered']),
  currency: required(text(3)),
  currency_options: notSimulated,
  custom_unit_amount: notSimulated,
  lookup_key: text(200),
  metadata,
  nickname: text(),
  product: text(),
  product_data: notSimulated,
  recurring: hash({
    interval: required(intervals),
    interval_count: whole(1, 1095),
    meter: notSimulated,
    trial_period_days: notSimulated,
    usage_type: choice(['licensed', 'metered']),
  }),
  tax_behavior: choice(['exclusive', 'inclusive', 'unspecified']),
  tiers: notSimulated,
  tiers_mode: notSimulated,
  transfer_lookup_key: flag,
  transform_quantity: notSimulated,
  unit_amount: whole(),
  unit_amount_decimal: notSimulated,
});
export const priceList = hash({
  ...pageable,
  active: flag,
  created: range,
  currency: text(3),
  lookup_keys: list(text(), 10),
  product: text(),
  recurring: hash({ interval: intervals, meter: notSimulated, usage_type: choice(['licensed', 'metered']) }),
  type: choice(['one_time', 'recurring']),
});

export type CustomerCreate = Parameters<typeof customerCreate>;
export type CustomerUpdate = Parameters<typeof customerUpdate>;
export type CustomerList = Parameters<typeof customerList>;
export type ProductCreate = Parameters<typeof productCreate>;
export type ProductUpdate = Parameters<typeof productUpdate>;
export type ProductList = Parameters<typeof productList>;
export type PriceCreate = Parameters<typeof priceCreate>;
export type PriceList = Parameters<typeof priceList>;
