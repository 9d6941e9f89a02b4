// An alarm for when no payment arrives at all, because every function may look healthy while nobody can give; and a budget
// for the AWS account.
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { addSilence, logged, type Watch } from './alarm.ts';

export function watchMoney(watch: Watch, hours: number): void {
  const alarm = addSilence(watch, 'no-money-comes', {
    metric: logged(watch, 'payment-confirmed', { stage: watch.stage }),
    hours,
    hurt: `Perhaps every reader who wants to give: for ${hours} hours no gift and no renewal was confirmed.`,
    firstStep:
      "Give the smallest amount on the site yourself, with a real card. Find the step between the contribution box and Stripe's dashboard that fails.",
  });
  repeatDaily(watch, alarm);
}

/**
 * An alarm publishes only when its state changes. This one is in ALARM minutes after the first deploy, before anybody is
 * subscribed, and would then stay silent. So its state is reset once a day. CloudWatch evaluates it again at once, and it goes
 * off again if there is still no payment.
 */
function repeatDaily({ scope }: Watch, alarm: Alarm): void {
  const role = new Role(scope, 'RepeatSilenceRole', {
    description: 'Resets the state of the alarm no-money-comes once a day, and nothing else',
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': alarm.stack.account } },
    }),
    inlinePolicies: {
      reset: new PolicyDocument({
        statements: [new PolicyStatement({ actions: ['cloudwatch:SetAlarmState'], resources: [alarm.alarmArn] })],
      }),
    },
  });
  new CfnSchedule(scope, 'RepeatSilence', {
    description: 'Mainstay: lets no-money-comes go off again each day while no payment arrives',
    scheduleExpression: 'cron(7 8 * * ? *)',
    flexibleTimeWindow: { mode: 'OFF' },
    target: {
      arn: 'arn:aws:scheduler:::aws-sdk:cloudwatch:setAlarmState',
      roleArn: role.roleArn,
      input: JSON.stringify({
        AlarmName: alarm.alarmName,
        StateValue: 'INSUFFICIENT_DATA',
        StateReason: 'Reset each day, so that the alarm goes off again while there is still no payment.',
      }),
      retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 900 },
    },
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
