// What stands before CloudFront against floods, in a small stack of its own, because AWS keeps everything of CloudFront's
// firewall in us-east-1. It counts posts per network address and remembers nobody: no sampled requests, no logs.
import { CfnOutput, CrossStackReferences, ReferenceStrength, Stack } from 'aws-cdk-lib';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import type { Stage } from './stage.ts';

/**
 * Posts from one address within five minutes. Many readers of a banned newsroom come out of the same few exits of a VPN
 * or of Tor, so these are for floods only; the function's own limits are finer, and forget sooner.
 */
const mostPosts = 600;
const mostCheckouts = 120;
const windowSeconds = 300;

export class MainstayShield extends Stack {
  readonly webAclArn: string;

  constructor(scope: Construct, { stage, mode }: Pick<Stage, 'stage' | 'mode'>) {
    super(scope, `mainstay-${stage}-shield`, {
      description: `Mainstay, stage ${stage}: what stands before CloudFront`,
      env: { region: 'us-east-1' },
      terminationProtection: mode === 'live',
    });
    const acl = new CfnWebACL(this, 'Shield', {
      description: 'Mainstay: floods of posts',
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: unseen('shield'),
      rules: [
        floodRule('checkouts', 0, mostCheckouts, { andStatement: { statements: [isPost, isCheckout] } }),
        floodRule('posts', 1, mostPosts, isPost),
      ],
    });
    // Read at the deploy, in any app: without a custom resource and its rights on parameters.
    CrossStackReferences.of(acl).produce(ReferenceStrength.WEAK);
    this.webAclArn = acl.attrArn;
    new CfnOutput(this, 'WebAclArn', { value: acl.attrArn });
  }
}

/** Counted, but no request of a reader's is kept to be looked at. */
const unseen = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  cloudWatchMetricsEnabled: true,
  metricName,
  sampledRequestsEnabled: false,
});

const asIs = [{ priority: 0, type: 'NONE' }];
const isPost: CfnWebACL.StatementProperty = {
  byteMatchStatement: {
    fieldToMatch: { method: {} },
    positionalConstraint: 'EXACTLY',
    searchString: 'POST',
    textTransformations: asIs,
  },
};
const isCheckout: CfnWebACL.StatementProperty = {
  byteMatchStatement: {
    fieldToMatch: { uriPath: {} },
    positionalConstraint: 'STARTS_WITH',
    searchString: '/v1/checkouts',
    textTransformations: asIs,
  },
};

const floodRule = (
  name: string,
  priority: number,
  limit: number,
  scopeDownStatement: CfnWebACL.StatementProperty,
): CfnWebACL.RuleProperty => ({
  name,
  priority,
  action: { block: { customResponse: { responseCode: 429 } } },
  visibilityConfig: unseen(name),
  statement: {
    rateBasedStatement: {
      limit,
      evaluationWindowSec: windowSeconds,
      aggregateKeyType: 'IP',
      scopeDownStatement,
    },
  },
});
