// Portal sessions: a secret link for one customer, unused good for minutes and, once opened, for an hour. What the page may
// do is what its configuration allows.
import { cancelNow, planCancel, takeBackCancel } from '../billing/cancel-subscription.ts';
import { isLive, updateRow } from '../billing/subscription.ts';
import { livingCustomer } from '../customers/customer.ts';
import { attach, newPaymentMethod } from '../payments/payment-method.ts';
import type { PortalCreate, PortalFlow } from '../request/portal-parameters.ts';
import { mintId } from '../world/ids.ts';
import { record } from '../world/record.ts';
import { refuse } from '../world/refusal.ts';
import { add, change, find, known } from '../world/rows.ts';
import type { Customer, PortalConfiguration, PortalSession, Subscription } from '../world/wire.ts';
import { secondsNow, type World } from '../world/world.ts';
import { defaultConfiguration } from './configuration.ts';

const unusedSeconds = 5 * 60;
const openSeconds = 60 * 60;
const noDefault =
  'No configuration provided and your test mode default configuration has not been created. Provide a configuration or create your default by saving your customer portal settings in test mode at https://dashboard.stripe.com/test/settings/billing/portal.';

export function createPortalSession(world: World, wanted: PortalCreate): PortalSession {
  if (wanted.customer === undefined)
    return refuse('Missing required param: customer.', { code: 'parameter_missing', param: 'customer' });
  const customer = livingCustomer(world, wanted.customer);
  const configuration =
    wanted.configuration === undefined
      ? (defaultConfiguration(world) ?? refuse(noDefault))
      : find(world.portalConfigurations, wanted.configuration, 'configuration', 'configuration');
  if (!configuration.active) refuse('The configuration is not active.', { param: 'configuration' });
  const returnUrl = wanted.return_url ?? configuration.default_return_url;
  if (returnUrl !== null && !/^https?:\/\//.test(returnUrl))
    refuse('Not a valid URL', { code: 'url_invalid', param: 'return_url' });
  const session = add<PortalSession>(world.portalSessions, {
    id: mintId(world, 'bps_1', 23),
    object: 'billing_portal.session',
    configuration: configuration.id,
    created: secondsNow(world),
    customer: customer.id,
    customer_account: null,
    flow: wanted.flow_data === undefined ? null : flowOf(world, customer, configuration, wanted.flow_data),
    livemode: false,
    locale: wanted.locale ?? null,
    on_behalf_of: null,
    return_url: returnUrl,
    // The link itself is the secret: it is nowhere else, not even in the session's id.
    url: `${world.baseUrl}/p/session/${mintId(world, 'test_', 40)}`,
  });
  record(world, 'billing_portal.session.created', session);
  return session;
}

function flowOf(
  world: World,
  customer: Customer,
  configuration: PortalConfiguration,
  flow: PortalFlow,
): PortalSession['flow'] {
  const named = flow.subscription_cancel ?? flow.subscription_pause ?? flow.subscription_update;
  if (flow.type.startsWith('subscription_')) {
    if (named === undefined)
      refuse(`flow_data[${flow.type}] is required.`, { code: 'parameter_missing', param: `flow_data[${flow.type}]` });
    const subscription = find(
      world.subscriptions,
      named?.subscription ?? '',
      'subscription',
      `flow_data[${flow.type}][subscription]`,
    );
    if (subscription.customer !== customer.id)
      refuse('The subscription does not belong to the customer.', { param: 'flow_data' });
  }
  const may = {
    ...allowed(configuration),
    subscription_update_confirm: false,
    subscription_update: false,
    subscription_pause: false,
  };
  if (may[flow.type] !== true)
    refuse(`The portal configuration does not allow ${flow.type}.`, { param: 'flow_data[type]' });
  return {
    after_completion: {
      hosted_confirmation: flow.after_completion?.hosted_confirmation
        ? { custom_message: flow.after_completion.hosted_confirmation.custom_message ?? null }
        : null,
      redirect: flow.after_completion?.redirect ?? null,
      type: flow.after_completion?.type ?? 'portal_homepage',
    },
    customer_update: null,
    subscription_cancel: flow.subscription_cancel
      ? { retention: null, subscription: flow.subscription_cancel.subscription }
      : null,
    subscription_pause: null,
    subscription_update: null,
    subscription_update_confirm: null,
    type: flow.type,
  };
}

const allowed = ({ features }: PortalConfiguration) => ({
  customer_update: features.customer_update.enabled,
  payment_method_update: features.payment_method_update.enabled,
  subscription_cancel: features.subscription_cancel.enabled,
});

/** The session behind a link, or undefined when there is none (any more). Opening it starts its hour. */
export function openPortal(world: World, secret: string): PortalSession | undefined {
  for (const session of world.portalSessions.values()) {
    if (!session.url.endsWith(`/p/session/${secret}`)) continue;
    const openedAt = world.portalsOpened.get(session.id);
    const until = openedAt === undefined ? session.created + unusedSeconds : openedAt + openSeconds;
    if (secondsNow(world) > until || world.deletedCustomers.has(session.customer)) return undefined;
    if (openedAt === undefined) world.portalsOpened.set(session.id, secondsNow(world));
    return session;
  }
  return undefined;
}

const configurationOf = (world: World, session: PortalSession): PortalConfiguration =>
  known(world.portalConfigurations, session.configuration);

export function membershipOf(world: World, session: PortalSession, id: string): Subscription {
  const subscription = find(world.subscriptions, id, 'subscription');
  if (subscription.customer !== session.customer || !isLive(subscription))
    refuse(`No such subscription: '${id}'`, { code: 'resource_missing', status: 404 });
  return subscription;
}

/** With flexible billing the portal names the moment; it never sets `cancel_at_period_end`. */
export function cancelInPortal(world: World, session: PortalSession, id: string): Subscription {
  const subscription = membershipOf(world, session, id);
  const { enabled, mode } = configurationOf(world, session).features.subscription_cancel;
  if (!enabled) refuse('This portal does not allow cancelling.');
  if (mode === 'immediately') return cancelNow(world, subscription, 'cancellation_requested');
  return planCancel(world, subscription, { atPeriodEnd: subscription.billing_mode.type === 'classic' });
}

export function renewInPortal(world: World, session: PortalSession, id: string): Subscription {
  return takeBackCancel(world, membershipOf(world, session, id));
}

/** A new card becomes the customer's and every membership's own. */
export function updateCardInPortal(world: World, session: PortalSession, means: 'good-card' | 'bad-card'): void {
  if (!configurationOf(world, session).features.payment_method_update.enabled)
    refuse('This portal does not allow changing the card.');
  const before = livingCustomer(world, session.customer);
  const method = attach(world, newPaymentMethod(world, means, before.email), before.id);
  const invoice_settings = { ...before.invoice_settings, default_payment_method: method.id };
  record(world, 'customer.updated', change(world.customers, before, { invoice_settings }), before);
  for (const subscription of world.subscriptions.values())
    if (subscription.customer === before.id && isLive(subscription))
      updateRow(world, subscription, { default_payment_method: method.id });
}
