// Payment intents, charges, balance transactions, payouts, refunds, disputes and fraud warnings.
import { decideDispute } from '../payments/dispute.ts';
import { createPayout } from '../payments/payout.ts';
import { createRefund } from '../payments/refund.ts';
import { updateDispute, updateRefund } from '../payments/update-payment.ts';
import {
  balanceTransactionList,
  chargeList,
  disputeList,
  disputeUpdate,
  fraudWarningList,
  intentList,
  metadataUpdate,
  nothing,
  payoutCreate,
  payoutList,
  refundCreate,
  refundList,
} from '../request/payment-parameters.ts';
import {
  listBalanceTransactions,
  listCharges,
  listDisputes,
  listFraudWarnings,
  listIntents,
  listPayouts,
  listRefunds,
} from '../world/list.ts';
import {
  retrieveBalanceTransaction,
  retrieveCharge,
  retrieveDispute,
  retrieveFraudWarning,
  retrieveIntent,
  retrievePayout,
  retrieveRefund,
} from '../world/retrieve.ts';
import { listRoute, type Route, route } from './route.ts';

export const paymentRoutes: readonly Route[] = [
  listRoute('/v1/payment_intents', intentList, listIntents),
  route('GET', '/v1/payment_intents/:id', nothing, (world, _, id) => retrieveIntent(world, id)),
  listRoute('/v1/charges', chargeList, listCharges),
  route('GET', '/v1/charges/:id', nothing, (world, _, id) => retrieveCharge(world, id)),
  listRoute('/v1/balance_transactions', balanceTransactionList, listBalanceTransactions),
  route('GET', '/v1/balance_transactions/:id', nothing, (world, _, id) => retrieveBalanceTransaction(world, id)),
  route('POST', '/v1/payouts', payoutCreate, createPayout),
  listRoute('/v1/payouts', payoutList, listPayouts),
  route('GET', '/v1/payouts/:id', nothing, (world, _, id) => retrievePayout(world, id)),
  route('POST', '/v1/refunds', refundCreate, createRefund),
  listRoute('/v1/refunds', refundList, listRefunds),
  route('GET', '/v1/refunds/:id', nothing, (world, _, id) => retrieveRefund(world, id)),
  route('POST', '/v1/refunds/:id', metadataUpdate, (world, wanted, id) => updateRefund(world, id, wanted)),
  listRoute('/v1/disputes', disputeList, listDisputes),
  route('GET', '/v1/disputes/:id', nothing, (world, _, id) => retrieveDispute(world, id)),
  route('POST', '/v1/disputes/:id', disputeUpdate, (world, wanted, id) => updateDispute(world, id, wanted)),
  route('POST', '/v1/disputes/:id/close', nothing, (world, _, id) => decideDispute(world, id, 'lost')),
  listRoute('/v1/radar/early_fraud_warnings', fraudWarningList, listFraudWarnings),
  route('GET', '/v1/radar/early_fraud_warnings/:id', nothing, (world, _, id) => retrieveFraudWarning(world, id)),
];
