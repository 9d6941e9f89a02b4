// Answers one ring: finds the part it is about, decides whether it is ours, and makes our state what Stripe says now.
// A throw goes back to the queue; an outcome is the end of the ring.
import type { Doorbell } from '../core/doorbell.ts';
import { parseMembershipId, parsePaymentId, parseSessionId } from '../core/ids.ts';
import type { Payments } from '../ports/payments.ts';
import { type RepointNeeds, repointSupporter } from './repoint-supporter.ts';
import { type ErasureNeeds, runErasure } from './run-erasure.ts';
import { type SettleNeeds, settleCheckout } from './settle-checkout.ts';
import { type VisitOutcome, visitPart } from './visit-part.ts';

/** Rings of a reconciliation are known by their event id, which no event of Stripe's begins with. */
export const reconcilePrefix = 'rec_';
const isReconciling = ({ eventId }: Doorbell): boolean => eventId.startsWith(reconcilePrefix);

export interface AnswerNeeds extends SettleNeeds, ErasureNeeds {
  readonly supporters: SettleNeeds['supporters'] & RepointNeeds['supporters'] & ErasureNeeds['supporters'];
  readonly books: SettleNeeds['books'];
  readonly erasures: ErasureNeeds['erasures'];
  readonly payments: SettleNeeds['payments'] &
    ErasureNeeds['payments'] &
    RepointNeeds['payments'] &
    Pick<Payments, 'locatePayments' | 'isCustomerGone'>;
}
export type Answered = VisitOutcome | 'open' | 'expired';
export const isDifference = (outcome: Answered): boolean => outcome === 'changed' || outcome === 'booked';

export async function answerDoorbell(needs: AnswerNeeds, doorbell: Doorbell): Promise<Answered> {
  const outcome = worstOf(await answer(needs, doorbell));
  const { part, eventId, objectId } = doorbell;
  // Stripe's own ring for it never came, or was lost here: somebody should know why.
  if (isReconciling(doorbell) && isDifference(outcome)) {
    needs.journal.note('reconcile-found-difference', { part, objectId, eventId, outcome });
  }
  needs.journal.note(outcome === 'foreign' ? 'doorbell-foreign' : 'doorbell-answered', { part, eventId, outcome });
  return outcome;
}

async function answer(needs: AnswerNeeds, doorbell: Doorbell): Promise<readonly Answered[]> {
  switch (doorbell.part) {
    case 'checkout':
      return answerCheckout(needs, doorbell);
    case 'membership':
      return answerMembership(needs, doorbell);
    case 'payment':
      return answerPayment(needs, doorbell);
    case 'customer':
      return answerCustomer(needs, doorbell);
  }
}

async function answerCheckout(needs: AnswerNeeds, { objectId }: Doorbell): Promise<readonly Answered[]> {
  const session = parseSessionId(objectId);
  if (session === null) return ['foreign'];
  const settled = await settleCheckout(needs, session);
  return settled.status === 'complete' ? settled.visits : [settled.status];
}

async function answerMembership(needs: AnswerNeeds, { objectId, customerId }: Doorbell): Promise<readonly Answered[]> {
  const id = parseMembershipId(objectId);
  if (id === null) return ['foreign'];
  const customer = customerId ?? (await needs.payments.readMembership(id)).membership?.customer;
  if (customer === undefined) return ['foreign'];
  return [await visitPart(needs, { kind: 'membership', customer, id })];
}

async function answerPayment(needs: AnswerNeeds, { objectId, customerId }: Doorbell): Promise<readonly Answered[]> {
  const id = objectId.startsWith('pi_') ? parsePaymentId(objectId) : null;
  if (id !== null && customerId !== null)
    return [await visitPart(needs, { kind: 'payment', customer: customerId, id })];
  const places = await needs.payments.locatePayments(objectId);
  const outcomes: Answered[] = [];
  for (const { payment: id, customer, isDisputed } of places) {
    outcomes.push(await visitPart(needs, { kind: 'payment', customer, id, isDisputed }));
  }
  return outcomes;
}

async function answerCustomer(needs: AnswerNeeds, { customerId }: Doorbell): Promise<readonly Answered[]> {
  if (customerId === null) return ['foreign'];
  // Deleted at Stripe, or to be erased and interrupted: then the ring is our own.
  const isWanted =
    (await needs.erasures.read(customerId)) !== null || (await needs.payments.isCustomerGone(customerId));
  if (!isWanted) return [await repointSupporter(needs, customerId)];
  const run = await runErasure(needs, customerId);
  if (!run.ok) throw new Error('an erasure is interrupted: Stripe does not answer');
  return [run.value];
}

/** For the journal: what most wants to be noticed of several. */
function worstOf(outcomes: readonly Answered[]): Answered {
  const order: readonly Answered[] = [
    ...(['changed', 'booked', 'foreign', 'unlinked'] as const),
    ...(['erased', 'aged', 'expired', 'open', 'unchanged'] as const),
  ];
  return order.find((each) => outcomes.includes(each)) ?? 'unlinked';
}
