// The doors and what runs behind them: readers who meet errors or are turned away, a worker that dies, a night without
// reconciliation, and what that reconciliation found.
import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { doors as allDoors, type Door } from '../../shared/api/routes.ts';
import type { Doors } from '../lambda.ts';
import { addAlarm, noted, perFiveMinutes, perHour, perQuarter, type Watch } from './alarm.ts';

export function watchDoors(watch: Watch, api: HttpApi, doors: Doors): void {
  addAlarm(watch, 'readers-meet-errors', {
    metric: api.metricServerError(perFiveMinutes),
    atLeast: 3,
    seen: { in: 2, of: 3 },
    hurt: 'Readers who try to give, or to be recognised, and meet an error.',
    firstStep: 'Find routeKey and status in the access log, then the error name in the log of its door.',
  });
  for (const door of allDoors) {
    addAlarm(watch, `${door}-throttled`, {
      metric: doors[door].metricThrottles(perFiveMinutes),
      atLeast: 1,
      seen: { in: 2, of: 3 },
      hurt: turnedAway[door],
      firstStep:
        "Compare Lambda's concurrent executions with the account's limit and ask AWS for more; look for a flood in the access log.",
    });
  }
  watchWorker(watch, doors);
  watchReconcile(watch, doors);
}

/** Who is turned away when the account runs no more functions at once. An alarm each: a sum of them would be silent while one has no data. */
const turnedAway: Readonly<Record<Door, string>> = {
  offer: 'Readers who open the contribution box and are shown no amounts.',
  checkout: 'Readers who decided to give and meet an error.',
  recognition: 'Supporters whose browsers cannot renew their peace; some will see banners.',
  'stripe-events': 'Supporters whose payments reach us late: Stripe tries again for three days.',
  doorbells: 'Supporters whose payments and cancellations wait in the queue.',
  reconcile: 'Supporters whose lost rings are not found again at night.',
  letters: 'Supporters who wait for a link and get none: half an hour later it is forgotten.',
  reminders: 'Readers who ask to be reminded and meet an error; those who cancel, and still get a letter.',
};

function watchWorker(watch: Watch, doors: Doors): void {
  addAlarm(watch, 'worker-fails', {
    metric: doors.doorbells.metricErrors(perQuarter),
    atLeast: 3,
    hurt: 'Supporters whose payments and cancellations wait: the worker dies or runs out of time as a whole.',
    firstStep:
      'Read the last error name and the durations in the log of the door doorbells; roll back if a deploy was the last change.',
  });
  addAlarm(watch, 'worker-stumbles', {
    // Each of them comes back by itself; so many mean that something they share is broken, an hour before they die of it.
    metric: noted(watch, 'doorbell-failed', { door: 'doorbells' }, perQuarter),
    atLeast: 10,
    seen: { in: 2, of: 3 },
    hurt: 'Supporters whose payments and cancellations are tried again and again; in an hour they will be dead letters.',
    firstStep: "Read errorName of doorbell-failed in the log of the door doorbells; look at Stripe's status page.",
  });
}

function watchReconcile(watch: Watch, doors: Doors): void {
  addAlarm(watch, 'reconcile-fails', {
    metric: doors.reconcile.metricErrors({ period: Duration.hours(6), statistic: 'Sum' }),
    // Lambda itself repeats a failed call twice: this is one call that failed to its end.
    atLeast: 3,
    hurt: 'Supporters whose rings were lost: nobody goes looking for them until this runs again.',
    firstStep:
      'Read the last error in the log of the door reconcile, then run `npm run reconcile` for the stage by hand.',
  });
  addAlarm(watch, 'erasure-is-late', {
    metric: noted(watch, 'erasure-is-late', { door: 'reconcile' }, { period: Duration.days(1), statistic: 'Sum' }),
    atLeast: 1,
    hurt: 'Supporters who asked to be erased two days ago and are not yet.',
    firstStep: 'Run `npm run erase -- --due` for the stage, then `npm run erase -- cus_…`: it goes on where it stands.',
  });
  addAlarm(watch, 'reconcile-found-difference', {
    // A ring may overtake Stripe's own by minutes, so one is no sign yet.
    metric: noted(watch, 'reconcile-found-difference', { door: 'doorbells' }, perHour),
    atLeast: 3,
    hurt: 'Supporters whose payment or cancellation never reached us by itself; what was found is mended now, what is lost next is not.',
    firstStep:
      "Compare the objectIds in the log of the door doorbells with the endpoint's deliveries in Stripe's dashboard.",
  });
}
