// Checks the sender's domain before the deploy: CloudFormation cannot create an identity of SES that exists already, and its
// failure rolls the whole create back.
import { GetEmailIdentityCommand, NotFoundException } from '@aws-sdk/client-sesv2';
import type { Finding } from '../terminal/finding.ts';
import { mailIn, type PreflightNeeds } from './preflight-needs.ts';

const about = 'SES identity';

export async function checkIdentity(needs: PreflightNeeds, isDeployed: boolean): Promise<readonly Finding[]> {
  const domain = needs.sender.split('@').at(-1) ?? needs.sender;
  const identity = await identityOf(needs.region, domain);
  if ('senderIdentity' in needs.stage && needs.stage.senderIdentity === 'adopt')
    return [adopted(identity, domain, needs.region)];
  if (identity === null) return [{ about, state: 'ok', is: `${domain} will be created in ${needs.region}` }];
  if (isDeployed) return [{ about, state: 'ok', is: `${domain} belongs to the stack` }];
  const is = `${domain} is an identity of SES in ${needs.region} already, so the deploy would fail and roll back`;
  const remedy = `set senderIdentity: 'adopt' for this stage, which keeps the DNS records; or delete it, and the stack makes it: aws sesv2 delete-email-identity --region ${needs.region} --email-identity ${domain}`;
  return [{ about, state: 'problem', is, remedy }];
}

function adopted(identity: { readonly isVerified: boolean } | null, domain: string, region: string): Finding {
  if (identity?.isVerified === true) return { about, state: 'ok', is: `${domain} is adopted, and verified` };
  const is = identity === null ? `there is no identity ${domain} in ${region} to adopt` : `${domain} is not verified`;
  const remedy =
    identity === null ? "remove senderIdentity: 'adopt' from this stage" : 'set the DKIM records that SES shows for it';
  return { about, state: 'problem', is, remedy };
}

async function identityOf(region: string, EmailIdentity: string): Promise<{ readonly isVerified: boolean } | null> {
  const client = mailIn(region);
  try {
    const { VerifiedForSendingStatus } = await client.send(new GetEmailIdentityCommand({ EmailIdentity }));
    return { isVerified: VerifiedForSendingStatus === true };
  } catch (error) {
    if (error instanceof NotFoundException) return null;
    throw error;
  } finally {
    client.destroy();
  }
}
