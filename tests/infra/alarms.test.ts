// Every alarm says who is hurt and what to do first, and links to its section of the runbook; and the budget of the account.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { settings } from '#settings';
import { alarms, expressionAlarm, nameIn } from './alarms-in-template.ts';
import { ofType, referredBy, stageOf } from './stand-in-stack.ts';

const { all } = stageOf('live');

describe('every alarm', () => {
  test('says who is hurt and what to do first, and publishes to the pager topic', () => {
    for (const { AlarmDescription, AlarmActions } of alarms) {
      expect(AlarmDescription).toMatch(
        /^Hurt: (?:Readers|Supporters|Everybody|Perhaps every (?:supporter|reader)|Nobody yet|People).{20,} First: [A-Z].{30,}\. Then: https:\/\/git\.meridian\.example\/mainstay\/docs\/runbook\.md#[a-z-]+$/,
      );
      // CloudWatch refuses a longer one.
      expect(AlarmDescription.length).toBeLessThanOrEqual(1024);
      expect(referredBy(AlarmActions[0])).toBe('Pager');
    }
  });

  test('is on one of these metrics, and each of these metrics has an alarm', () => {
    const metrics = alarms.map(({ Namespace, MetricName, Dimensions }) =>
      [Namespace, MetricName, ...(Dimensions ?? []).map(({ Value }) => nameIn(Value))].join(' '),
    );
    expect(metrics.sort()).toEqual(
      [
        'AWS/SQS ApproximateNumberOfMessagesVisible SyncDeadLetters',
        'AWS/SQS ApproximateAgeOfOldestMessage SyncRequests',
        'AWS/SQS ApproximateAgeOfOldestMessage MailRequests',
        'AWS/Lambda Errors syncfunction',
        'Mainstay/live sync-failed sync',
        'Mainstay/live address-unreadable live',
        'Mainstay/live event-of-other-version stripe-webhook',
        'Mainstay/live payment-confirmed live',
        'Mainstay/live declined stripe-webhook',
        'AWS/Lambda Errors reconcilefunction',
        'Mainstay/live reconcile-found-difference sync',
        'Mainstay/live erasure-is-late reconcile',
        ...[
          'mail-bounced',
          'links-capped',
          'questions-capped',
          'reminders-capped',
          'reminders-stuck',
          'reminders-swept',
        ].map((message) => `Mainstay/live ${message} mail`),
        ...['offer', 'checkout', 'recognition', 'stripewebhook', 'sync', 'reconcile', 'mail', 'reminders'].map(
          (functionName) => `AWS/Lambda Throttles ${functionName}function`,
        ),
        'AWS/ApiGateway 5xx Api',
        'AWS/DynamoDB ReadThrottleEvents Table',
        'AWS/DynamoDB WriteThrottleEvents Table',
        'Mainstay/live StripeEventsFailed',
        'Mainstay/live StripeEventsRefused',
      ].sort(),
    );
  });

  test('goes off at one or more, and never needs more periods than it evaluates', () => {
    for (const { Threshold, EvaluationPeriods, DatapointsToAlarm } of alarms) {
      expect(Threshold).toBeGreaterThanOrEqual(1);
      expect(DatapointsToAlarm).toBeLessThanOrEqual(EvaluationPeriods);
    }
  });
});

