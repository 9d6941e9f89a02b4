// What may be asked of the billing portal: sessions, their flows, and configurations.
import { portalLocales } from './choices.ts';
import { choice, expandable, flag, metadata, pageable, text } from './scalars.ts';
import { emptyable, hash, list, notSimulated, type Parameters, required } from './spec.ts';

const ofSubscription = hash({ subscription: required(text()) });

const flow = hash({
  type: required(
    choice([
      'customer_update',
      'payment_method_update',
      'subscription_cancel',
      'subscription_pause',
      'subscription_update',
      'subscription_update_confirm',
    ]),
  ),
  after_completion: hash({
    type: required(choice(['hosted_confirmation', 'portal_homepage', 'redirect'])),
    hosted_confirmation: hash({ custom_message: text(500) }),
    redirect: hash({ return_url: required(text()) }),
  }),
  subscription_cancel: hash({ retention: notSimulated, subscription: required(text()) }),
  subscription_pause: ofSubscription,
  subscription_update: ofSubscription,
  subscription_update_confirm: notSimulated,
});

export const portalCreate = hash({
  ...expandable,
  after_expiration: notSimulated,
  configuration: text(),
  customer: text(),
  customer_account: notSimulated,
  flow_data: flow,
  locale: choice(portalLocales),
  on_behalf_of: notSimulated,
  return_url: text(),
});

const prorations = choice(['always_invoice', 'create_prorations', 'none']);
const cancelReasons = choice([
  'customer_service',
  'low_quality',
  'missing_features',
  'other',
  'switched_service',
  'too_complex',
  'too_expensive',
  'unused',
]);

const updates = emptyable(list(choice(['address', 'email', 'name', 'phone', 'shipping', 'tax_id'])));
const reasons = emptyable(list(cancelReasons));
const cardUpdate = hash({ enabled: required(flag), payment_method_configuration: emptyable(text()) });
const pausing = hash({ duration: notSimulated, enabled: flag });
const cancelling = { mode: choice(['at_period_end', 'immediately']), proration_behavior: prorations };
const updating = {
  billing_cycle_anchor: choice(['now', 'unchanged']),
  default_allowed_updates: emptyable(list(choice(['price', 'promotion_code', 'quantity']))),
  products: notSimulated,
  proration_behavior: prorations,
  schedule_at_period_end: notSimulated,
  trial_update_behavior: choice(['continue_trial', 'end_trial']),
};

// On create every part says whether it is enabled; on update only what changes is sent.
const allFeatures = hash({
  customer_update: hash({ allowed_updates: updates, enabled: required(flag) }),
  invoice_history: hash({ enabled: required(flag) }),
  payment_method_update: cardUpdate,
  subscription_cancel: hash({
    ...cancelling,
    cancellation_reason: hash({ enabled: required(flag), feedback_options: notSimulated, options: required(reasons) }),
    enabled: required(flag),
  }),
  subscription_pause: pausing,
  subscription_update: hash({ ...updating, enabled: required(flag) }),
});
const changedFeatures = hash({
  customer_update: hash({ allowed_updates: updates, enabled: flag }),
  invoice_history: hash({ enabled: required(flag) }),
  payment_method_update: cardUpdate,
  subscription_cancel: hash({
    ...cancelling,
    cancellation_reason: hash({ enabled: required(flag), feedback_options: notSimulated, options: reasons }),
    enabled: flag,
  }),
  subscription_pause: pausing,
  subscription_update: hash({ ...updating, enabled: flag }),
});

const business = hash({
  headline: emptyable(text(60)),
  privacy_policy_url: text(),
  terms_of_service_url: text(),
});

const shared = {
  ...expandable,
  business_profile: business,
  default_return_url: emptyable(text()),
  login_page: hash({ enabled: required(flag) }),
  metadata,
  name: emptyable(text()),
};

export const configurationCreate = hash({ ...shared, features: required(allFeatures) });
export const configurationUpdate = hash({ ...shared, active: flag, features: changedFeatures });
export const configurationList = hash({ ...pageable, active: flag, is_default: flag });

export type PortalCreate = Parameters<typeof portalCreate>;
export type PortalFlow = Parameters<typeof flow>;
export type ConfigurationCreate = Parameters<typeof configurationCreate>;
export type ConfigurationUpdate = Parameters<typeof configurationUpdate>;
export type PortalFeatures = Parameters<typeof changedFeatures>;
