// Who letters come from: the domain of the sender as an identity of Amazon SES, signed by DKIM.
import { ArnFormat } from 'aws-cdk-lib';
import { EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';

export interface Sender {
  readonly address: string;
  readonly identityArn: string;
}
export function addSender(scope: Construct, address: string): Sender {
  const domain = address.split('@')[1] ?? '';
  const identity = new EmailIdentity(scope, 'Sender', { identity: Identity.domain(domain) });
  const identityArn = identity.stack.formatArn({
    service: 'ses',
    resource: 'identity',
    resourceName: domain,
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
  return { address, identityArn };
}
