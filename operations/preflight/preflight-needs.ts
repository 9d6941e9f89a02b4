// What the checks before a deploy work with: the stage of the settings, its region, and clients for the services they ask.
// CloudFront and Route 53 are global and answer in us-east-1 only.
import { ACMClient } from '@aws-sdk/client-acm';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { Route53Client } from '@aws-sdk/client-route-53';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { type MailTransport, smtpUrlOf } from '../../shared/api/mail-transport.ts';
import type { StageSettings } from '../../shared/api/stage-settings.ts';
import { hostOf } from '../../shared/api/stage-settings.ts';
import type { Reach } from '../doctor/reach.ts';

export interface PreflightNeeds {
  readonly name: string;
  readonly stage: StageSettings;
  readonly region: string;
  readonly reach: Reach;
  /** The address that mail is sent from. */
  readonly sender: string;
}
/** The provider of SMTP as the function `mail` will be given it; null where messages leave through SES. */
export const smtpOf = (transport: MailTransport): { readonly url: string } | null =>
  transport.kind === 'smtp' ? { url: smtpUrlOf(transport) } : null;

export const globalRegion = 'us-east-1';
const maxAttempts = 2;

export const stackNameOf = ({ name }: Pick<PreflightNeeds, 'name'>): string => `mainstay-${name}`;
export const siteHostsOf = ({ stage }: Pick<PreflightNeeds, 'stage'>): string[] => [
  ...new Set(stage.origins.map(hostOf)),
];

export const cloudFormationIn = (region: string) => new CloudFormationClient({ region, maxAttempts });
export const certificatesIn = (region: string) => new ACMClient({ region, maxAttempts });
export const mailIn = (region: string) => new SESv2Client({ region, maxAttempts });
export const cloudFront = () => new CloudFrontClient({ region: globalRegion, maxAttempts });
export const route53 = () => new Route53Client({ region: globalRegion, maxAttempts });
