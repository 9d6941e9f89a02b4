// EventBridge Scheduler on one machine: calls the functions that the clock calls, once for each hour of the virtual clock in
// which they are due. It catches up on nothing of the time in which no run was there, as a stopped account would not.

import type { FunctionName } from '../../shared/api/routes.ts';
import { isDueIn, type Timer, timers } from '../../shared/api/timers.ts';
import { hour, type Instant } from '../../shared/core/time.ts';
import type { Clock } from '../../shared/ports/system.ts';
import type { Handler } from './functions.ts';
import { lambdaContext } from './lambda-context.ts';

/** The longest a Lambda may run. */
const seconds = 900;

export interface TimersNeeds {
  readonly functions: Readonly<Partial<Record<FunctionName, Handler>>>;
  readonly clock: Clock;
  readonly complain: (defect: unknown) => void;
  readonly due?: readonly Timer[];
  /**
   * What has happened so far, as far as a timer looks at it: while it is the same as at its last call there is nothing to
   * find, and a year is skipped in seconds. Null is always called.
   */
  readonly traceOf?: (timer: Timer) => string | null;
}
export interface Timers {
  /** Calls what fell due since the last look, hour by hour; answers whether anything was called that asks for syncs. */
  runDue(): Promise<boolean>;
}

export function createTimers({ functions, clock, complain, due = timers, traceOf = () => null }: TimersNeeds): Timers {
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
      // As in AWS: an error of the function, and the next call goes on where this one was.
      complain(error);
    }
  }
  async function runThrough(now: Instant): Promise<boolean> {
    let called = 0;
    for (let start = last + hour; start <= now; start += hour) {
      last = start;
      for (const timer of due.filter((each) => isDueIn(each, start) && !isQuiet(each))) {
        await call(timer);
        called += timer.functionName === 'reconcile' ? 1 : 0;
      }
    }
    return called > 0;
  }
  return {
    runDue() {
      // One after another: two looks at once would call for one hour twice.
      const next = running.then(() => runThrough(hourNow()));
      running = next;
      return next;
    },
  };
}
