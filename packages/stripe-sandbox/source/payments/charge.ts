// Charges: one for every attempt to move money, the failed ones too. A succeeded charge does not know its balance
// transaction yet; that comes a little later with `charge.updated` (asynchronous capture).
import { mintId } from '../world/ids.ts';
import { add, known } from '../world/rows.ts';
import type { Charge, PaymentIntent, PaymentMethod } from '../world/wire.ts';
import { secondsNow, type World } from '../world/world.ts';
import { checks, isBank } from './payment-method.ts';

export type ChargeOutcome = 'succeeded' | 'failed' | 'pending';

export function newCharge(world: World, intent: PaymentIntent, method: PaymentMethod, status: ChargeOutcome): Charge {
  const id = mintId(world, 'ch_3', 23);
  return add<Charge>(world.charges, {
    ...untouched,
    id,
    amount: intent.amount,
    amount_captured: status === 'succeeded' ? intent.amount : 0,
    billing_details: { ...method.billing_details, tax_id: null },
    captured: status !== 'failed',
    created: secondsNow(world),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    failure_code: status === 'failed' ? 'card_declined' : null,
    failure_message: status === 'failed' ? 'Your card was declined.' : null,
    metadata: intent.metadata,
    outcome: status === 'failed' ? refusedOutcome : { ...approvedOutcome },
    paid: status === 'succeeded',
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: detailsOf(method, intent),
    receipt_email: intent.receipt_email,
    receipt_url: `${world.baseUrl}/receipts/${id}`,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status,
  });
}

/** The method of a charge, which may have been detached since. */
export const methodOf = (world: World, charge: Charge): PaymentMethod =>
  known(world.paymentMethods, charge.payment_method);

function detailsOf(method: PaymentMethod, intent: PaymentIntent): Charge['payment_method_details'] {
  if (isBank(method))
    return {
      type: 'us_bank_account',
      us_bank_account: {
        account_holder_type: 'individual',
        account_type: 'checking',
        bank_name: 'STRIPE TEST BANK',
        fingerprint: 'SandboxBankPrint',
        last4: '6789',
        payment_reference: null,
        routing_number: '110000000',
      },
    };
  return {
    type: 'card',
    card: { ...cardDetails, amount_authorized: intent.amount, last4: method.card?.last4 ?? null },
  };
}

const cardDetails = {
  authorization_code: '123456',
  brand: 'visa',
  checks,
  country: 'US',
  electronic_commerce_indicator: null,
  exp_month: 12,
  exp_year: 2034,
  fingerprint: 'SandboxFingerprt',
  funding: 'credit',
  installments: null,
  mandate: null,
  network: 'visa',
  network_transaction_id: '104102978678771',
  regulated_status: 'unregulated',
  three_d_secure: null,
  transaction_link_id: null,
  wallet: null,
};

const approvedOutcome = {
  advice_code: null,
  network_advice_code: null,
  network_decline_code: null,
  network_status: 'approved_by_network',
  reason: null,
  risk_level: 'normal',
  risk_score: 12,
  seller_message: 'Payment complete.',
  type: 'authorized',
};
const refusedOutcome = {
  ...approvedOutcome,
  advice_code: 'try_again_later',
  network_status: 'declined_by_network',
  reason: 'generic_decline',
  seller_message: 'The bank did not return any further details with this decline.',
  type: 'issuer_declined',
};

const untouched = {
  object: 'charge',
  amount_refunded: 0,
  application: null,
  application_fee: null,
  application_fee_amount: null,
  balance_transaction: null,
  calculated_statement_descriptor: 'MAINSTAY SANDBOX',
  disputed: false,
  failure_balance_transaction: null,
  fraud_details: {},
  livemode: false,
  on_behalf_of: null,
  receipt_number: null,
  refunded: false,
  review: null,
  shipping: null,
  source: null,
  source_transfer: null,
  transfer_data: null,
  transfer_group: null,
} as const;
