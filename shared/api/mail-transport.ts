// How messages leave: through Amazon SES, or through any provider of SMTP, for the newsroom to which AWS gives no production
// access. The credentials of SMTP are a secret and never stand here.
import * as z from 'zod/mini';
import { regionsWithoutSes } from './aws-regions.ts';
import type { StageSettings } from './stage-settings.ts';
import { text } from './texts.ts';

const host = text(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, 'a host name like "smtp.example.org"');

export const mailTransport = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('ses') }),
    z.strictObject({
      kind: z.literal('smtp'),
      host,
      port: z.int().check(z.gte(1), z.lte(65_535)),
      /** `starttls`, as on port 587, or `tls` from the first byte, as on 465. Nothing is ever sent without. */
      security: z.enum(['starttls', 'tls']),
    }),
  ],
  { error: 'must be written { kind: "ses" }, or { kind: "smtp", host, port, security }' },
);
export type MailTransport = z.output<typeof mailTransport>;
type SmtpTransport = Extract<MailTransport, { readonly kind: 'smtp' }>;

/** By convention of all providers; a mix-up would only show as a connection that never answers. */
const securityOf: Readonly<Record<number, 'starttls' | 'tls'>> = { 465: 'tls', 587: 'starttls' };

export function wrongTransport(transport: MailTransport, stages: Readonly<Record<string, StageSettings>>): string[] {
  if (transport.kind !== 'smtp') return wrongRegions(stages);
  return [...wrongPort(transport), ...wrongIdentities(stages)];
}

function wrongPort({ port, security }: SmtpTransport): string[] {
  if (port === 25) return ['mail.transport.port must not be 25, which AWS blocks for functions: providers offer 587'];
  const wanted = securityOf[port] ?? security;
  return wanted === security ? [] : [`mail.transport.security must be "${wanted}" on port ${port}`];
}

const wrongRegions = (stages: Readonly<Record<string, StageSettings>>): string[] =>
  Object.entries(stages)
    .filter(([, { region = '' }]) => regionsWithoutSes.includes(region))
    .map(
      ([name, { region }]) =>
        `stages.${name}.region is ${region}, where CloudFormation makes nothing of SES: name another, or send by mail.transport smtp`,
    );

const wrongIdentities = (stages: Readonly<Record<string, StageSettings>>): string[] =>
  Object.entries(stages)
    .filter(([, { senderIdentity }]) => senderIdentity === 'adopt')
    .map(([name]) => `stages.${name}.senderIdentity is about SES, and mail.transport is smtp: remove it`);

export const smtpUrlOf = ({ host: name, port, security }: SmtpTransport): string =>
  `${security === 'tls' ? 'smtps' : 'smtp'}://${name}:${port}`;

/** The folder of the bundle that the function `mail` is made from: each holds one of the two clients. */
export const mailBundleOf = ({ kind }: Pick<MailTransport, 'kind'>): 'mail' | 'mail-smtp' =>
  kind === 'smtp' ? 'mail-smtp' : 'mail';
