// The AWS region of a stage: the one in mainstay.config.ts, else the one of the shell. The AWS SDK for JavaScript does not read
// AWS_DEFAULT_REGION, which the AWS CLI and the CDK do, so it is read here.
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { settings } from '#settings';
import { CannotStart } from '../../local/environment/cannot-start.ts';

export async function regionOfStage(stage: string): Promise<string> {
  return settings.stages[stage]?.region ?? (await regionOfShell(stage));
}

async function regionOfShell(stage: string): Promise<string> {
  const named = process.env['AWS_REGION'] || process.env['AWS_DEFAULT_REGION'];
  if (named) return named;
  const client = new CloudFormationClient({});
  try {
    // The profile in ~/.aws/config may name one.
    return await client.config.region();
  } catch {
    // The SDK throws an Error without a code here. A missing region is the only reason.
    throw new CannotStart(
      `The stage ${stage} has no region. Add region: 'eu-central-1' to it in mainstay.config.ts, or set AWS_REGION.`,
    );
  } finally {
    client.destroy();
  }
}
