// The nightly and weekly look at Stripe's own lists: what was lost on the way is requested again. It reads Stripe and sends sync requests;
// the worker behind the queue answers.
import { type ReconcileOnTimeNeeds, reconcileOnTime } from '../shared/actions/reconcile-on-time.ts';
import { lazily } from './runtime/lazily.ts';
import { type TimerHandler, timerHandler } from './runtime/timer-handler.ts';
import { wireReconcile } from './runtime/wire-reconcile.ts';

export const serve = (needs: ReconcileOnTimeNeeds): TimerHandler =>
  timerHandler((call) => reconcileOnTime(needs, call));

const served = lazily(() => serve(wireReconcile()));
export const handler: TimerHandler = async (call, context) => (await served())(call, context);
