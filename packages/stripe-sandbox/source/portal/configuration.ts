// Portal configurations: what a customer may do on the portal page. An account has a default one, made here when it is
// first needed, so that a world that never opens a portal does not carry it.
import type { ConfigurationCreate, ConfigurationUpdate, PortalFeatures } from '../request/portal-parameters.ts';
import { mergeMetadata } from '../request/scalars.ts';
import { mintId } from '../world/ids.ts';
import { record } from '../world/record.ts';
import { add, change, find } from '../world/rows.ts';
import type { PortalConfiguration } from '../world/wire.ts';
import { secondsNow, type World } from '../world/world.ts';

type Features = PortalConfiguration['features'];

export function createConfiguration(world: World, wanted: ConfigurationCreate): PortalConfiguration {
  const configuration = add(world.portalConfigurations, rowOf(world, wanted, false));
  record(world, 'billing_portal.configuration.created', configuration);
  return configuration;
}

export function updateConfiguration(world: World, id: string, wanted: ConfigurationUpdate): PortalConfiguration {
  const before = find(world.portalConfigurations, id, 'configuration');
  const after = change(world.portalConfigurations, before, {
    active: wanted.active ?? before.active,
    business_profile: { ...before.business_profile, ...wanted.business_profile },
    default_return_url: wanted.default_return_url === undefined ? before.default_return_url : wanted.default_return_url,
    features: featuresWith(before.features, wanted.features ?? {}),
    login_page: loginPage(world, before.id, wanted.login_page?.enabled ?? before.login_page.enabled),
    metadata: mergeMetadata(before.metadata ?? {}, wanted.metadata),
    name: wanted.name === undefined ? before.name : wanted.name,
    updated: secondsNow(world),
  });
  record(world, 'billing_portal.configuration.updated', after, before);
  return after;
}

/** Undefined in an account where nobody saved the portal's settings. */
export function defaultConfiguration(world: World): PortalConfiguration | undefined {
  for (const configuration of world.portalConfigurations.values()) if (configuration.is_default) return configuration;
  if (!world.settings.hasDefaultPortal) return undefined;
  const features = {
    invoice_history: { enabled: true },
    payment_method_update: { enabled: true },
    subscription_cancel: { enabled: true },
  };
  return add(world.portalConfigurations, rowOf(world, { features }, true));
}

function rowOf(world: World, wanted: ConfigurationCreate, isDefault: boolean): PortalConfiguration {
  const id = mintId(world, 'bpc_1', 23);
  return {
    id,
    object: 'billing_portal.configuration',
    active: true,
    application: null,
    business_profile: {
      headline: wanted.business_profile?.headline ?? null,
      privacy_policy_url: wanted.business_profile?.privacy_policy_url ?? null,
      terms_of_service_url: wanted.business_profile?.terms_of_service_url ?? null,
    },
    created: secondsNow(world),
    default_return_url: wanted.default_return_url ?? null,
    features: featuresWith(noFeatures, wanted.features),
    is_default: isDefault,
    livemode: false,
    login_page: loginPage(world, id, wanted.login_page?.enabled ?? false),
    metadata: mergeMetadata({}, wanted.metadata),
    name: wanted.name ?? null,
    updated: secondsNow(world),
  };
}

const loginPage = (world: World, id: string, enabled: boolean) => ({
  enabled,
  url: enabled ? `${world.baseUrl}/p/login/${id}` : null,
});

/** Emptied lists are empty lists; what is not mentioned stays. */
function featuresWith(old: Features, wanted: PortalFeatures): Features {
  const { customer_update, payment_method_update, subscription_cancel, subscription_update } = wanted;
  return {
    customer_update: {
      allowed_updates: customer_update?.allowed_updates ?? old.customer_update.allowed_updates,
      enabled: customer_update?.enabled ?? old.customer_update.enabled,
    },
    invoice_history: wanted.invoice_history ?? old.invoice_history,
    payment_method_update: {
      enabled: payment_method_update?.enabled ?? old.payment_method_update.enabled,
      payment_method_configuration: payment_method_update?.payment_method_configuration ?? null,
    },
    subscription_cancel: {
      ...old.subscription_cancel,
      ...subscription_cancel,
      cancellation_reason: {
        enabled:
          subscription_cancel?.cancellation_reason?.enabled ?? old.subscription_cancel.cancellation_reason.enabled,
        feedback_options: null,
        options:
          subscription_cancel?.cancellation_reason?.options ?? old.subscription_cancel.cancellation_reason.options,
      },
    },
    subscription_pause: {
      ...old.subscription_pause,
      enabled: wanted.subscription_pause?.enabled ?? old.subscription_pause.enabled,
    },
    subscription_update: {
      ...old.subscription_update,
      ...subscription_update,
      default_allowed_updates:
        subscription_update?.default_allowed_updates ?? old.subscription_update.default_allowed_updates,
    },
  };
}

const noFeatures: Features = {
  customer_update: { allowed_updates: [], enabled: false },
  invoice_history: { enabled: false },
  payment_method_update: { enabled: false, payment_method_configuration: null },
  subscription_cancel: {
    cancellation_reason: { enabled: false, feedback_options: null, options: ['too_expensive', 'unused', 'other'] },
    enabled: false,
    mode: 'at_period_end',
    proration_behavior: 'none',
  },
  subscription_pause: { duration: { interval_options: [], type: 'indefinite' }, enabled: false },
  subscription_update: {
    billing_cycle_anchor: null,
    default_allowed_updates: [],
    enabled: false,
    proration_behavior: 'none',
    schedule_at_period_end: { conditions: [] },
    trial_update_behavior: 'end_trial',
  },
};
