// One stage of the newsroom's settings: which of Stripe's worlds it belongs to, under which host names it answers, what
// stands before it, and what is to wake somebody. Two stages that share an address or a host are refused: a test stage
// must never look like the live one.
import * as z from 'zod/mini';
import { regionsWithoutBudgets } from './aws-regions.ts';
import { installationSettings } from './installation-settings.ts';
import { text } from './texts.ts';

const origin = text(/^https?:\/\/[a-z0-9.-]+(?::\d{1,5})?$/, 'an origin like "https://example.org", without a path');
const host = text(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, 'a host name like "api.example.org"');
const certificate = text(
  /^arn:aws:acm:[a-z0-9-]+:\d{12}:certificate\/[a-f0-9-]{36}$/,
  'the ARN of a certificate in ACM',
);
const virginiaCertificate = text(
  /^arn:aws:acm:us-east-1:\d{12}:certificate\/[a-f0-9-]{36}$/,
  'the ARN of a certificate in ACM in us-east-1: CloudFront reads no other',
);

/** A name of the API's own, with its certificate in the region of the stack. */
const ownHost = z.strictObject({ name: host, certificate });

const region = text(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'a region like "eu-central-1"');
const pagesBucket = z.strictObject({
  name: text(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, 'the name of an S3 bucket, without dots: TLS knows no others'),
  region,
});

const front = z.discriminatedUnion('kind', [
  /** Nothing: the API answers under a host of its own. Second class: some browsers keep its cookies for a week only. */
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('cloudfront'),
    /** For the hosts of `origins`. */
    certificate: virginiaCertificate,
    /** The host that the site's pages come from; without it, and without a bucket, there are only the API and the files for the browser. */
    pagesFrom: z.optional(host),
    /** Or the S3 bucket that the site's pages lie in, private: CloudFront reads it by an origin access control. */
    pagesBucket: z.optional(pagesBucket),
    /** True while the hosts of `origins` still belong to another distribution: then a deploy does not take them, which AWS would refuse. */
    areHostsElsewhere: z._default(z.boolean(), false),
    /** Counted up after the secret `Origin` was changed: only then does a deploy hand the new one to CloudFront. */
    secretVersion: z._default(z.int().check(z.gte(1), z.lte(9999)), 1),
  }),
  /** The newsroom's own CDN. It leads `/v1` to `apiHost` with the headers of `edge`: the secret `Origin`, the reader's address. */
  z.strictObject({ kind: z.literal('own') }),
]);

