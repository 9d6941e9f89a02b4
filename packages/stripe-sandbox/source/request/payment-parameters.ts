// What may be asked of payments, refunds, disputes, balance transactions, events and webhook endpoints.
import { apiVersions, endpointEvents } from './choices.ts';
import { choice, expandable, flag, metadata, pageable, range, text, whole } from './scalars.ts';
import { emptyable, hash, list, notSimulated, type Parameters, required } from './spec.ts';

export const nothing = hash(expandable);
export const nothingAtAll = hash({});
export const onlyPages = hash(pageable);
export const metadataUpdate = hash({ ...expandable, metadata });

export const intentList = hash({ ...pageable, created: range, customer: text(), customer_account: notSimulated });
export const chargeList = hash({
  ...pageable,
  created: range,
  customer: text(),
  payment_intent: text(),
  transfer_group: notSimulated,
});
export const balanceTransactionList = hash({
  ...pageable,
  created: range,
  currency: text(3),
  payout: text(),
  source: text(),
  type: text(),
});

export const payoutList = hash({
  ...pageable,
  arrival_date: range,
  created: range,
  destination: notSimulated,
  status: text(),
});
export const payoutCreate = hash({
  ...expandable,
  amount: required(whole(1)),
  currency: required(text(3)),
  description: text(),
  destination: notSimulated,
  metadata,
  method: notSimulated,
  payout_method: notSimulated,
  source_type: notSimulated,
  statement_descriptor: text(22),
});

export const refundCreate = hash({
  ...expandable,
  amount: whole(1),
  charge: text(),
  currency: notSimulated,
  customer: notSimulated,
  instructions_email: text(512),
  metadata,
  origin: notSimulated,
  payment_intent: text(),
  reason: choice(['duplicate', 'fraudulent', 'requested_by_customer']),
  refund_application_fee: notSimulated,
  reverse_transfer: notSimulated,
});
export const refundList = hash({ ...pageable, charge: text(), created: range, payment_intent: text() });
export const disputeList = refundList;
export const fraudWarningList = refundList;
export const disputeUpdate = hash({
  ...expandable,
  evidence: notSimulated,
  intended_submission_method: notSimulated,
  metadata,
  submit: flag,
});

export const eventList = hash({
  ...pageable,
  created: range,
  delivery_success: flag,
  type: text(),
  types: list(text(), 20),
});

const followed = list(choice(endpointEvents), 500);
export const endpointCreate = hash({
  ...expandable,
  api_version: choice(apiVersions),
  connect: notSimulated,
  description: emptyable(text()),
  enabled_events: required(followed),
  metadata,
  url: required(text()),
});
export const endpointUpdate = hash({
  ...expandable,
  description: emptyable(text()),
  disabled: flag,
  enabled_events: followed,
  metadata,
  url: text(),
});

export type RefundCreate = Parameters<typeof refundCreate>;
export type RefundList = Parameters<typeof refundList>;
export type ChargeList = Parameters<typeof chargeList>;
export type IntentList = Parameters<typeof intentList>;
export type BalanceTransactionList = Parameters<typeof balanceTransactionList>;
export type PayoutList = Parameters<typeof payoutList>;
export type PayoutCreate = Parameters<typeof payoutCreate>;
export type DisputeUpdate = Parameters<typeof disputeUpdate>;
export type EventList = Parameters<typeof eventList>;
export type EndpointCreate = Parameters<typeof endpointCreate>;
export type EndpointUpdate = Parameters<typeof endpointUpdate>;
export type MetadataUpdate = Parameters<typeof metadataUpdate>;
