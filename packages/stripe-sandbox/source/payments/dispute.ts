// Disputes: a payer's bank takes the money back at once and decides weeks later; an inquiry only asks and moves nothing.
import { cancelNow } from '../billing/cancel-subscription.ts';
import { subscriptionOf } from '../billing/invoice.ts';
import { isLive } from '../billing/subscription.ts';
import { mintId } from '../world/ids.ts';
import { record } from '../world/record.ts';
import { refuse } from '../world/refusal.ts';
import { add, change, find, known } from '../world/rows.ts';
import type { Charge, Dispute, FraudWarning } from '../world/wire.ts';
import { secondsNow, type World } from '../world/world.ts';
import { newBalanceTransaction } from './balance-transaction.ts';

const responseDays = 9;

export interface DisputeStart {
  readonly paymentIntent: string;
  readonly amount?: number;
  readonly inquiry?: boolean;
  readonly reason?: string;
}

export function openDispute(
  world: World,
  { paymentIntent, amount, inquiry = false, reason = 'fraudulent' }: DisputeStart,
): Dispute {
  const charge = chargeOf(world, paymentIntent);
  if (charge.disputed) refuse('This charge is disputed already.');
  const dispute = add<Dispute>(world.disputes, {
    id: mintId(world, 'du_1', 23),
    object: 'dispute',
    amount: amount ?? charge.amount - charge.amount_refunded,
    balance_transactions: [],
    charge: charge.id,
    created: secondsNow(world),
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: noEvidence,
    evidence_details: {
      due_by: secondsNow(world) + responseDays * 86_400,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: inquiry,
    livemode: false,
    metadata: {},
    payment_intent: paymentIntent,
    payment_method_details: {
      card: {
        brand: 'visa',
        case_type: inquiry ? 'inquiry' : 'chargeback',
        network: 'visa',
        network_reason_code: '10.4',
      },
      type: 'card',
    },
    reason,
    status: inquiry ? 'warning_needs_response' : 'needs_response',
  });
  // An inquiry leaves the charge undisputed: it may still be refunded.
  if (!inquiry) change(world.charges, charge, { disputed: true });
  record(world, 'charge.dispute.created', dispute);
  return inquiry ? dispute : withdrawFunds(world, dispute);
}

function withdrawFunds(world: World, before: Dispute): Dispute {
  const transaction = newBalanceTransaction(world, {
    amount: -before.amount,
    currency: before.currency,
    type: 'adjustment',
    category: 'dispute',
    source: before.id,
    description: 'Chargeback withdrawal',
    fee: { amount: world.settings.disputeFeeMinor, description: 'Dispute fee' },
  });
  const dispute = change(world.disputes, before, { balance_transactions: [transaction] });
  record(world, 'charge.dispute.funds_withdrawn', dispute);
  if (world.settings.cancelDisputedSubscriptions) cancelDisputed(world, dispute);
  return dispute;
}

export type DisputeOutcome = 'won' | 'lost' | 'under_review' | 'escalated' | 'warning_closed';

export function decideDispute(world: World, id: string, outcome: DisputeOutcome): Dispute {
  const before = find(world.disputes, id, 'dispute');
  if (!possible(before.status, outcome)) refuse(`A dispute that is ${before.status} cannot become ${outcome}.`);
  if (outcome === 'escalated') return escalate(world, before);
  const isInquiry = before.status.startsWith('warning');
  const status = outcome === 'under_review' && isInquiry ? 'warning_under_review' : outcome;
  const after = change(world.disputes, before, { status, is_charge_refundable: outcome === 'warning_closed' });
  record(world, outcome === 'under_review' ? 'charge.dispute.updated' : 'charge.dispute.closed', after, before);
  if (outcome === 'won') return reinstateFunds(world, after);
  return after;
}

function possible(status: string, outcome: DisputeOutcome): boolean {
  const isInquiry = status.startsWith('warning');
  if (status === 'won' || status === 'lost' || status === 'warning_closed') return false;
  if (outcome === 'under_review') return !status.endsWith('under_review');
  return isInquiry ? outcome === 'escalated' || outcome === 'warning_closed' : outcome === 'won' || outcome === 'lost';
}

// An inquiry that was not settled becomes a real dispute, and only now does money move.
function escalate(world: World, before: Dispute): Dispute {
  change(world.charges, known(world.charges, before.charge), { disputed: true });
  const after = change(world.disputes, before, { status: 'needs_response', is_charge_refundable: false });
  record(world, 'charge.dispute.updated', after, before);
  return withdrawFunds(world, after);
}

function reinstateFunds(world: World, before: Dispute): Dispute {
  const transaction = newBalanceTransaction(world, {
    amount: before.amount,
    currency: before.currency,
    type: 'adjustment',
    category: 'dispute_reversal',
    source: before.id,
    description: 'Chargeback reversal',
  });
  const after = change(world.disputes, before, { balance_transactions: [...before.balance_transactions, transaction] });
  record(world, 'charge.dispute.funds_reinstated', after);
  return after;
}

function cancelDisputed(world: World, dispute: Dispute): void {
  for (const payment of world.invoicePayments.values()) {
    if (payment.payment.payment_intent !== dispute.payment_intent) continue;
    const subscription = world.subscriptions.get(subscriptionOf(known(world.invoices, payment.invoice)) ?? '');
    if (subscription !== undefined && isLive(subscription)) cancelNow(world, subscription, 'payment_disputed');
  }
}

export function warnOfFraud(world: World, paymentIntent: string): FraudWarning {
  const charge = chargeOf(world, paymentIntent);
  const warning = add<FraudWarning>(world.fraudWarnings, {
    id: mintId(world, 'issfr_1', 23),
    object: 'radar.early_fraud_warning',
    actionable: !charge.refunded && !charge.disputed,
    charge: charge.id,
    created: secondsNow(world),
    fraud_type: 'made_with_stolen_card',
    livemode: false,
    payment_intent: paymentIntent,
  });
  record(world, 'radar.early_fraud_warning.created', warning);
  return warning;
}

function chargeOf(world: World, paymentIntent: string): Charge {
  const intent = find(world.paymentIntents, paymentIntent, 'payment_intent', 'paymentIntent');
  const charge = world.charges.get(intent.latest_charge ?? '');
  if (charge?.status === 'succeeded') return charge;
  return refuse('This PaymentIntent has no charge that succeeded.');
}

const noEvidence = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
} as const;
