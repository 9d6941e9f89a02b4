// The functions and what runs behind them: readers who meet errors or are turned away, a worker that dies, a night without
// reconciliation, and what that reconciliation found.
import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { functions as allFunctions, type FunctionName } from '../../shared/api/routes.ts';
import type { Functions } from '../lambda.ts';
import { addAlarm, logged, perFiveMinutes, perHour, perQuarter, type Watch } from './alarm.ts';

export function watchFunctions(watch: Watch, api: HttpApi, functions: Functions): void {
  addAlarm(watch, 'readers-meet-errors', {
    metric: api.metricServerError(perFiveMinutes),
    atLeast: 3,
    seen: { in: 2, of: 3 },
    hurt: 'Readers who try to give, or to be recognised, and meet an error.',
    firstStep: 'Find routeKey and status in the access log, then the error name in the log of its function.',
  });
  for (const functionName of allFunctions) {
    addAlarm(watch, `${functionName}-throttled`, {
      metric: functions[functionName].metricThrottles(perFiveMinutes),
      atLeast: 1,
      seen: { in: 2, of: 3 },
      hurt: refusedText[functionName],
      firstStep:
        "Compare Lambda's concurrent executions with the account's limit and ask AWS for more; look for a flood in the access log.",
    });
  }
  watchWorker(watch, functions);
  watchReconcile(watch, functions);
}

/** Who is turned away when the account runs no more functions at once. An alarm each: a sum of them would be silent while one has no data. */
const refusedText: Readonly<Record<FunctionName, string>> = {
  offer: 'Readers who open the contribution box and are shown no amounts.',
  checkout: 'Readers who decided to give and meet an error.',
  recognition: 'Supporters whose browsers cannot renew their peace; some will see banners.',
  'stripe-webhook': 'Supporters whose payments reach us late: Stripe tries again for three days.',
  sync: 'Supporters whose payments and cancellations wait in the queue.',
  reconcile: 'Supporters whose lost rings are not found again at night.',
  mail: 'Supporters who wait for a link and get none: half an hour later it is forgotten.',
  reminders: 'Readers who ask to be reminded and meet an error; those who cancel, and still get a letter.',
};

function watchWorker(watch: Watch, functions: Functions): void {
  addAlarm(watch, 'worker-fails', {
    metric: functions.sync.metricErrors(perQuarter),
    atLeast: 3,
    hurt: 'Supporters whose payments and cancellations wait: the worker dies or runs out of time as a whole.',
    firstStep:
      'Read the last error name and the durations in the log of the function sync requests; roll back if a deploy was the last change.',
  });
  addAlarm(watch, 'worker-stumbles', {
    // Each of them comes back by itself; so many mean that something they share is broken, an hour before they die of it.
    metric: logged(watch, 'sync-failed', { functionName: 'sync' }, perQuarter),
    atLeast: 10,
    seen: { in: 2, of: 3 },
    hurt: 'Supporters whose payments and cancellations are tried again and again; in an hour they will be dead letters.',
    firstStep: "Read errorName of sync-failed in the log of the function sync requests; look at Stripe's status page.",
  });
}

function watchReconcile(watch: Watch, functions: Functions): void {
  addAlarm(watch, 'reconcile-fails', {
    metric: functions.reconcile.metricErrors({ period: Duration.hours(6), statistic: 'Sum' }),
    // Lambda itself repeats a failed call twice: this is one call that failed to its end.
    atLeast: 3,
    hurt: 'Supporters whose rings were lost: nobody goes looking for them until this runs again.',
    firstStep:
      'Read the last error in the log of the function reconcile, then run `npm run reconcile` for the stage by hand.',
  });
  addAlarm(watch, 'erasure-is-late', {
    metric: logged(
      watch,
      'erasure-is-late',
      { functionName: 'reconcile' },
      { period: Duration.days(1), statistic: 'Sum' },
    ),
    atLeast: 1,
    hurt: 'Supporters who asked to be erased two days ago and are not yet.',
    firstStep: 'Run `npm run erase -- --due` for the stage, then `npm run erase -- cus_…`: it goes on where it stands.',
  });
  addAlarm(watch, 'reconcile-found-difference', {
    // A ring may overtake Stripe's own by minutes, so one is no sign yet.
    metric: logged(watch, 'reconcile-found-difference', { functionName: 'sync' }, perHour),
    atLeast: 3,
    hurt: 'Supporters whose payment or cancellation never reached us by itself; what was found is mended now, what is lost next is not.',
    firstStep:
      "Compare the objectIds in the log of the function sync requests with the endpoint's deliveries in Stripe's dashboard.",
  });
}
