// The stack of one stage in our own app, and what it tells those who run it. Test and live are two stacks that share
// nothing; only the live one is protected against termination.
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
    // Named so, the CDK leaves it out of the names of what is inside.
    addOutputs(this, new Mainstay(this, 'Default', props));
  }
}

/** What the commands and people need to find everything: names and addresses, never a value. */
export function addOutputs(scope: Construct, mainstay: Mainstay): void {
  const output = (name: string, value: string, description?: string) =>
    new CfnOutput(scope, name, { value, ...(description === undefined ? {} : { description }) });
  const { apiUrl, table, syncQueue, pager, secrets, hosts, sender, distribution, webFiles } = mainstay;
  output('ApiUrl', apiUrl);
  output('TableName', table.tableName);
  output('SyncQueueUrl', syncQueue.queueUrl);
  const deadLetters = syncQueue.deadLetterQueue?.queue.queueUrl;
  if (deadLetters !== undefined) output('DeadLettersUrl', deadLetters);
  // For whoever makes the endpoint at Stripe by hand: `npm run setup` reads the same table.
  output(
    'StripeEvents',
    Object.keys(eventTypes).join(),
    `What Stripe's endpoint follows, in version ${stripeApiVersion}`,
  );
  output('PagerTopic', pager.topicArn, 'Subscribe whoever is to be woken');
  for (const [name, secret] of Object.entries(secrets)) {
    output(`${name}SecretArn`, secret.ref, name === 'Origin' ? 'Born with a value' : 'Empty until it is filled');
  }
  for (const [at, { name, target }] of hosts.entries()) output(`HostTarget${at + 1}`, target, `CNAME for ${name}`);
  for (const [at, { name, value }] of sender.dkim.entries()) {
    output(`SenderName${at + 1}`, name, "A CNAME of the sender's domain: its name");
    output(`SenderValue${at + 1}`, value, 'and where it leads');
  }
  if (distribution !== null) output('SiteTarget', distribution.domainName, "Where the DNS of the site's hosts leads");
  if (webFiles !== null) output('WebFilesPath', `/${webFiles.path}`, 'Where the files for the browser lie');
}
