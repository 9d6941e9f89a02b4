// Checks what CloudFormation needs before a deploy: each region of the stage is bootstrapped for the CDK, and no earlier
// create of the stack failed and stayed behind, which a deploy cannot continue.
import { type CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import type { Finding } from '../terminal/finding.ts';
import { cloudFormationIn, globalRegion, type PreflightNeeds, stackNameOf } from './preflight-needs.ts';

/** The oldest bootstrap that templates of this CDK version accept. */
const oldestBootstrap = 6;

export async function checkBootstrap({ name, stage, region }: PreflightNeeds): Promise<readonly Finding[]> {
  const regions = stage.front.kind === 'cloudfront' ? [...new Set([region, globalRegion])] : [region];
  return Promise.all(
    regions.map(async (each) =>
      bootstrapFinding(await stackIn(each, 'CDKToolkit'), each, `npx cdk bootstrap -c stage=${name}`),
    ),
  );
}

function bootstrapFinding(stack: Stack | null, region: string, remedy: string): Finding {
  const about = 'CDK bootstrap';
  if (stack === null) return { about, state: 'problem', is: `${region} is not bootstrapped`, remedy };
  const version = Number(stack.Outputs?.find(({ OutputKey }) => OutputKey === 'BootstrapVersion')?.OutputValue ?? 0);
  if (!/^(?:CREATE|UPDATE)_COMPLETE$/.test(stack.StackStatus ?? '')) {
    const is = `the stack CDKToolkit in ${region} is in ${stack.StackStatus}`;
    return { about, state: 'problem', is, remedy: `delete it in the CloudFormation console, then ${remedy}` };
  }
  if (version < oldestBootstrap) {
    return { about, state: 'problem', is: `the bootstrap of ${region} has version ${version}, too old`, remedy };
  }
  return { about, state: 'ok', is: `${region} has version ${version}` };
}

/** Also tells the other checks whether what they find is our own. */
export async function checkStack(needs: PreflightNeeds): Promise<{ finding: Finding; isDeployed: boolean }> {
  const name = stackNameOf(needs);
  const about = 'Stack';
  const stack = await stackIn(needs.region, name);
  if (stack === null) {
    return { finding: { about, state: 'ok', is: `${name} is new in ${needs.region}` }, isDeployed: false };
  }
  const status = stack.StackStatus ?? '?';
  if (/^(?:ROLLBACK|CREATE_FAILED|DELETE_FAILED|REVIEW_IN)/.test(status)) {
    const remedy = `aws cloudformation delete-stack --region ${needs.region} --stack-name ${name}; then delete what it kept (table, secrets, bucket)`;
    const is = `an earlier create of ${name} failed (${status}), and no deploy continues it`;
    return { finding: { about, state: 'problem', is, remedy }, isDeployed: false };
  }
  if (status.endsWith('_IN_PROGRESS')) {
    const finding: Finding = {
      about,
      state: 'problem',
      is: `${name} is in ${status}`,
      remedy: 'wait until it has ended',
    };
    return { finding, isDeployed: true };
  }
  return { finding: { about, state: 'ok', is: `${name} in ${needs.region} will be updated` }, isDeployed: true };
}

async function stackIn(region: string, StackName: string): Promise<Stack | null> {
  const client: CloudFormationClient = cloudFormationIn(region);
  try {
    const { Stacks: [found] = [] } = await client.send(new DescribeStacksCommand({ StackName }));
    return found ?? null;
  } catch (error) {
    // CloudFormation has no error of its own for a stack that does not exist.
    if (error instanceof Error && error.name === 'ValidationError' && /does not exist/.test(error.message)) return null;
    throw error;
  } finally {
    client.destroy();
  }
}
