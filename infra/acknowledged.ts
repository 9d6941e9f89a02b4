// What cdk-nag finds and we mean: each rule with the reason why it does not hold here, and only on the kind of thing the
// reason speaks of. Whatever else is found stops the synthesis.
import { type CfnResource, Stack, Token, Validations } from 'aws-cdk-lib';
import { CfnRoute } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnEventSourceMapping, CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct, IConstruct } from 'constructs';

interface Acknowledged {
  readonly rule: string;
  readonly on: (found: IConstruct) => boolean;
  readonly reason: string;
}
const acknowledged: readonly Acknowledged[] = [
  {
    rule: 'AwsSolutions-SMG4',
    on: (found) => found instanceof CfnSecret,
    reason:
      "Two of them are Stripe's, and the others are kept by id, old and new valid together: `npm run rotate` turns them with a person watching.",
  },
  {
    rule: 'AwsSolutions-APIG4',
    on: (found) => found instanceof CfnRoute,
    reason:
      'Readers have no account. Each route has a access policy of its own in the function: origin secret, origin, cookie, capability or signature.',
  },
  {
    rule: 'AwsSolutions-S1',
    on: (found) => found instanceof CfnBucket,
    reason: "An access log would be a list of readers' network addresses; the files in it are public anyway.",
  },
  {
    rule: 'AwsSolutions-CFR3',
    on: (found) => found instanceof CfnDistribution,
    reason:
      "An access log would be a list of readers' network addresses. The gateway's own has neither address nor query.",
  },
  {
    rule: 'AwsSolutions-CFR1',
    on: (found) => found instanceof CfnDistribution,
    reason: 'Readers are wherever they had to go, and where they are is not to be asked.',
  },
  {
    rule: 'Serverless-SQSRedrivePolicy',
    on: (found) => found instanceof CfnQueue && found.redrivePolicy === undefined,
    reason: 'It is the dead letters of another; or it holds sealed requests, which are to be forgotten and not kept.',
  },
  {
    rule: 'AwsSolutions-SQS3',
    on: (found) => found instanceof CfnQueue && found.fifoQueue !== true,
    reason: 'It holds sealed requests for letters, which are to be forgotten after half an hour and kept by nobody.',
  },
  {
    rule: 'Serverless-EventBusDLQ',
    on: (found) => found instanceof CfnRule,
    reason: 'What it hands on holds an address: it is tried for six hours and then forgotten, and kept by nobody.',
  },
  {
    rule: 'Serverless-LambdaDLQ',
    on: (found) => found instanceof CfnFunction,
    reason:
      'Called by the gateway or by a queue, which keeps what fails itself; what a timer calls goes on at its next call, and an alarm counts its errors.',
  },
  {
    rule: 'Serverless-LambdaEventSourceMappingDestination',
    on: (found) => found instanceof CfnEventSourceMapping,
    reason: 'The queue it reads has its own dead letters; Lambda offers this only for streams.',
  },
  {
    rule: 'Serverless-LambdaTracing',
    on: (found) => found instanceof CfnFunction,
    reason: 'A trace holds addresses and paths with ids, and its SDK costs 28 ms of every cold start.',
  },
];

export function acknowledgeFindings(scope: Construct): void {
  for (const found of [...scope.node.findAll(), ...uploaderOf(scope)]) {
    for (const { rule, on, reason } of acknowledged) {
      if (on(found)) Validations.of(found).acknowledge({ id: rule, reason });
    }
  }
  acknowledgeUploader(scope);
}

/** The CDK puts its function that uploads files beside everything, into the stack itself. */
const uploaderOf = (scope: Construct): IConstruct[] =>
  Stack.of(scope)
    .node.children.filter(({ node }) => node.id.startsWith('Custom::CDKBucketDeployment'))
    .flatMap(({ node }) => node.findAll());

const uploaderReason =
  "The CDK's own, in its own words: it runs while a deploy uploads the files for the browser, and reads and writes only the bucket of assets and that one.";

function acknowledgeUploader(scope: Construct): void {
  const stack = Stack.of(scope);
  const shown = (value: string, name: string): string => (Token.isUnresolved(value) ? `<AWS::${name}>` : value);
  const qualifier = stack.synthesizer.bootstrapQualifier ?? 'hnb659fds';
  const assets = `cdk-${qualifier}-assets-${shown(stack.account, 'AccountId')}-${shown(stack.region, 'Region')}`;
  const buckets = scope.node.findAll().filter((found): found is CfnBucket => found instanceof CfnBucket);
  const rules = [
    'AwsSolutions-L1',
    'Serverless-LambdaLatestVersion',
    'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
    ...['GetBucket', 'GetObject', 'List', 'Abort', 'DeleteObject'].map(
      (verb) => `AwsSolutions-IAM5[Action::s3:${verb}*]`,
    ),
    // With and without the CDK's flag for partitions written out.
    ...['aws', '<AWS::Partition>'].map((partition) => `AwsSolutions-IAM5[Resource::arn:${partition}:s3:::${assets}/*]`),
    ...buckets.map((bucket) => `AwsSolutions-IAM5[Resource::<${logicalIdOf(bucket)}.Arn>/*]`),
  ];
  for (const found of uploaderOf(scope)) {
    for (const id of rules) Validations.of(found).acknowledge({ id, reason: uploaderReason });
  }
}

const logicalIdOf = (resource: CfnResource): string => {
  const id: unknown = Stack.of(resource).resolve(resource.logicalId);
  return String(id);
};
