// An alarm for when no payment arrives at all, because every function may look healthy while nobody can give; and a budget
// for the AWS account.
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { addSilence, logged, type Watch } from './alarm.ts';

export function watchMoney(watch: Watch, hours: number): void {
  addSilence(watch, 'no-money-comes', {
    metric: logged(watch, 'payment-confirmed', { stage: watch.stage }),
    hours,
    hurt: `Perhaps every reader who wants to give: for ${hours} hours no gift and no renewal was confirmed.`,
    firstStep:
      "Give the smallest amount on the site yourself, with a real card. Find the step between the contribution box and Stripe's dashboard that fails.",
  });
}

/** For the whole account: AWS knows the cost of one stage only after somebody activates cost allocation tags by hand. */
export function watchBudget({ scope, pager, stage }: Watch, dollars: number): void {
  const notify = (notificationType: 'ACTUAL' | 'FORECASTED', threshold: number) => ({
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
    notificationsWithSubscribers: [notify('ACTUAL', 80), notify('FORECASTED', 100)],
  });
  budget.node.addDependency(pager);
}