export const stageSettings = z.strictObject({
  /** `test` takes Stripe's test keys only, `live` live keys only. */
  mode: z.enum(['test', 'live']),
  /** In place of the settings' own: for a second stage in one mode, which would else hold what the first one sold. */
  installation: z.optional(installationSettings),
  /** Every origin whose pages may call the API; the first is the site's own. */
  origins: z.array(origin).check(z.minLength(1)),
  /** Where the stack is deployed; what the command line's credentials say where it is not named. */
  region: z.optional(region),
  /** What stands before the API on the site's own host. */
  front: z._default(front, { kind: 'none' }),
  /** The API's own name, behind whatever stands before it. */
  apiHost: z.optional(ownHost),
  /** Where Stripe sends events, past the CDN. With `apiHost` set too, AWS's own name for the API is disabled. */
  stripeHost: z.optional(ownHost),
  /** True serves the demo newsroom's pages under the name of the API, so that a stage without a domain can be tried whole. */
  demoPages: z._default(z.boolean(), false),
  /** `adopt` where the sender's domain is an identity of SES in this account and region already: SES makes it only once. */
  senderIdentity: z._default(z.enum(['make', 'adopt']), 'make'),
  /** After how many hours without any gift or renewal somebody is woken; nobody is where it is not named. */
  silentHours: z.optional(z.int().check(z.gte(1), z.lte(168))),
  /** Where who is woken can read docs/runbook.md: its page in your repository or wiki. Alarms link to its sections. */
  runbook: z.optional(text(/^https:\/\/[^\s#]+$/, 'an https address without a fragment')),
  /** What the account may cost in a month, in US dollars, before an alarm. */
  budgetDollars: z.optional(z.int().check(z.gte(1), z.lte(1_000_000))),
});
export type StageSettings = z.output<typeof stageSettings>;
export type Front = StageSettings['front'];

/** What is wrong with the stages together, in sentences. */
export function wrongStages(stages: Readonly<Record<string, StageSettings>>): string[] {
  const claims = Object.values(stages).flatMap(({ origins, apiHost, stripeHost }) => [
    ...new Set([...origins.map(hostOf), ...[apiHost, stripeHost].flatMap((each) => each?.name ?? [])]),
  ]);
  return [
    ...Object.entries(stages).flatMap(([name, stage]) => wrongStage(name, stage)),
    ...claims
      .filter((name, at) => claims.indexOf(name) !== at && !isLocal(name))
      .map((name) => `stages share the host ${name}: a test stage and a live one must not share a host`),
  ];
}

function wrongStage(name: string, stage: StageSettings): string[] {
  const { front, origins, apiHost, stripeHost, mode, region = '', budgetDollars } = stage;
  const own = [apiHost, stripeHost].flatMap((each) => each?.name ?? []);
  return [
    ...(front.kind === 'own' && apiHost === undefined
      ? [`stages.${name}.apiHost must say where your CDN finds it`]
      : []),
    ...(front.kind === 'cloudfront' ? wrongCloudFront(name, stage, front) : []),
    ...(stage.demoPages && mode === 'live'
      ? [`stages.${name}.demoPages are an invented newspaper's: only a stage of mode test serves them`]
      : []),
    ...(stage.demoPages && front.kind !== 'none'
      ? [`stages.${name}.demoPages need front none: a CDN has pages of its own`]
      : []),
    ...(own.length === 2 && own[0] === own[1] ? [`stages.${name}.stripeHost must be another host than apiHost`] : []),
    ...own
      .filter((each) => origins.map(hostOf).includes(each))
      .map((each) => `stages.${name}: ${each} is the site's own`),
    ...(mode === 'live' && origins.some((each) => each.startsWith('http:') && !isLocal(hostOf(each)))
      ? [`stages.${name}.origins must be https: a browser keeps no cookie of ours without it`]
      : []),
    ...Object.entries({ apiHost, stripeHost }).flatMap(([host, own]) =>
      wrongCertificate(`stages.${name}.${host}`, own, region),
    ),
    ...(budgetDollars !== undefined && regionsWithoutBudgets.includes(region)
      ? [
          `stages.${name}.budgetDollars cannot be used in ${region}, where CloudFormation makes no budgets: leave it out and make one by hand, under Budgets in the billing pages of AWS`,
        ]
      : []),
  ];
}

/** API Gateway reads a certificate of its own region only. Without a region in the settings nobody can tell here. */
function wrongCertificate(at: string, own: StageSettings['apiHost'], region: string): string[] {
  const [, , , found = ''] = own?.certificate.split(':') ?? [];
  return own === undefined || region === '' || found === region
    ? []
    : [`${at}.certificate lies in ${found}, and the stage is deployed in ${region}: request the certificate there`];
}

/** What AWS would refuse at the deploy, or what would deploy and never work. */
function wrongCloudFront(
  name: string,
  { region, stripeHost }: StageSettings,
  { pagesFrom, pagesBucket }: Extract<Front, { readonly kind: 'cloudfront' }>,
): string[] {
  return [
    ...(region === undefined
      ? [
          `stages.${name}.region must be named where front is cloudfront: its firewall lies in us-east-1, and the stack must know it is elsewhere`,
        ]
      : []),
    ...(stripeHost === undefined
      ? [`stages.${name}.stripeHost must be named where front is cloudfront, which hands Stripe's signature to nobody`]
      : []),
    ...(pagesFrom !== undefined && pagesBucket !== undefined
      ? [`stages.${name}.front must have pagesFrom or pagesBucket, not both`]
      : []),
    ...(pagesFrom !== undefined && isBucketName(pagesFrom)
      ? [
          `stages.${name}.front.pagesFrom is an S3 bucket, which knows no other host than its own, and as a website no TLS: name it in front.pagesBucket`,
        ]
      : []),
  ];
}

/** `<bucket>.s3-website-…`, `<bucket>.s3-website.…` and `<bucket>.s3.…` of every partition. */
const isBucketName = (name: string): boolean => /(?:^|\.)s3(?:-website)?[.-][a-z0-9.-]*amazonaws\.com/.test(name);

export const hostOf = (origin: string): string => origin.replace(/^https?:\/\//, '').replace(/:\d+$/, '');
const isLocal = (name: string): boolean => name === 'localhost' || name === '127.0.0.1';
