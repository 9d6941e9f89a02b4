// Payment intents: made when a payer confirms (never before, as with Checkout since 2022) or when an invoice is finalised.
import { mintId } from '../world/ids.ts';
import { record } from '../world/record.ts';
import { add, change } from '../world/rows.ts';
import type { PaymentIntent } from '../world/wire.ts';
import { secondsNow, type World } from '../world/world.ts';

export interface IntentStart {
  readonly amount: number;
  readonly currency: string;
  readonly customer: string | null;
  readonly description?: string | null;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly receiptEmail?: string | null;
  readonly setupFutureUsage?: 'off_session' | 'on_session' | null;
  readonly captureMethod?: 'automatic' | 'automatic_async' | 'manual';
  readonly statementDescriptor?: string | null;
  readonly statementDescriptorSuffix?: string | null;
}

export function newIntent(world: World, start: IntentStart): PaymentIntent {
  const id = mintId(world, 'pi_3', 23);
  const intent = add<PaymentIntent>(world.paymentIntents, {
    ...untouched,
    id,
    amount: start.amount,
    capture_method: start.captureMethod ?? 'automatic_async',
    client_secret: mintId(world, `${id}_secret_`),
    created: secondsNow(world),
    currency: start.currency,
    customer: start.customer,
    description: start.description ?? null,
    metadata: start.metadata ?? {},
    receipt_email: start.receiptEmail ?? null,
    setup_future_usage: start.setupFutureUsage ?? null,
    statement_descriptor: start.statementDescriptor ?? null,
    statement_descriptor_suffix: start.statementDescriptorSuffix ?? null,
  });
  record(world, 'payment_intent.created', intent);
  return intent;
}

const cancellable: readonly string[] = ['requires_payment_method', 'requires_confirmation', 'requires_action'];

/** Ends an intent nobody will pay any more; one that is processing or paid stays as it is. */
export function cancelIntent(world: World, intent: PaymentIntent, reason: 'expired' | 'void_invoice'): PaymentIntent {
  if (!cancellable.includes(intent.status)) return intent;
  const canceled = change(world.paymentIntents, intent, {
    status: 'canceled',
    canceled_at: secondsNow(world),
    cancellation_reason: reason,
  });
  record(world, 'payment_intent.canceled', canceled);
  return canceled;
}

const untouched = {
  object: 'payment_intent',
  allowed_payment_method_types: null,
  amount_capturable: 0,
  amount_details: { tip: {} },
  amount_received: 0,
  application: null,
  application_fee_amount: null,
  automatic_payment_methods: null,
  canceled_at: null,
  cancellation_reason: null,
  confirmation_method: 'automatic',
  customer_account: null,
  excluded_payment_method_types: null,
  last_payment_error: null,
  latest_charge: null,
  livemode: false,
  managed_payments: null,
  next_action: null,
  on_behalf_of: null,
  payment_method: null,
  payment_method_configuration_details: null,
  payment_method_options: {},
  payment_method_types: ['card', 'us_bank_account'],
  payment_record: null,
  processing: null,
  review: null,
  shipping: null,
  source: null,
  status: 'requires_payment_method',
  transfer_data: null,
  transfer_group: null,
} as const;
