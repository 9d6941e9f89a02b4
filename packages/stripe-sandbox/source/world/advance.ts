// Time: everything on the agenda up to a moment, in order, each with the world's clock standing at its own moment. It is
// the only way the clock moves forward, so nothing can be skipped.
import { cancelIfDue } from '../billing/cancel-subscription.ts';
import { subscriptionOf } from '../billing/invoice.ts';
import { openPaymentOf } from '../billing/invoice-payment.ts';
import { resumeCollectionIfDue } from '../billing/pause-subscription.ts';
import { collectDue, endPeriod, finalizeDue } from '../billing/renew-subscription.ts';
import { giveUpResuming } from '../billing/resume-subscription.ts';
import { expireIfDue } from '../checkout/expire-session.ts';
import { decideDueBankDebit } from '../payments/bank-debit.ts';
import { finishDuePayout, payOut } from '../payments/payout.ts';
import { finishDueRefund } from '../payments/refund.ts';
import { settleCharge } from '../payments/settle-charge.ts';
import type { Job } from './job.ts';
import { secondsNow, type World } from './world.ts';

export function advanceTo(world: World, now: number): void {
  const { request } = world;
  world.request = { id: null, idempotency_key: null };
  for (let job = world.agenda[0]; job !== undefined && job.at <= now; job = world.agenda[0]) {
    world.agenda.shift();
    world.now = Math.max(world.now, job.at);
    run[job.kind](world, job.id);
  }
  world.now = Math.max(world.now, now);
  world.request = request;
  forgetOldEvents(world);
}

// As long as Stripe shows events; their order in the map is that of time.
const rememberedSeconds = 30 * 86_400;

function forgetOldEvents(world: World): void {
  for (const [id, { created }] of world.events) {
    if (created >= secondsNow(world) - rememberedSeconds) return;
    world.events.delete(id);
  }
}

const run: Readonly<Record<Job['kind'], (world: World, id: string) => unknown>> = {
  'expire-session': expireIfDue,
  'end-period': endPeriod,
  'cancel-at': cancelIfDue,
  'resume-collection': resumeCollectionIfDue,
  'finalize-invoice': finalizeDue,
  'collect-invoice': collectDue,
  'give-up-resuming': giveUpResuming,
  'settle-charge': settleCharge,
  'decide-bank-debit': (world, id) => decideDueBankDebit(world, id, renewalFails(world, id)),
  'finish-refund': finishDueRefund,
  'finish-payout': finishDuePayout,
  'pay-out': payOut,
};

/** A bank debit that renews a membership ends as the control plane set for its next renewals. */
function renewalFails(world: World, intent: string): boolean {
  const invoice = world.invoices.get(openPaymentOf(world, intent)?.invoice ?? '');
  const subscription = invoice === undefined ? null : subscriptionOf(invoice);
  return subscription !== null && world.renewalOutcomes.get(subscription) === 'fails';
}
