// The stack of one stage in our own CDK app, and its outputs. Test and live are two stacks that share nothing; only the live
// one has termination protection.
import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { eventTypes, stripeApiVersion } from '../shared/adapters/stripe/event-types.ts';
import { Mainstay, type MainstayProps } from './mainstay.ts';

export class MainstayStack extends Stack {
  constructor(scope: Construct, props: MainstayProps) {
    super(scope, `mainstay-${props.stage}`, {
      description: `Mainstay, stage ${props.stage}: donations and memberships of a newsroom (Stripe ${props.mode} mode)`,
      terminationProtection: props.mode === 'live',
      ...(props.region === undefined ? {} : { env: { region: props.region } }),
    });
    // The CDK leaves the id "Default" out of the names of the resources inside.
    addOutputs(this, new Mainstay(this, 'Default', props), props);
  }
}

/** Names and addresses that the commands and people need; never the value of a secret. */
export function addOutputs(
  scope: Construct,
  mainstay: Mainstay,
  { demoPages }: Pick<MainstayProps, 'demoPages'>,
): void {
  const output = (name: string, value: string, description?: string) =>
    new CfnOutput(scope, name, { value, ...(description === undefined ? {} : { description }) });
  const { apiUrl, table, syncQueue, pager, secrets, hosts, sender, distribution, webFiles } = mainstay;
  output('ApiUrl', apiUrl);
  if (demoPages) output('DemoPages', `${apiUrl}/`, 'Pages to try the stage with');
  output('TableName', table.tableName);
  output('SyncQueueUrl', syncQueue.queueUrl);
  const deadLetters = syncQueue.deadLetterQueue?.queue.queueUrl;
  if (deadLetters !== undefined) output('DeadLettersUrl', deadLetters);
  // For those who create the webhook endpoint by hand: `npm run setup` reads the same table.
  output(
    'StripeEvents',
    Object.keys(eventTypes).join(),
    `The event types of the webhook endpoint at Stripe, in API version ${stripeApiVersion}`,
  );
  output('PagerTopic', pager.topicArn, 'Subscribe the people on call to it');
  for (const [name, secret] of Object.entries(secrets)) {
    output(
      `${name}SecretArn`,
      secret.ref,
      name === 'Origin' ? 'Created with a value' : 'Empty until `npm run setup` fills it',
    );
  }
  for (const [at, { name, target }] of hosts.entries())
    output(`HostTarget${at + 1}`, target, `CNAME for ${name}; an alias where it is a bare domain`);
  for (const [at, { name, value }] of (sender?.dkim ?? []).entries()) {
    output(`SenderName${at + 1}`, name, "The name of a CNAME record in the sender's domain");
    output(`SenderValue${at + 1}`, value, 'The value of that record');
  }
  if (distribution !== null)
    output(
      'SiteTarget',
      distribution.domainName,
      "The target of the site's hosts: by CNAME, a bare domain by an alias",
    );
  if (webFiles !== null) output('WebFilesPath', `/${webFiles.path}`, 'The path of the files for the browser');
}
