// The handler of a scheduled function: which job it runs, and for how long. An error that is thrown counts for the
// function's alarm, and the next call continues where this one stopped.
import type { Context } from 'aws-lambda';
import * as z from 'zod/mini';
import type { TimedCall } from '../../shared/actions/reconcile-on-time.ts';

export type TimerHandler = (call: unknown, context: Pick<Context, 'getRemainingTimeInMillis'>) => Promise<void>;

const callIn = z.object({ job: z.enum(['nightly', 'weekly', 'progress']) });
/** Queueing a page of a hundred requests is much faster; the sums at the end need the most time. */
const millisecondsToFinish = 120_000;

type Call = Omit<TimedCall, 'job'> & z.output<typeof callIn>;

export function timerHandler(work: (call: Call) => Promise<unknown>): TimerHandler {
  return async (call, context) => {
    const { job } = callIn.parse(call);
    await work({ job, hasTime: () => context.getRemainingTimeInMillis() > millisecondsToFinish });
  };
}
