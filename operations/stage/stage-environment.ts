// The environment variables of a deployed stage, as its functions have them: from the stack's outputs, read through
// CloudFormation, and from the settings. Names and addresses only; of a secret it holds the ARN.
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { settings } from '#settings';
import { CannotStart } from '../../local/environment/cannot-start.ts';
import { smtpUrlOf } from '../../shared/api/mail-transport.ts';
import { regionOfStage } from './stage-region.ts';

/** Each environment variable and the stack output it comes from. */
const needed = {
  TABLE: 'TableName',
  API_URL: 'ApiUrl',
  SYNC_QUEUE_URL: 'SyncQueueUrl',
  DEAD_LETTERS_URL: 'DeadLettersUrl',
  STRIPE_SECRET: 'StripeSecretArn',
  WEBHOOK_SECRET: 'WebhookSecretArn',
  PASS_SECRET: 'PassSecretArn',
  PEPPER_SECRET: 'PepperSecretArn',
  SEAL_SECRET: 'SealSecretArn',
  SEALING_SECRET: 'SealingSecretArn',
} as const;
/** What a stage may lack. */
const optional = {
  SMTP_SECRET: 'SmtpSecretArn',
  ORIGIN_SECRET: 'OriginSecretArn',
  MAIL_QUEUE_URL: 'MailQueueUrl',
  PASS_KEYS_ARN: 'PassKeysArn',
  PAGER_TOPIC: 'PagerTopic',
} as const;

type Environment = Readonly<Record<string, string | undefined>>;

export async function environmentOfStage(stage: string): Promise<Environment> {
  const known = settings.stages[stage];
  if (known === undefined) {
    const names = Object.keys(settings.stages).join(' or ');
    throw new CannotStart(`mainstay.config.ts has no stage "${stage}"; it has ${names}.`);
  }
  const { outputs, region } = await readStack(stage);
  const entryOf = ([variable, output]: readonly [string, string]) => [variable, outputs.get(output)] as const;
  const lacking = Object.values(needed).filter((output) => !outputs.has(output));
  if (lacking.length > 0) {
    throw new CannotStart(
      `The stack mainstay-${stage} in ${region} has no output ${lacking.join(', ')}. Deploy this version first.`,
    );
  }
  return {
    STAGE: stage,
    MODE: known.mode,
    SITE_ORIGINS: [...(known.demoPages ? [outputs.get(needed.API_URL)] : []), ...known.origins].join(','),
    AWS_REGION: region,
    ...(settings.mail.transport.kind === 'smtp' ? { SMTP_URL: smtpUrlOf(settings.mail.transport) } : {}),
    ...(known.stripeHost === undefined
      ? {}
      : { STRIPE_EVENTS_URL: `https://${known.stripeHost.name}/v1/stripe/events` }),
    ...Object.fromEntries([...Object.entries(needed), ...Object.entries(optional)].map(entryOf)),
  };
}

interface Stack {
  readonly outputs: ReadonlyMap<string, string>;
  readonly region: string;
}
async function readStack(stage: string): Promise<Stack> {
  const name = `mainstay-${stage}`;
  const region = await regionOfStage(stage);
  const client = new CloudFormationClient({ region, maxAttempts: 3 });
  try {
    const { Stacks: [found] = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
    const pairs = (found?.Outputs ?? []).flatMap(({ OutputKey, OutputValue }) =>
      OutputKey === undefined || OutputValue === undefined ? [] : [[OutputKey, OutputValue] as const],
    );
    return { outputs: new Map(pairs), region };
  } catch (error) {
    // No account, no such stack or no permission: the operator can correct all of them.
    const why = error instanceof Error ? error.message : 'for an unknown reason';
    throw new CannotStart(`The stack ${name} in ${region} could not be read: ${why}`);
  } finally {
    client.destroy();
  }
}
