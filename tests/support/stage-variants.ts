// The kinds of stage that a newsroom's settings can describe: every front, with and without hosts of its own, in two
// regions. AWS must accept each of their templates.
import { stageSettings } from '../../shared/api/stage-settings.ts';

const certificate = (region: string) =>
  `arn:aws:acm:${region}:000000000000:certificate/00000000-0000-0000-0000-00000000000a`;
const cloudfront = (more: object = {}) => ({
  kind: 'cloudfront',
  certificate: certificate('us-east-1'),
  ...more,
});

/** The widest settings, so that every alarm and the budget are there. */
const stage = (region: string | undefined, hosts: readonly ('apiHost' | 'stripeHost')[], front: object, more = {}) =>
  stageSettings.parse({
    mode: 'test',
    origins: ['https://meridian.example', 'https://www.meridian.example'],
    ...(region === undefined ? {} : { region }),
    ...Object.fromEntries(
      hosts.map((name) => [
        name,
        { name: `${name.toLowerCase()}.meridian.example`, certificate: certificate(region ?? 'eu-west-1') },
      ]),
    ),
    front,
    silentHours: 24,
    budgetDollars: 100,
    ...more,
  });

const both = ['apiHost', 'stripeHost'] as const;
const fronts = (region: string) => ({
  [`none-${region}`]: stage(region, [], { kind: 'none' }),
  [`none-hosts-${region}`]: stage(region, both, { kind: 'none' }),
  [`own-${region}`]: stage(region, ['apiHost'], { kind: 'own' }),
  [`own-hosts-${region}`]: stage(region, both, { kind: 'own' }),
  [`front-${region}`]: stage(region, ['stripeHost'], cloudfront()),
  [`front-hosts-${region}`]: stage(region, both, cloudfront({ pagesFrom: 'pages.meridian.example' })),
});

export const stageVariants = {
  ...fronts('eu-central-1'),
  ...fronts('ap-southeast-1'),
  anywhere: stage(undefined, [], { kind: 'none' }),
  bucket: stage('eu-central-1', both, cloudfront({ pagesBucket: { name: 'meridian-pages', region: 'eu-west-1' } })),
  standby: stage('eu-west-1', both, cloudfront({ pagesFrom: 'pages.meridian.example', areHostsElsewhere: true })),
  adopted: stage('eu-west-1', [], { kind: 'none' }, { senderIdentity: 'adopt' }),
  smtp: stage('eu-central-1', both, cloudfront()),
  'smtp-none': stage(undefined, [], { kind: 'none' }),
  demo: stage('eu-central-1', [], { kind: 'none' }, { demoPages: true }),
  'demo-hosts': stage('eu-central-1', both, { kind: 'none' }, { demoPages: true }),
};
