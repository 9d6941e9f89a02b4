// Names of the API's own: one behind whatever stands before it, and one for Stripe, which must get past everything that
// guards readers. Where both are there, AWS's own name for the API is shut. The DNS itself is the newsroom's.
import { CfnApiMapping, type CfnStage, DomainName, type HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { Construct } from 'constructs';
import type { Stage } from './stage.ts';

/** What DNS must say: a name of the newsroom's, and AWS's name behind it. */
export interface NamedHost {
  readonly name: string;
  readonly target: string;
}

export function addHosts(scope: Construct, api: HttpApi, apiStage: CfnStage, stage: Stage): NamedHost[] {
  const named = { ApiHost: stage.apiHost, StripeHost: stage.stripeHost };
  return Object.entries(named).flatMap(([id, host]) => {
    if (host === undefined) return [];
    const domain = new DomainName(scope, id, {
      domainName: host.name,
      certificate: Certificate.fromCertificateArn(scope, `${id}Certificate`, host.certificate),
    });
    const mapping = new CfnApiMapping(scope, `${id}Mapping`, {
      apiId: api.apiId,
      domainName: domain.name,
      stage: '$default',
    });
    mapping.node.addDependency(apiStage);
    return [{ name: host.name, target: domain.regionalDomainName }];
  });
}
