// Alarms on Stripe's webhooks: refused or failed deliveries, events of another API version, and card testing. Answers are
// counted from our access log, which costs two metrics a stage; the detailed ones of API Gateway are six for each route.
import { type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type LogGroup } from 'aws-cdk-lib/aws-logs';
import { routes } from '../../shared/api/routes.ts';
import { routeKeyOf } from '../api.ts';
import { metricsOf } from '../stage.ts';
import { addAlarm, logged, perHour, perQuarter, type Watch } from './alarm.ts';

export function watchStripe(watch: Watch, accessLog: LogGroup): void {
  watchCardTesting(watch);
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
    // Strangers send junk there too. When the secret is wrong, Stripe sends again and again.
    metric: answered('StripeEventsRefused', '4*', perHour),
    atLeast: 5,
    hurt: 'Perhaps every supporter: if the webhook secret is wrong, no renewal and no cancellation reaches us.',
    firstStep:
      "Open the deliveries of the webhook endpoint in Stripe's dashboard. If they fail there too, run `npm run rotate -- webhook`. If they all succeed, the requests came from a stranger.",
  });
  addAlarm(watch, 'stripe-meets-errors', {
    metric: answered('StripeEventsFailed', '5*', perQuarter),
    atLeast: 2,
    hurt: 'Supporters whose payments reach us late. Stripe sends each event again for three days, then stops.',
    firstStep:
      'Read errorName in the log of the function stripe-webhook. Its secret may be empty, or SQS refuses the message.',
  });
  addAlarm(watch, 'address-is-unreadable', {
    metric: logged(watch, 'address-unreadable', { stage: watch.stage }),
    atLeast: 1,
    hurt: 'Supporters whose e-mail address Stripe took and we cannot read: no link will ever reach them.',
    firstStep:
      "Find the session of the log line address-unreadable in Stripe's dashboard, correct the customer's address there, and run `npm run repoint -- cus_…`.",
  });
  addAlarm(watch, 'stripe-speaks-another-version', {
    metric: logged(watch, 'event-of-other-version', { functionName: 'stripe-webhook' }),
    atLeast: 1,
    hurt: 'Nobody yet, because we use only the ids in an event. But somebody changed the webhook endpoint, and perhaps its list of event types.',
    firstStep: 'Run `npm run doctor` for this stage. `npm run setup` sets the endpoint to our API version again.',
  });
}

/**
 * One declined card is normal. Dozens within minutes, of which hardly one pays, are card testing with stolen numbers. Below
 * the least number of tries there is no alarm, and on a day of renewals most payments succeed.
 */
const leastTries = 30;
const worryingPercent = 80;

function watchCardTesting(watch: Watch): void {
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
    hurt: 'People whose stolen cards are tested here, and every reader who wants to give if Stripe closes the account because of it.',
    firstStep:
      "Look at the failed payments in Stripe's dashboard. If they are small amounts on many cards, run `npm run switch -- checkouts stop` and add a block rule in Radar.",
  });
}
