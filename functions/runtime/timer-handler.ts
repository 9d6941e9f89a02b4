// One timer Lambda: what the schedule calls it for, and how long it may work. A throw is an error of the function, which
// its alarm counts; the next call goes on where this one was.
import type { Context } from 'aws-lambda';
import * as z from 'zod/mini';
import type { TimedCall } from '../../shared/actions/reconcile-on-time.ts';

export type TimerHandler = (call: unknown, context: Pick<Context, 'getRemainingTimeInMillis'>) => Promise<void>;

const callIn = z.object({ job: z.enum(['nightly', 'weekly']) });
/** A page of a hundred sync requests is in the queue long before; the sums at the end want the most. */
const millisecondsToFinish = 120_000;

export function timerHandler(work: (call: TimedCall) => Promise<unknown>): TimerHandler {
  return async (call, context) => {
    const { job } = callIn.parse(call);
    await work({ job, hasTime: () => context.getRemainingTimeInMillis() > millisecondsToFinish });
  };
}
