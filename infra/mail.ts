// Who letters come from: the domain of the sender as an identity of Amazon SES, signed by DKIM; and where SES tells of
// letters that did not arrive or were not wanted. Such a notice holds an address, so it goes straight to the function that
// hashes and forgets it: no queue, no dead letters, no log.
import { ArnFormat, Duration } from 'aws-cdk-lib';
import { EventBus, Match, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
} from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';

export interface Sender {
  readonly address: string;
  readonly identityArn: string;
  /** Every letter of this sender goes through it; it tells only of what failed, never of what was opened or clicked. */
  readonly configurationSetArn: string;
  /** What the domain's DNS must say, so that letters are believed to come from it. */
  readonly dkim: readonly { readonly name: string; readonly value: string }[];
}
export function addSender(scope: Construct, address: string): Sender {
  const domain = address.split('@')[1] ?? '';
  const configurationSet = new ConfigurationSet(scope, 'Mail-out', {
    reputationMetrics: true,
    // A mailbox that takes letters only in the clear shows them to every network on the way.
    tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
    // SES's own list would keep readers' addresses in the clear, for good; we keep hashes ourselves.
    disableSuppressionList: true,
  });
  configurationSet.addEventDestination('Notices', {
    destination: EventDestination.eventBus(EventBus.fromEventBusName(scope, 'Bus', 'default')),
    events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT],
  });
  const identity = new EmailIdentity(scope, 'Sender', { identity: Identity.domain(domain), configurationSet });
  const arnOf = (resource: string, resourceName: string): string =>
    identity.stack.formatArn({ service: 'ses', resource, resourceName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
  return {
    address,
    identityArn: arnOf('identity', domain),
    configurationSetArn: arnOf('configuration-set', configurationSet.configurationSetName),
    dkim: identity.dkimRecords,
  };
}

export function hearNotices(scope: Construct, functionName: IFunction, { configurationSetArn }: Sender): void {
  new Rule(scope, 'MailNotices', {
    description: 'Mainstay: letters that bounced or were called unwanted',
    eventPattern: {
      source: ['aws.ses'],
      detailType: Match.anyOf('Email Bounced', 'Email Complaint Received'),
      resources: [configurationSetArn],
    },
    // Tried again for some hours, then forgotten: whoever bounced bounces again.
    targets: [new LambdaFunction(functionName, { retryAttempts: 5, maxEventAge: Duration.hours(6) })],
  });
}
