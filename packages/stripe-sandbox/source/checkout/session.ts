// The session row as Stripe first answers it, and the lists that are shown of it only on request.

import { mergeMetadata } from '../request/scalars.ts';
import type { SessionCreate } from '../request/session-parameters.ts';
import type { LineItem, Session } from '../world/wire.ts';
import { secondsNow, type World } from '../world/world.ts';

export interface SessionStart {
  readonly id: string;
  readonly wanted: SessionCreate;
  readonly mode: 'payment' | 'subscription';
  readonly items: readonly LineItem[];
  readonly expiresAt: number;
}

export function newSession(world: World, { id, wanted, mode, items, expiresAt }: SessionStart): Session {
  const total = items.reduce((sum, item) => sum + item.amount_total, 0);
  return {
    ...untouched,
    ...requestedFor(wanted),
    id,
    after_expiration: wanted.after_expiration?.recovery
      ? {
          recovery: {
            allow_promotion_codes: wanted.after_expiration.recovery.allow_promotion_codes ?? false,
            enabled: wanted.after_expiration.recovery.enabled,
            expires_at: null,
            url: null,
          },
        }
      : null,
    amount_subtotal: total,
    amount_total: total,
    created: secondsNow(world),
    currency: items[0]?.currency ?? null,
    customer_creation: mode === 'payment' ? (wanted.customer_creation ?? 'if_required') : 'always',
    expires_at: expiresAt,
    mode,
    payment_method_collection: mode === 'subscription' ? (wanted.payment_method_collection ?? 'always') : 'if_required',
    payment_method_types: typesFor(wanted, items[0]?.currency ?? ''),
    url: `${world.baseUrl}/c/pay/${id}`,
  };
}

const requestedFor = (wanted: SessionCreate) => ({
  adaptive_pricing: { enabled: wanted.adaptive_pricing?.enabled ?? true },
  allow_promotion_codes: wanted.allow_promotion_codes ?? null,
  allowed_payment_method_types: wanted.allowed_payment_method_types ?? null,
  ...(wanted.branding_settings?.display_name === undefined
    ? {}
    : { branding_settings: { ...plainBranding, display_name: wanted.branding_settings.display_name } }),
  billing_address_collection: wanted.billing_address_collection ?? null,
  cancel_url: wanted.cancel_url ?? null,
  client_reference_id: wanted.client_reference_id ?? null,
  custom_text: { ...noText, ...wanted.custom_text },
  customer: wanted.customer ?? null,
  customer_email: wanted.customer_email ?? null,
  integration_identifier: wanted.integration_identifier ?? null,
  locale: wanted.locale ?? null,
  metadata: mergeMetadata({}, wanted.metadata),
  origin_context: wanted.origin_context ?? null,
  phone_number_collection: { enabled: wanted.phone_number_collection?.enabled ?? false },
  submit_type: wanted.submit_type ?? null,
  success_url: wanted.success_url ?? null,
  wallet_options: wanted.wallet_options ?? null,
  ...(wanted.excluded_payment_method_types === undefined
    ? {}
    : { excluded_payment_method_types: [...wanted.excluded_payment_method_types] }),
});

const plainBranding = {
  background_color: '#ffffff',
  border_style: 'rounded',
  button_color: '#0074d4',
  font_family: 'default',
  icon: null,
  logo: null,
} as const;

const simulated = ['card', 'us_bank_account'];

/** What the payer will be offered. A filter that leaves nothing still leaves cards, as dynamic methods do. */
function typesFor(wanted: SessionCreate, currency: string): string[] {
  const allowed = wanted.allowed_payment_method_types ?? simulated;
  const excluded = wanted.excluded_payment_method_types ?? [];
  const types = simulated
    .filter((type) => allowed.includes(type) && !excluded.includes(type))
    .filter((type) => type === 'card' || bankCurrencies.includes(currency));
  return types.length > 0 ? types : ['card'];
}

// One kind of bank account stands for all bank debits, so it is offered for every currency that has any.
const bankCurrencies = ['usd', 'eur', 'gbp', 'cad', 'aud'];

export interface LineItemList {
  readonly object: 'list';
  readonly data: readonly LineItem[];
  readonly has_more: false;
  readonly url: string;
}

export function lineItemList(world: World, id: string): LineItemList {
  const data = world.checkoutPlans.get(id)?.items ?? [];
  return { object: 'list', data, has_more: false, url: `/v1/checkout/sessions/${id}/line_items` };
}

const noText = { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null };

const untouched = {
  object: 'checkout.session',
  automatic_tax: { enabled: false, liability: null, provider: null, status: null },
  client_secret: null,
  collected_information: { business_name: null, individual_name: null, shipping_details: null },
  consent: null,
  consent_collection: null,
  currency_conversion: null,
  custom_fields: [],
  customer_account: null,
  customer_details: null,
  discounts: [],
  invoice: null,
  invoice_creation: null,
  livemode: false,
  managed_payments: null,
  payment_intent: null,
  payment_link: null,
  payment_method_configuration_details: null,
  payment_method_options: {},
  payment_status: 'unpaid',
  permissions: null,
  recovered_from: null,
  saved_payment_method_options: null,
  setup_intent: null,
  shipping_address_collection: null,
  shipping_cost: null,
  shipping_options: [],
  status: 'open',
  subscription: null,
  total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
  ui_mode: 'hosted_page',
} as const;
