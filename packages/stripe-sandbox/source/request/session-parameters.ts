// What may be asked of Checkout sessions: everything the pinned API version names, of which the sandbox simulates what a
// donation page needs; the rest is known and refused aloud.
import { checkoutLocales, paymentMethodTypes } from './choices.ts';
import { choice, expandable, flag, metadata, pageable, range, text, whole } from './scalars.ts';
import { emptyable, hash, list, notSimulated, type Parameters, required } from './spec.ts';

const recurring = hash({
  interval: required(choice(['day', 'week', 'month', 'year'])),
  interval_count: whole(1, 1095),
});

export const productData = {
  name: required(text()),
  description: text(40_000),
  images: list(text(), 8),
  metadata,
  tax_code: text(),
  tax_details: notSimulated,
  unit_label: text(12),
};

const priceData = hash({
  currency: required(text(3)),
  product: text(),
  product_data: hash(productData),
  recurring,
  tax_behavior: choice(['exclusive', 'inclusive', 'unspecified']),
  unit_amount: whole(),
  unit_amount_decimal: notSimulated,
});

const lineItem = hash({
  adjustable_quantity: notSimulated,
  metadata,
  price: text(),
  price_data: priceData,
  quantity: whole(1, 999_999),
  tax_rates: notSimulated,
});

const intentData = hash({
  application_fee_amount: notSimulated,
  capture_method: choice(['automatic', 'automatic_async', 'manual']),
  description: text(1000),
  metadata,
  on_behalf_of: notSimulated,
  receipt_email: text(512),
  setup_future_usage: choice(['off_session', 'on_session']),
  shipping: notSimulated,
  statement_descriptor: text(22),
  statement_descriptor_suffix: text(22),
  transfer_data: notSimulated,
  transfer_group: notSimulated,
});

const subscriptionData = hash({
  application_fee_percent: notSimulated,
  billing_cycle_anchor: notSimulated,
  billing_cycle_anchor_config: notSimulated,
  billing_mode: hash({
    type: required(choice(['classic', 'flexible'])),
    flexible: hash({ proration_discounts: choice(['included', 'itemized']) }),
  }),
  default_tax_rates: notSimulated,
  description: text(500),
  invoice_settings: notSimulated,
  metadata,
  on_behalf_of: notSimulated,
  pending_invoice_item_interval: notSimulated,
  proration_behavior: choice(['create_prorations', 'none']),
  transfer_data: notSimulated,
  trial_end: notSimulated,
  trial_period_days: notSimulated,
  trial_settings: notSimulated,
});

const message = emptyable(hash({ message: required(text(1200)) }));
const customText = hash({
  after_submit: message,
  shipping_address: message,
  submit: message,
  terms_of_service_acceptance: message,
});

export const sessionCreate = hash({
  ...expandable,
  adaptive_pricing: hash({ enabled: flag }),
  after_expiration: hash({ recovery: hash({ allow_promotion_codes: flag, enabled: required(flag) }) }),
  allow_promotion_codes: flag,
  allowed_payment_method_types: list(choice(paymentMethodTypes)),
  automatic_tax: notSimulated,
  billing_address_collection: choice(['auto', 'required']),
  branding_settings: hash({
    background_color: notSimulated,
    border_style: notSimulated,
    button_color: notSimulated,
    display_name: text(),
    font_family: notSimulated,
    icon: notSimulated,
    logo: notSimulated,
  }),
  cancel_url: text(),
  client_reference_id: text(200),
  consent_collection: notSimulated,
  currency: text(3),
  custom_fields: notSimulated,
  custom_text: customText,
  customer: text(),
  customer_account: notSimulated,
  customer_creation: choice(['always', 'if_required']),
  customer_email: text(512),
  customer_update: notSimulated,
  discounts: notSimulated,
  excluded_payment_method_types: list(choice(paymentMethodTypes.filter((type) => type !== 'link'))),
  expires_at: whole(),
  integration_identifier: text(),
  invoice_creation: notSimulated,
  line_items: list(lineItem),
  locale: choice(checkoutLocales),
  managed_payments: notSimulated,
  metadata,
  mode: choice(['payment', 'setup', 'subscription']),
  name_collection: notSimulated,
  optional_items: notSimulated,
  origin_context: choice(['mobile_app', 'web']),
  payment_intent_data: intentData,
  payment_method_collection: choice(['always', 'if_required']),
  payment_method_configuration: text(),
  payment_method_data: notSimulated,
  payment_method_options: notSimulated,
  permissions: notSimulated,
  phone_number_collection: hash({ enabled: required(flag) }),
  redirect_on_completion: notSimulated,
  return_url: notSimulated,
  saved_payment_method_options: notSimulated,
  setup_intent_data: notSimulated,
  shipping_address_collection: notSimulated,
  shipping_options: notSimulated,
  submit_type: choice(['auto', 'book', 'donate', 'pay', 'subscribe']),
  subscription_data: subscriptionData,
  success_url: text(),
  tax_id_collection: notSimulated,
  ui_mode: choice(['elements', 'embedded_page', 'form', 'hosted_page']),
  wallet_options: hash({ link: hash({ display: choice(['auto', 'never']) }) }),
});

export const sessionUpdate = hash({
  ...expandable,
  collected_information: notSimulated,
  line_items: notSimulated,
  metadata,
  payment_intent_data: notSimulated,
  shipping_options: notSimulated,
});

export const sessionList = hash({
  ...pageable,
  created: range,
  customer: text(),
  customer_account: notSimulated,
  customer_details: hash({ email: required(text()) }),
  payment_intent: text(),
  payment_link: notSimulated,
  status: choice(['complete', 'expired', 'open']),
  subscription: text(),
});

export type SessionCreate = Parameters<typeof sessionCreate>;
export type SessionList = Parameters<typeof sessionList>;
export type LineItemData = Parameters<typeof lineItem>;
export type PriceData = Parameters<typeof priceData>;
export type IntentData = Parameters<typeof intentData>;
export type SubscriptionData = Parameters<typeof subscriptionData>;
