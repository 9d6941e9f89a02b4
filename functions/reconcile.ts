// The nightly and weekly reconciliation: it reads Stripe's own lists and queues a sync request for every difference. The
// `sync` function answers those requests.
import { type ReconcileOnTimeNeeds, reconcileOnTime } from '../shared/actions/reconcile-on-time.ts';
import { lazily } from './runtime/lazily.ts';
import { type TimerHandler, timerHandler } from './runtime/timer-handler.ts';
import { wireReconcile } from './runtime/wire-reconcile.ts';

export const serve = (needs: ReconcileOnTimeNeeds): TimerHandler =>
  timerHandler((call) => reconcileOnTime(needs, call));

const served = lazily(() => serve(wireReconcile()));
export const handler: TimerHandler = async (call, context) => (await served())(call, context);
