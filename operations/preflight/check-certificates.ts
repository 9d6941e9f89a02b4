// Checks each certificate of a stage before the deploy that uses it: it exists, is issued, names the host, and is in the
// region where it is needed. CloudFormation says the same an hour later, and rolls everything back.
import { type CertificateDetail, DescribeCertificateCommand, ResourceNotFoundException } from '@aws-sdk/client-acm';
import type { Finding } from '../terminal/finding.ts';
import { certificatesIn, globalRegion, type PreflightNeeds, siteHostsOf } from './preflight-needs.ts';

interface Needed {
  readonly arn: string;
  readonly hosts: readonly string[];
  readonly region: string;
  readonly setting: string;
}
const about = 'Certificates';

export async function checkCertificates(needs: PreflightNeeds): Promise<readonly Finding[]> {
  const needed = certificatesOf(needs);
  if (needed.length === 0) return [{ about, state: 'ok', is: 'this stage needs none' }];
  return Promise.all(needed.map(checkCertificate));
}

function certificatesOf(needs: PreflightNeeds): readonly Needed[] {
  const { front, apiHost, stripeHost } = needs.stage;
  const own = Object.entries({ apiHost, stripeHost }).flatMap(([setting, host]) =>
    host === undefined ? [] : [{ setting, arn: host.certificate, hosts: [host.name], region: needs.region }],
  );
  if (front.kind !== 'cloudfront') return own;
  return [{ setting: 'front', arn: front.certificate, hosts: siteHostsOf(needs), region: globalRegion }, ...own];
}

async function checkCertificate({ arn, hosts, region, setting }: Needed): Promise<Finding> {
  const [, , , lies = ''] = arn.split(':');
  if (lies !== region) {
    const remedy = `request it again in ${region}, and name the new ARN at ${setting} in mainstay.config.ts`;
    return { about, state: 'problem', is: `that of ${setting} lies in ${lies}, and is needed in ${region}`, remedy };
  }
  const found = await certificateIn(region, arn);
  if (found === null) {
    const remedy = `aws acm request-certificate --region ${region} --validation-method DNS --domain-name ${hosts[0]}`;
    return { about, state: 'problem', is: `that of ${setting} does not exist in this account and ${region}`, remedy };
  }
  if (found.Status !== 'ISSUED') return notIssued(found, setting);
  const missing = hosts.filter((host) => !namesOf(found).some((name) => covers(name, host)));
  if (missing.length > 0) {
    const remedy = 'request one that names every host, and put its ARN into mainstay.config.ts';
    return { about, state: 'problem', is: `that of ${setting} does not name ${missing.join(', ')}`, remedy };
  }
  return { about, state: 'ok', is: `that of ${setting} is issued for ${hosts.join(', ')}` };
}

function notIssued({ Status, DomainValidationOptions = [] }: CertificateDetail, setting: string): Finding {
  const records = DomainValidationOptions.flatMap(({ ResourceRecord: record, ValidationStatus }) =>
    record === undefined || ValidationStatus === 'SUCCESS' ? [] : [`CNAME ${record.Name} → ${record.Value}`],
  );
  const remedy =
    Status === 'PENDING_VALIDATION' && records.length > 0
      ? `set in the DNS: ${records.join('; ')}`
      : 'request a new one';
  return { about, state: 'problem', is: `that of ${setting} is ${Status}`, remedy };
}

const namesOf = ({ DomainName, SubjectAlternativeNames = [] }: CertificateDetail): readonly string[] =>
  DomainName === undefined ? SubjectAlternativeNames : [DomainName, ...SubjectAlternativeNames];

/** A wildcard stands for exactly one label. */
export const covers = (name: string, host: string): boolean =>
  name === host || (name.startsWith('*.') && host.split('.').slice(1).join('.') === name.slice(2));

async function certificateIn(region: string, CertificateArn: string): Promise<CertificateDetail | null> {
  const client = certificatesIn(region);
  try {
    return (await client.send(new DescribeCertificateCommand({ CertificateArn }))).Certificate ?? null;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return null;
    throw error;
  } finally {
    client.destroy();
  }
}
