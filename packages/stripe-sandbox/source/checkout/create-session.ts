// Opening a checkout: what Stripe checks before it gives out a page, and the session as it stands while it is open.
import { livingCustomer } from '../customers/customer.ts';
import { checkTotal, knownCurrency } from '../money/amounts.ts';
import type { SessionCreate } from '../request/session-parameters.ts';
import { schedule } from '../world/agenda.ts';
import { mintId } from '../world/ids.ts';
import { refuse, unsimulated } from '../world/refusal.ts';
import { add } from '../world/rows.ts';
import type { Session } from '../world/wire.ts';
import { secondsNow, type World } from '../world/world.ts';
import { type ItemPlan, planItems } from './line-items.ts';
import { newSession, type SessionStart } from './session.ts';

const shortest = 30 * 60;
const longest = 24 * 3600;

export function createSession(world: World, wanted: SessionCreate): Session {
  const mode = modeOf(wanted);
  checkCombinations(world, wanted, mode);
  const expiresAt = expiryOf(world, wanted);
  const plans = planItems(world, wanted, mode);
  checkSum(world, wanted, plans);
  // Everything is checked before anything is made: a refused checkout leaves no product and no price behind.
  return open(world, { wanted, mode, items: plans.map((plan) => plan.make()), expiresAt });
}

function open(world: World, start: Omit<SessionStart, 'id'>): Session {
  const id = mintId(world, 'cs_test_a1', 56);
  const session = add(world.sessions, newSession(world, { ...start, id }));
  world.checkoutPlans.set(id, {
    items: start.items,
    intent: start.wanted.payment_intent_data ?? null,
    subscription: start.wanted.subscription_data ?? null,
  });
  schedule(world, 'expire-session', id, start.expiresAt);
  return session;
}

function modeOf({ mode }: SessionCreate): 'payment' | 'subscription' {
  if (mode === undefined) return refuse('Missing required param: mode.', { code: 'parameter_missing', param: 'mode' });
  return mode === 'setup' ? unsimulated('Checkout in setup mode', 'mode') : mode;
}

function checkCombinations(world: World, wanted: SessionCreate, mode: 'payment' | 'subscription'): void {
  if (wanted.ui_mode !== undefined && wanted.ui_mode !== 'hosted_page')
    unsimulated(`ui_mode '${wanted.ui_mode}'`, 'ui_mode');
  if (wanted.success_url === undefined)
    refuse('Missing required param: success_url.', { code: 'parameter_missing', param: 'success_url' });
  for (const name of ['success_url', 'cancel_url'] as const) checkUrl(wanted[name], name);
  if (wanted.customer !== undefined && wanted.customer_email !== undefined)
    refuse('You may only specify one of these parameters: customer, customer_email.', { param: 'customer' });
  if (wanted.customer !== undefined) livingCustomer(world, wanted.customer);
  if (wanted.customer_email !== undefined && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(wanted.customer_email))
    refuse(`Invalid email address: ${wanted.customer_email}`, { code: 'email_invalid', param: 'customer_email' });
  if (mode === 'subscription')
    checkOnly(wanted, 'payment', ['customer_creation', 'payment_intent_data', 'invoice_creation']);
  else checkOnly(wanted, 'subscription', ['subscription_data', 'payment_method_collection']);
  if (wanted.allowed_payment_method_types !== undefined && wanted.excluded_payment_method_types !== undefined)
    refuse('You may only specify one of allowed_payment_method_types and excluded_payment_method_types.');
}

function checkOnly(wanted: SessionCreate, mode: string, names: readonly (keyof SessionCreate)[]): void {
  for (const name of names)
    if (wanted[name] !== undefined) refuse(`You can only pass \`${name}\` in \`${mode}\` mode.`, { param: name });
}

function checkUrl(url: string | undefined, param: string): void {
  if (url !== undefined && !/^https?:\/\//.test(url))
    refuse(`Not a valid URL: an explicit scheme (such as https) must be provided.`, { code: 'url_invalid', param });
}

function expiryOf(world: World, { expires_at }: SessionCreate): number {
  const now = secondsNow(world);
  const at = expires_at ?? now + longest;
  if (at < now + shortest)
    refuse('The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.', {
      param: 'expires_at',
    });
  if (at > now + longest)
    refuse('The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.', {
      param: 'expires_at',
    });
  return at;
}

function checkSum(world: World, wanted: SessionCreate, plans: readonly ItemPlan[]): void {
  const currency = plans[0]?.currency ?? 'usd';
  if (wanted.currency !== undefined && knownCurrency(wanted.currency, 'currency') !== currency)
    refuse('The currency does not match the line items.', { param: 'currency' });
  checkTotal(
    world.settings,
    plans.reduce((sum, plan) => sum + plan.amount, 0),
    currency,
  );
}
