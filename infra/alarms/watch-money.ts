// The alarm on the absence of success: each part may look well while nobody can give; and on too much failure: cards are
// tested at forms like ours. And the bill, before it surprises.
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { addAlarm, addSilence, noted, perQuarter, type Watch } from './alarm.ts';

export function watchMoney(watch: Watch, hours: number): void {
  addSilence(watch, 'no-money-comes', {
    metric: noted(watch, 'payment-confirmed', { stage: watch.stage }),
    hours,
    hurt: `Perhaps every reader who wants to give: for ${hours} hours no gift and no renewal was confirmed.`,
    firstStep:
      'Give the least amount yourself, on the site, with a real card; follow it from the box to the dashboard.',
  });
}

/** Of a quarter of an hour. A day's usual share of refused cards is a tenth, and a small newsroom has fewer checkouts. */
const fewestDeclined = 20;
const mostRefusedPercent = 80;

/** No single card, nor ten, rings it: only many at once, of which nearly all fail. */
export function watchCards(watch: Watch): void {
  const tried = (how: 'declined' | 'completed') =>
    noted(watch, `first-payment-${how}`, { door: 'stripe-events' }, perQuarter);
  addAlarm(watch, 'cards-are-tested', {
    metric: new MathExpression({
      expression: `IF(FILL(declined, 0) >= ${fewestDeclined}, 100 * declined / (declined + FILL(completed, 0)), 0)`,
      usingMetrics: { declined: tried('declined'), completed: tried('completed') },
      label: 'first payments that were refused, in percent',
      period: perQuarter.period,
    }),
    atLeast: mostRefusedPercent,
    hurt: 'Everybody who gives honestly: stolen cards are tried out here, Stripe charges for it, and closes accounts over it.',
    firstStep:
      'Stop checkouts at once (`npm run switch -- checkouts stop`), then look at the failed payments in Stripe.',
  });
}

/** Of the whole account: what belongs to which stage AWS only knows once somebody has switched tags on by hand. */
export function watchBudget({ scope, pager, stage }: Watch, dollars: number): void {
  const told = (notificationType: 'ACTUAL' | 'FORECASTED', threshold: number) => ({
    notification: { notificationType, threshold, comparisonOperator: 'GREATER_THAN', thresholdType: 'PERCENTAGE' },
    subscribers: [{ subscriptionType: 'SNS', address: pager.topicArn }],
  });
  const budget = new CfnBudget(scope, 'Budget', {
    budget: {
      budgetName: `mainstay-${stage}`,
      budgetType: 'COST',
      timeUnit: 'MONTHLY',
      budgetLimit: { amount: dollars, unit: 'USD' },
    },
    notificationsWithSubscribers: [told('ACTUAL', 80), told('FORECASTED', 100)],
  });
  budget.node.addDependency(pager);
}