describe('an alarm on missing data', () => {
  const silent = alarms.filter((each) => each.TreatMissingData === 'breaching');

  test('is one of these two', () =>
    expect(silent.map(({ name }) => name).sort()).toEqual(['nomoneycomes', 'remindersnotswept']));

  test('goes off after `silentHours` of the settings without a confirmed payment', () =>
    expect(silent.find(({ name }) => name === 'nomoneycomes')).toMatchObject({
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      Period: 3600,
      EvaluationPeriods: settings.stages['live']?.silentHours,
      DatapointsToAlarm: settings.stages['live']?.silentHours,
    }));

  test('goes off again each day: what breached before anybody was subscribed does not stay silent', () => {
    const [repeat] = ofType(all, 'AWS::Scheduler::Schedule').filter(({ name }) => name === 'RepeatSilence');
    const target = z.object({ Arn: z.string(), Input: z.unknown() }).parse(repeat?.properties['Target']);
    expect(target.Arn).toBe('arn:aws:scheduler:::aws-sdk:cloudwatch:setAlarmState');
    expect(JSON.stringify(target.Input)).toContain('INSUFFICIENT_DATA');
    const [role] = ofType(all, 'AWS::IAM::Role').filter(({ name }) => name === 'RepeatSilenceRole');
    expect(JSON.stringify(role?.properties['Policies'])).toMatch(
      /"Action":"cloudwatch:SetAlarmState","Effect":"Allow","Resource":\{"Fn::GetAtt":\["nomoneycomes\w*","Arn"\]\}/,
    );
  });

  test('exists only where the settings name the hours', () =>
    expect(ofType(stageOf('test').all, 'AWS::CloudWatch::Alarm').map(({ name }) => name)).not.toContain(
      'nomoneycomes',
    ));
});

test('a declined card sets off no alarm: only dozens within minutes do, of which hardly one pays', () => {
  const [alarm, ...others] = ofType(all, 'AWS::CloudWatch::Alarm').filter(({ properties }) =>
    JSON.stringify(properties).includes('"declined"'),
  );
  expect(others).toEqual([]);
  expect(alarm?.properties).toMatchObject({ Threshold: 80, TreatMissingData: 'notBreaching' });
  const expressions = expressionAlarm.parse(alarm?.properties).Metrics.flatMap(({ Expression }) => Expression ?? []);
  expect(expressions).toEqual(['IF(tries >= 30, 100 * share, 0)']);
});

describe('the runbook', () => {
  const anchors = [...readFileSync('docs/runbook.md', 'utf8').matchAll(/^## ([a-z-]+)$/gm)].map(([, name]) => name);
  const linked = alarms.map(({ AlarmDescription }) => /#([a-z-]+)$/.exec(AlarmDescription)?.[1]);

  test('has a section with the name of each alarm, and no other section', () =>
    expect([...anchors].sort()).toEqual([...linked].sort()));
});

test('the answers to Stripe are counted from fields that the access log has', () => {
  const patterns = ofType(all, 'AWS::Logs::MetricFilter')
    .filter(({ properties }) => referredBy(properties['LogGroupName']) === 'AccessLog')
    .map((each) => each.properties['FilterPattern']);
  expect(patterns).toEqual([
    '{ ($.routeKey = "POST /v1/stripe/events") && ($.status = "4*") }',
    '{ ($.routeKey = "POST /v1/stripe/events") && ($.status = "5*") }',
  ]);
});

test('CloudWatch may publish to the pager topic, and only for this account', () => {
  const policies = JSON.stringify(ofType(all, 'AWS::SNS::TopicPolicy').map((each) => each.properties));
  expect(policies).toContain('cloudwatch.amazonaws.com');
  expect(policies).toContain('"aws:SourceAccount":{"Ref":"AWS::AccountId"}');
});

test('the budget publishes to the pager topic', () => {
  const [budget, ...others] = ofType(all, 'AWS::Budgets::Budget');
  expect(others).toEqual([]);
  expect(budget?.properties).toMatchObject({
    Budget: {
      BudgetType: 'COST',
      TimeUnit: 'MONTHLY',
      BudgetLimit: { Amount: settings.stages['live']?.budgetDollars, Unit: 'USD' },
    },
    NotificationsWithSubscribers: [
      { Notification: { NotificationType: 'ACTUAL', Threshold: 80 }, Subscribers: [{ SubscriptionType: 'SNS' }] },
      { Notification: { NotificationType: 'FORECASTED', Threshold: 100 }, Subscribers: [{ SubscriptionType: 'SNS' }] },
    ],
  });
  expect(JSON.stringify(ofType(all, 'AWS::SNS::TopicPolicy'))).toContain('budgets.amazonaws.com');
  expect(ofType(stageOf('test').all, 'AWS::Budgets::Budget')).toEqual([]);
});
