// EventBridge Scheduler on one machine: calls the scheduled functions, once for each hour of the virtual clock in which
// they are due. Hours in which no run existed are not caught up, as in an AWS account without a deployment.

import { settings } from '#settings';
import type { FunctionName } from '../../shared/api/routes.ts';
import { isDueIn, type Timer, timers } from '../../shared/api/timers.ts';
import { hour, type Instant } from '../../shared/core/time.ts';
import type { Clock } from '../../shared/ports/system.ts';
import type { Handler } from './functions.ts';
import { lambdaContext } from './lambda-context.ts';

/** The longest time limit of a Lambda function. */
const seconds = 900;

export interface TimersNeeds {
  readonly functions: Readonly<Partial<Record<FunctionName, Handler>>>;
  readonly clock: Clock;
  readonly complain: (defect: unknown) => void;
  readonly timeZone?: string;
  readonly due?: readonly Timer[];
  /**
   * Everything that happened so far and that the timer depends on. If it did not change since the last call, there is nothing
   * to do, so a year is skipped in seconds. Null means always called.
   */
  readonly traceOf?: (timer: Timer) => string | null;
}
export interface Timers {
  /** Calls what became due since the last call, hour by hour. Returns whether a function was called that requests syncs. */
  runDue(): Promise<boolean>;
}

export function createTimers({
  functions,
  clock,
  complain,
  timeZone = settings.newsroom.timeZone,
  due = timers,
  traceOf = () => null,
}: TimersNeeds): Timers {
  const hourNow = (): Instant => Math.floor(clock.now() / hour) * hour;
  let last = hourNow();
  let running: Promise<unknown> = Promise.resolve();
  const traces = new Map<Timer, string>();
  const isQuiet = (timer: Timer): boolean => {
    const trace = traceOf(timer);
    if (trace === null) return false;
    const before = traces.get(timer);
    traces.set(timer, trace);
    return before === trace;
  };

  async function call({ functionName, input }: Timer): Promise<void> {
    try {
      await functions[functionName]?.(input, lambdaContext(functionName, `timer-${input.job}`, seconds));
    } catch (error) {
      // As in AWS: the function failed, and the next call continues from its cursor.
      complain(error);
    }
  }
  async function runThrough(now: Instant): Promise<boolean> {
    let called = 0;
    for (let start = last + hour; start <= now; start += hour) {
      last = start;
      for (const timer of due.filter((each) => isDueIn(each, start, timeZone) && !isQuiet(each))) {
        await call(timer);
        called += timer.functionName === 'reconcile' && timer.input.job !== 'progress' ? 1 : 0;
      }
    }
    return called > 0;
  }
  return {
    runDue() {
      // One after another: two at once would call a function twice for one hour.
      const next = running.then(() => runThrough(hourNow()));
      running = next;
      return next;
    },
  };
}
