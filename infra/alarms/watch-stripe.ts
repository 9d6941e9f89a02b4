// What Stripe is answered when it rings, counted in our own access log at two metrics a stage instead of the gateway's
// detailed ones at six a route; and whether it still rings in the version we were written for.
import { type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type LogGroup } from 'aws-cdk-lib/aws-logs';
import { routes } from '../../shared/api/routes.ts';
import { routeKeyOf } from '../api.ts';
import { metricsOf } from '../stage.ts';
import { addAlarm, logged, perHour, perQuarter, type Watch } from './alarm.ts';

export function watchStripe(watch: Watch, accessLog: LogGroup): void {
  watchTries(watch);
  const answered = (name: string, status: string, every: typeof perHour): IMetric =>
    accessLog
      .addMetricFilter(name, {
        filterPattern: FilterPattern.all(
          FilterPattern.stringValue('$.routeKey', '=', routeKeyOf(routes.receiveStripeEvent)),
          FilterPattern.stringValue('$.status', '=', status),
        ),
        metricNamespace: metricsOf(watch.stage),
        metricName: name,
        defaultValue: 0,
      })
      .metric(every);
  addAlarm(watch, 'stripe-is-refused', {
    // Strangers post junk there too. Stripe, refused for a wrong secret, comes back again and again.
    metric: answered('StripeEventsRefused', '4*', perHour),
    atLeast: 5,
    hurt: 'Perhaps every supporter: if the webhook secret is wrong, no renewal and no cancellation reaches us.',
    firstStep:
      "Open the endpoint's deliveries in Stripe's dashboard. Refused there too: put the right secret in place; all well there: it was a stranger.",
  });
  addAlarm(watch, 'stripe-meets-errors', {
    metric: answered('StripeEventsFailed', '5*', perQuarter),
    atLeast: 2,
    hurt: 'Supporters whose payments reach us late: Stripe tries again for three days, then stops.',
    firstStep:
      'Read the error name in the log of the function stripe-events: its secret may be empty, or the queue refuses.',
  });
  addAlarm(watch, 'stripe-speaks-another-version', {
    metric: logged(watch, 'event-of-other-version', { functionName: 'stripe-webhook' }),
    atLeast: 1,
    hurt: 'Nobody yet: rings carry ids only. But somebody changed the endpoint, and may have changed its list of events too.',
    firstStep: 'Run `npm run doctor` for the stage; `npm run setup` pins the endpoint to our version again.',
  });
}

/**
 * A declined card is its owner's affair. Dozens within minutes, with hardly one that pays, are somebody who tries stolen
 * cards on us: below so many tries nothing is said at all, and on a day of renewals most of them pay.
 */
const leastTries = 30;
const worryingPercent = 80;

function watchTries(watch: Watch): void {
  const declined = (statistic: string): Metric =>
    new Metric({
      namespace: metricsOf(watch.stage),
      metricName: 'declined',
      dimensionsMap: { functionName: 'stripe-webhook' },
      statistic,
      period: perQuarter.period,
    });
  addAlarm(watch, 'cards-are-tested', {
    metric: new MathExpression({
      expression: `IF(tries >= ${leastTries}, 100 * share, 0)`,
      usingMetrics: { tries: declined('SampleCount'), share: declined('Average') },
      period: perQuarter.period,
      label: 'percent of tries declined',
    }),
    atLeast: worryingPercent,
    hurt: 'People whose stolen cards are tried on us; and every reader who wants to give, if Stripe shuts the account for it.',
    firstStep:
      "Look at the failed payments in Stripe's dashboard: small amounts, many cards? Then stop checkouts with their switch and ask Radar to block.",
  });
}
