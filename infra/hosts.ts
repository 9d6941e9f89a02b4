// The host names of the API: one for the CDN, and one for Stripe, whose webhooks must not pass the rate limits for readers.
// Where both are set, AWS's own name for the API is disabled. The newsroom sets the DNS records.
import { CfnApiMapping, type CfnStage, DomainName, type HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { Construct } from 'constructs';
import type { Stage } from './stage.ts';

/** A DNS record: the newsroom's host name and the AWS name it must point to. */
export interface NamedHost {
  readonly name: string;
  readonly target: string;
  readonly domain: DomainName;
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
    return [{ name: host.name, target: domain.regionalDomainName, domain }];
  });
}
