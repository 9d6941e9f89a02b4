// The findings of cdk-nag that we accept: each rule with its reason, and only on the kind of resource that the reason is
// about. Any other finding stops the synthesis.
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
      'Two hold keys of Stripe. The others keep an old and a new key valid together, and a person rotates them with `npm run rotate`.',
  },
  {
    rule: 'AwsSolutions-APIG4',
    on: (found) => found instanceof CfnRoute,
    reason:
      'Readers have no account. The function checks the access policy of each route: origin secret, origin, cookie, capability or signature.',
  },
  {
    rule: 'AwsSolutions-S1',
    on: (found) => found instanceof CfnBucket,
    reason: "An access log would be a list of readers' network addresses. The files are public.",
  },
  {
    rule: 'AwsSolutions-CFR3',
    on: (found) => found instanceof CfnDistribution,
    reason:
      "An access log would be a list of readers' network addresses. The log of API Gateway has neither address nor query string.",
  },
  {
    rule: 'AwsSolutions-CFR1',
    on: (found) => found instanceof CfnDistribution,
    reason: 'Readers live in many countries, and their country is not checked.',
  },
  {
    rule: 'Serverless-SQSRedrivePolicy',
    on: (found) => found instanceof CfnQueue && found.redrivePolicy === undefined,
    reason: 'It is a dead-letter queue itself, or it holds sealed addresses, which must be deleted soon.',
  },
  {
    rule: 'AwsSolutions-SQS3',
    on: (found) => found instanceof CfnQueue && found.fifoQueue !== true,
    reason: 'It holds sealed addresses, which must be deleted after half an hour and kept nowhere.',
  },
  {
    rule: 'Serverless-EventBusDLQ',
    on: (found) => found instanceof CfnRule,
    reason: 'Its events hold an address. They are retried for six hours, then dropped, and kept nowhere.',
  },
  {
    rule: 'Serverless-LambdaDLQ',
    on: (found) => found instanceof CfnFunction,
    reason:
      'API Gateway or a queue calls it, and the queue keeps what fails. A scheduled function continues at its next call, and an alarm counts its errors.',
  },
  {
    rule: 'Serverless-LambdaEventSourceMappingDestination',
    on: (found) => found instanceof CfnEventSourceMapping,
    reason: 'The queue it reads has its own dead letters. Lambda has this setting only for streams.',
  },
  {
    rule: 'Serverless-LambdaTracing',
    on: (found) => found instanceof CfnFunction,
    reason: 'A trace holds network addresses and paths with ids, and its SDK adds 28 ms to every cold start.',
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

/** The CDK adds the function that uploads files to the stack itself, not to the construct. */
const uploaderOf = (scope: Construct): IConstruct[] =>
  Stack.of(scope)
    .node.children.filter(({ node }) => node.id.startsWith('Custom::CDKBucketDeployment'))
    .flatMap(({ node }) => node.findAll());

const uploaderReason =
  "It is the CDK's own function. It runs while a deployment uploads the files for the browser, and uses only the bucket of assets and that bucket.";

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
    // With and without the CDK's feature flag for partitions.
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
