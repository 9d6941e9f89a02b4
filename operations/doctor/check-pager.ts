// Checks that an alarm would reach somebody: the pager topic has a confirmed subscription, the alarms lead to it, and none is
// in ALARM now. SNS drops what it sends to a topic without subscribers, and an alarm sends only once when its state changes.
import { CloudWatchClient, type MetricAlarm, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { paginateListSubscriptionsByTopic, SNSClient } from '@aws-sdk/client-sns';
import { isoOf } from '../../shared/core/time.ts';
import type { Finding } from '../terminal/finding.ts';

export interface PagerNeeds {
  /** The ARN of the topic. */
  readonly topic: string;
  readonly sns?: SNSClient;
  readonly cloudwatch?: CloudWatchClient;
}

export async function checkPager({
  topic,
  sns = new SNSClient({ maxAttempts: 2 }),
  cloudwatch = new CloudWatchClient({ maxAttempts: 2 }),
}: PagerNeeds): Promise<readonly Finding[]> {
  try {
    return [await checkSubscriptions(sns, topic), ...(await checkAlarms(cloudwatch, topic))];
  } finally {
    sns.destroy();
    cloudwatch.destroy();
  }
}

/** Only counts them: an endpoint is a person's address. */
async function checkSubscriptions(client: SNSClient, TopicArn: string): Promise<Finding> {
  const about = 'Pager';
  let [confirmed, pending] = [0, 0];
  for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic({ client }, { TopicArn })) {
    for (const { SubscriptionArn } of Subscriptions) {
      // SNS writes "PendingConfirmation" or "Deleted" in place of an ARN.
      if (SubscriptionArn?.startsWith('arn:')) confirmed += 1;
      else if (SubscriptionArn === 'PendingConfirmation') pending += 1;
    }
  }
  if (confirmed > 0) {
    const waiting = pending === 0 ? '' : `, ${pending} not confirmed yet`;
    return {
      about,
      state: 'ok',
      is: `${confirmed} confirmed ${confirmed === 1 ? 'subscription' : 'subscriptions'}${waiting}`,
    };
  }
  if (pending > 0) {
    const remedy = 'open the message from AWS Notifications and press the link in it; it is valid for two days';
    return {
      about,
      state: 'problem',
      is: `no subscription is confirmed (${pending} pending), so no alarm reaches anybody`,
      remedy,
    };
  }
  const remedy = `aws sns subscribe --topic-arn ${TopicArn} --protocol email --notification-endpoint ADDRESS, then confirm it`;
  return { about, state: 'problem', is: 'nobody is subscribed, so no alarm reaches anybody', remedy };
}

async function checkAlarms(client: CloudWatchClient, topic: string): Promise<readonly Finding[]> {
  const ours: MetricAlarm[] = [];
  for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client }, { AlarmTypes: ['MetricAlarm'] })) {
    ours.push(...MetricAlarms.filter(({ AlarmActions = [] }) => AlarmActions.includes(topic)));
  }
  const about = 'Alarms';
  if (ours.length === 0) {
    return [{ about, state: 'problem', is: 'no alarm leads to the pager topic', remedy: 'deploy this version again' }];
  }
  const muted = ours.filter(({ ActionsEnabled }) => ActionsEnabled === false);
  const problems = [...ours.filter(({ StateValue }) => StateValue === 'ALARM').map(inAlarm), ...muted.map(isMuted)];
  return problems.length > 0 ? problems : [{ about, state: 'ok', is: `${ours.length} alarms, none in ALARM` }];
}

/** The description of an alarm says who is harmed, the first step, and the section of the runbook. */
function inAlarm({ AlarmName = '?', AlarmDescription = '', StateUpdatedTimestamp }: MetricAlarm): Finding {
  const since = StateUpdatedTimestamp === undefined ? '' : ` since ${isoOf(StateUpdatedTimestamp.getTime())}`;
  const first = /First: .*$/s.exec(AlarmDescription)?.[0] ?? 'read its section in docs/runbook.md';
  return { about: 'Alarms', state: 'problem', is: `${AlarmName} is in ALARM${since}`, remedy: first };
}

function isMuted({ AlarmName = '?' }: MetricAlarm): Finding {
  const remedy = `aws cloudwatch enable-alarm-actions --alarm-names ${AlarmName}`;
  return { about: 'Alarms', state: 'problem', is: `the actions of ${AlarmName} are disabled, so it is silent`, remedy };
}
