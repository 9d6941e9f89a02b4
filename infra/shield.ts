// The web ACL (AWS WAF) before CloudFront, against floods. It is a stack of its own because AWS keeps web ACLs of CloudFront
// in us-east-1. It counts POST requests per network address and keeps no sampled request and no log. It blocks none that gives:
// readers of a banned newsroom share exits, and a payment that is refused may never be tried again.
import { CfnOutput, CrossStackReferences, ReferenceStrength, Stack } from 'aws-cdk-lib';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import type { Stage } from './stage.ts';

/**
 * POST requests from one address within five minutes. Many readers of a banned newsroom share a few exits of a VPN or of
 * Tor, so these limits are for floods only. The functions' own limits are finer and shorter.
 */
const mostPosts = 600;
const mostCheckouts = 120;
const windowSeconds = 300;

export class MainstayShield extends Stack {
  readonly webAclArn: string;

  constructor(scope: Construct, { stage, mode }: Pick<Stage, 'stage' | 'mode'>) {
    super(scope, `mainstay-${stage}-shield`, {
      description: `Mainstay, stage ${stage}: the web ACL before CloudFront`,
      env: { region: 'us-east-1' },
      terminationProtection: mode === 'live',
    });
    const acl = new CfnWebACL(this, 'Shield', {
      description: 'Mainstay: limits floods of POST requests',
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: notSampled('shield'),
      rules: [
        // Only counted, under its metric. A challenge would break the calls of the elements, which cannot solve one.
        floodRule({
          name: 'checkouts',
          priority: 0,
          limit: mostCheckouts,
          of: allOf(isPost, isCheckout),
          action: { count: {} },
        }),
        floodRule({
          name: 'posts',
          priority: 1,
          limit: mostPosts,
          of: allOf(isPost, { notStatement: { statement: isCheckout } }),
          action: { block: { customResponse: { responseCode: 429 } } },
        }),
      ],
    });
    // CloudFormation reads it at deployment, without a custom resource and its permissions.
    CrossStackReferences.of(acl).produce(ReferenceStrength.WEAK);
    this.webAclArn = acl.attrArn;
    new CfnOutput(this, 'WebAclArn', { value: acl.attrArn });
  }
}

/** Counts requests and keeps no sample of them. */
const notSampled = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
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

const allOf = (...statements: CfnWebACL.StatementProperty[]): CfnWebACL.StatementProperty => ({
  andStatement: { statements },
});

interface Flood {
  readonly name: string;
  readonly priority: number;
  readonly limit: number;
  readonly of: CfnWebACL.StatementProperty;
  readonly action: CfnWebACL.RuleActionProperty;
}
const floodRule = ({ name, priority, limit, of, action }: Flood): CfnWebACL.RuleProperty => ({
  name,
  priority,
  action,
  visibilityConfig: notSampled(name),
  statement: {
    rateBasedStatement: {
      limit,
      evaluationWindowSec: windowSeconds,
      aggregateKeyType: 'IP',
      scopeDownStatement: of,
    },
  },
});
