// Alarms on the functions: errors and throttles that readers see, a sync function that fails, a reconciliation that does
// not run, and what the reconciliation found.
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
    hurt: 'Readers who try to give, or supporters whose browser asks for their standing, and get an error.',
    firstStep:
      'Find routeKey and status in the access log of the API. Then find errorName in the log of the function behind that route.',
  });
  for (const functionName of allFunctions) {
    addAlarm(watch, `${functionName}-throttled`, {
      metric: functions[functionName].metricThrottles(perFiveMinutes),
      atLeast: 1,
      seen: { in: 2, of: 3 },
      hurt: throttledText[functionName],
      firstStep:
        "Compare Lambda's concurrent executions with the account's limit. If they are equal, ask AWS for a higher limit. Look for a flood of requests in the access log.",
    });
  }
  watchSync(watch, functions);
  watchReconcile(watch, functions);
}

/** Who is hurt when Lambda throttles a function. One alarm each, because a sum of metrics has no data while one of them has none. */
const throttledText: Readonly<Record<FunctionName, string>> = {
  offer: 'Readers who open the contribution box and see no amounts.',
  checkout: 'Readers who decided to give and get an error.',
  recognition: 'Supporters whose browsers cannot renew their pass. Some of them see banners.',
  'stripe-webhook': 'Supporters whose payments reach us late. Stripe sends each event again for three days.',
  sync: 'Supporters whose payments and cancellations wait in the queue and are not saved yet.',
  reconcile:
    'Supporters whose payment or cancellation was lost on the way from Stripe. Nothing looks for it until this function runs.',
  mail: 'Supporters who asked for a link and get no e-mail. After half an hour their request is deleted.',
  reminders: 'Readers who ask for a reminder and get an error, and readers who cancel one and still get the e-mail.',
};

function watchSync(watch: Watch, functions: Functions): void {
  addAlarm(watch, 'worker-fails', {
    metric: functions.sync.metricErrors(perQuarter),
    atLeast: 3,
    hurt: 'Supporters whose payments and cancellations are not saved: whole calls of the function sync fail or time out.',
    firstStep:
      'Read the last errorName and the durations in the log of the function sync. If a deploy was the last change, roll it back.',
  });
  addAlarm(watch, 'worker-stumbles', {
    // SQS delivers each of them again. So many at once have one cause, and in an hour they are dead letters.
    metric: logged(watch, 'sync-failed', { functionName: 'sync' }, perQuarter),
    atLeast: 10,
    seen: { in: 2, of: 3 },
    hurt: 'Supporters whose payments and cancellations fail again and again. In about an hour they are dead letters.',
    firstStep:
      "Read errorName of the message sync-failed in the log of the function sync. Look at Stripe's status page.",
  });
}

function watchReconcile(watch: Watch, functions: Functions): void {
  addAlarm(watch, 'reconcile-fails', {
    metric: functions.reconcile.metricErrors({ period: Duration.hours(6), statistic: 'Sum' }),
    // Lambda repeats a failed call twice, so three errors are one call that failed for good.
    atLeast: 3,
    hurt: 'Supporters whose payment or cancellation was lost on the way from Stripe. Nothing looks for it until this function runs again.',
    firstStep:
      'Read the last error in the log of the function reconcile. Then run `npm run reconcile` for this stage by hand.',
  });
  addAlarm(watch, 'erasure-is-late', {
    metric: logged(
      watch,
      'erasure-is-late',
      { functionName: 'reconcile' },
      { period: Duration.days(1), statistic: 'Sum' },
    ),
    atLeast: 1,
    hurt: 'Supporters who asked two days ago to be erased and are not erased yet.',
    firstStep:
      'Run `npm run erase -- --due` for this stage. Then run `npm run erase -- cus_…` for each customer: it continues at the step where it stopped.',
  });
  addAlarm(watch, 'reconcile-found-difference', {
    // Reconciliation can be a few minutes faster than Stripe's own event, so one difference proves nothing.
    metric: logged(watch, 'reconcile-found-difference', { functionName: 'sync' }, perHour),
    atLeast: 3,
    hurt: 'Supporters whose payment or cancellation did not reach us as an event. What was found is corrected now. The next event may be lost too.',
    firstStep:
      "Compare the objectId fields in the log of the function sync with the deliveries of the webhook endpoint in Stripe's dashboard.",
  });
}
