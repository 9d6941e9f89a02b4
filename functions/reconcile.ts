// The nightly and weekly reconciliation: it reads Stripe's own lists and queues a sync request for every difference. The
// `sync` function answers those requests. Each morning it publishes how far the campaigns are.
import { type PublishProgressNeeds, publishProgress } from '../shared/actions/publish-progress.ts';
import { type ReconcileOnTimeNeeds, reconcileOnTime } from '../shared/actions/reconcile-on-time.ts';
import { lazily } from './runtime/lazily.ts';
import { type TimerHandler, timerHandler } from './runtime/timer-handler.ts';
import { wireReconcile } from './runtime/wire-reconcile.ts';

export const serve = (needs: ReconcileOnTimeNeeds & PublishProgressNeeds): TimerHandler =>
  timerHandler(({ job, hasTime }) =>
    job === 'progress' ? publishProgress(needs) : reconcileOnTime(needs, { job, hasTime }),
  );

const served = lazily(() => serve(wireReconcile()));
export const handler: TimerHandler = async (call, context) => (await served())(call, context);
