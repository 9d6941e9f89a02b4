// The sender of every e-mail: its domain as an identity of Amazon SES, signed by DKIM, and the notices about bounces and
// complaints. A notice holds an address, so it goes directly to the function that hashes it: no queue, no dead letters,
// no log.
import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
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
import type { Construct, IConstruct } from 'constructs';

export interface Sender {
  readonly address: string;
  readonly identityArn: string;
  /** Every e-mail of this sender uses it. It reports bounces and complaints, never opens or clicks. */
  readonly configurationSetArn: string;
  readonly configurationSetName: string;
  /** The DNS records of the domain that DKIM needs; none for an adopted identity. */
  readonly dkim: readonly { readonly name: string; readonly value: string }[];
  /** AWS may refuse these at a deploy: what is kept for good is created after them. */
  readonly mayBeRefused: readonly IConstruct[];
}
export function addSender(scope: Construct, address: string, domainIdentity: 'make' | 'adopt'): Sender {
  const domain = address.split('@')[1] ?? '';
  const configurationSet = new ConfigurationSet(scope, 'Mail-out', {
    reputationMetrics: true,
    // Without TLS every network on the way can read the e-mail.
    tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
    // SES's own list would keep readers' addresses readable and for ever; the table keeps hashes instead.
    disableSuppressionList: true,
  });
  configurationSet.addEventDestination('Notices', {
    destination: EventDestination.eventBus(EventBus.fromEventBusName(scope, 'Bus', 'default')),
    events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT],
  });
  // SES refuses a second identity of one domain, and with it the whole deploy.
  const made =
    domainIdentity === 'make'
      ? new EmailIdentity(scope, 'Sender', { identity: Identity.domain(domain), configurationSet })
      : null;
  const arnOf = (resource: string, resourceName: string): string =>
    Stack.of(scope).formatArn({ service: 'ses', resource, resourceName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
  return {
    address,
    identityArn: arnOf('identity', domain),
    configurationSetArn: arnOf('configuration-set', configurationSet.configurationSetName),
    configurationSetName: configurationSet.configurationSetName,
    dkim: made?.dkimRecords ?? [],
    mayBeRefused: made === null ? [] : [made],
  };
}

export function sendNoticesTo(scope: Construct, mail: IFunction, { configurationSetArn }: Sender): void {
  new Rule(scope, 'MailNotices', {
    description: 'Mainstay: bounces and complaints about e-mail',
    eventPattern: {
      source: ['aws.ses'],
      detailType: Match.anyOf('Email Bounced', 'Email Complaint Received'),
      resources: [configurationSetArn],
    },
    // Retried for six hours, then dropped: the next e-mail to that address bounces again.
    targets: [new LambdaFunction(mail, { retryAttempts: 5, maxEventAge: Duration.hours(6) })],
  });
}
