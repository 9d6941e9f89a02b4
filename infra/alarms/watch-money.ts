// The alarm on the absence of success: each part may look well while nobody can give. And the bill, before it surprises.
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { addSilence, logged, type Watch } from './alarm.ts';

export function watchMoney(watch: Watch, hours: number): void {
  addSilence(watch, 'no-money-comes', {
    metric: logged(watch, 'payment-confirmed', { stage: watch.stage }),
    hours,
    hurt: `Perhaps every reader who wants to give: for ${hours} hours no gift and no renewal was confirmed.`,
    firstStep:
      'Give the least amount yourself, on the site, with a real card; follow it from the box to the dashboard.',
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
