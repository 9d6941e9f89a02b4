// Answers one sync request: finds its part, decides whether it is ours, and makes our state what Stripe says now. A throw
// returns the request to the queue; an outcome ends it.

import { type MembershipId, parseMembershipId, parsePaymentId, parseSessionId } from '../core/ids.ts';
import type { SyncRequest } from '../core/sync-request.ts';
import type { Payments } from '../ports/payments.ts';
import { type RepointNeeds, repointSupporter } from './repoint-supporter.ts';
import { type ErasureNeeds, runErasure } from './run-erasure.ts';
import { type SettleNeeds, settleCheckout } from './settle-checkout.ts';
import { type SyncOutcome, syncPart } from './sync-part.ts';

/** The event ids of a reconciliation begin with this; no event id of Stripe does. */
export const reconcilePrefix = 'rec_';
const isReconciling = ({ eventId }: SyncRequest): boolean => eventId.startsWith(reconcilePrefix);

export interface AnswerNeeds extends SettleNeeds, ErasureNeeds {
  readonly supporters: SettleNeeds['supporters'] & RepointNeeds['supporters'] & ErasureNeeds['supporters'];
  readonly anonymousPayments: SettleNeeds['anonymousPayments'];
  readonly erasures: ErasureNeeds['erasures'];
  readonly payments: SettleNeeds['payments'] &
    ErasureNeeds['payments'] &
    RepointNeeds['payments'] &
    Pick<Payments, 'locatePayments' | 'isCustomerGone'>;
}
export type Answered = SyncOutcome | 'open' | 'expired';
export const isDifference = (outcome: Answered): boolean => outcome === 'changed' || outcome === 'anonymised';

export async function answerSyncRequest(needs: AnswerNeeds, syncRequest: SyncRequest): Promise<Answered> {
  return logAnswered(needs, syncRequest, await answer(needs, syncRequest));
}

/** Of several outcomes the most important one is what came of the request. */
export function logAnswered(
  needs: Pick<AnswerNeeds, 'log'>,
  syncRequest: SyncRequest,
  outcomes: readonly Answered[],
): Answered {
  const outcome = worstOf(outcomes);
  const { part, eventId, objectId } = syncRequest;
  // The event for it never arrived or was lost here: staff should find out why.
  if (isReconciling(syncRequest) && isDifference(outcome)) {
    needs.log.write('reconcile-found-difference', { part, objectId, eventId, outcome });
  }
  needs.log.write(outcome === 'foreign' ? 'sync-foreign' : 'sync-done', { part, eventId, outcome });
  return outcome;
}

async function answer(needs: AnswerNeeds, syncRequest: SyncRequest): Promise<readonly Answered[]> {
  switch (syncRequest.part) {
    case 'checkout':
      return answerCheckout(needs, syncRequest);
    case 'membership':
      return answerMembership(needs, syncRequest);
    case 'payment':
      return answerPayment(needs, syncRequest);
    case 'customer':
      return answerCustomer(needs, syncRequest);
  }
}

async function answerCheckout(needs: AnswerNeeds, { objectId }: SyncRequest): Promise<readonly Answered[]> {
  const session = parseSessionId(objectId);
  if (session === null) return ['foreign'];
  const settled = await settleCheckout(needs, session);
  if (settled.status !== 'complete') return [settled.status];
  if (settled.isLinkMissing) throw new Error('a paid checkout is not linked yet');
  await endReplaced(needs, settled.ends);
  return settled.outcomes;
}

/**
 * Here and not on the reader's way back, because a request is repeated until Stripe answers. Stripe then reports the end as it
 * does any other.
 */
export async function endReplaced({ payments }: Pick<AnswerNeeds, 'payments'>, ends: MembershipId | null) {
  if (ends !== null && !(await payments.cancelMembership(ends)).ok)
    throw new Error('a replaced membership goes on: Stripe does not answer');
}

async function answerMembership(
  needs: AnswerNeeds,
  { objectId, customerId }: SyncRequest,
): Promise<readonly Answered[]> {
  const id = parseMembershipId(objectId);
  if (id === null) return ['foreign'];
  const customer = customerId ?? (await needs.payments.readMembership(id)).membership?.customer;
  if (customer === undefined) return ['foreign'];
  return [await syncPart(needs, { kind: 'membership', customer, id })];
}

async function answerPayment(needs: AnswerNeeds, { objectId, customerId }: SyncRequest): Promise<readonly Answered[]> {
  const id = objectId.startsWith('pi_') ? parsePaymentId(objectId) : null;
  if (id !== null && customerId !== null) return [await syncPart(needs, { kind: 'payment', customer: customerId, id })];
  const located = await needs.payments.locatePayments(objectId);
  const outcomes: Answered[] = [];
  for (const { payment: id, customer, isDisputed } of located) {
    outcomes.push(await syncPart(needs, { kind: 'payment', customer, id, isDisputed }));
  }
  return outcomes;
}

async function answerCustomer(needs: AnswerNeeds, { customerId }: SyncRequest): Promise<readonly Answered[]> {
  if (customerId === null) return ['foreign'];
  // Stripe deleted the customer, or an erasure was interrupted and the request is our own.
  const isWanted =
    (await needs.erasures.read(customerId)) !== null || (await needs.payments.isCustomerGone(customerId));
  if (!isWanted) return [(await repointSupporter(needs, customerId)) === null ? 'foreign' : 'unchanged'];
  const run = await runErasure(needs, customerId);
  if (!run.ok) throw new Error('an erasure is interrupted: Stripe does not answer');
  return [run.value];
}

/** For the log: of several outcomes, the most important one. */
function worstOf(outcomes: readonly Answered[]): Answered {
  const ranking: readonly Answered[] = [
    ...(['changed', 'anonymised', 'foreign', 'no-purpose-yet'] as const),
    ...(['erased', 'aged', 'expired', 'open', 'unchanged'] as const),
  ];
  return ranking.find((each) => outcomes.includes(each)) ?? 'no-purpose-yet';
}
