// The stages of the newsroom's settings. A test stage that could issue live passes is refused, and so is a front that could not work.
import { describe, expect, test } from 'vitest';
import { type StageSettings, stageSettings, wrongStages } from '../../shared/api/stage-settings.ts';

const arn = (region: string) => `arn:aws:acm:${region}:000000000000:certificate/00000000-0000-0000-0000-000000000001`;
const host = (name: string) => ({ name, certificate: arn('eu-central-1') });
const test_ = stageSettings.parse({ mode: 'test', origins: ['https://test.meridian.example'] });
const live = stageSettings.parse({
  mode: 'live',
  origins: ['https://meridian.example'],
  region: 'eu-central-1',
  front: { kind: 'cloudfront', certificate: arn('us-east-1') },
  apiHost: host('api.meridian.example'),
  stripeHost: host('stripe.meridian.example'),
});
const cloudfront = {
  kind: 'cloudfront',
  certificate: arn('us-east-1'),
  secretVersion: 1,
  areHostsElsewhere: false,
} as const;
const wrong = (change: Partial<StageSettings>): string[] => wrongStages({ test: test_, live: { ...live, ...change } });

describe('two stages', () => {
  test('that share nothing are fine, and need no domain of their own', () => {
    expect(wrong({})).toEqual([]);
    expect(test_.front).toEqual({ kind: 'none' });
  });
  test.each([
    ['the same site', { origins: ['https://test.meridian.example'] }],
    ['one on another port', { origins: ['https://test.meridian.example:8443'] }],
    ['a host of the API that is the other’s site', { apiHost: host('test.meridian.example') }],
  ])('are refused with %s', (_what, change) =>
    expect(wrong(change)).toEqual([
      'stages share the host test.meridian.example: a test stage and a live one must not share a host',
    ]),
  );
  test('may both run on one machine', () => {
    const local = stageSettings.parse({ mode: 'test', origins: ['http://localhost:8787'] });
    expect(wrongStages({ one: local, other: local })).toEqual([]);
  });
});

describe('a stage is refused', () => {
  test('with a CDN of the newsroom’s that does not know where the API is', () => {
    const { apiHost: _, ...without } = live;
    expect(wrongStages({ live: { ...without, front: { kind: 'own' } } })).toEqual([
      'stages.live.apiHost must say where your CDN finds it',
    ]);
  });
  test('where Stripe sends an event at the host that is guarded against strangers', () =>
    expect(wrong({ stripeHost: host('api.meridian.example') })).toEqual([
      'stages.live.stripeHost must be another host than apiHost',
    ]));
  test('whose API takes a name of the site itself', () =>
    expect(wrong({ apiHost: host('meridian.example') })).toEqual([
      'stages.live: meridian.example is the site’s own'.replace('’', "'"),
    ]));
  test('that would send readers’ cookies in the clear', () =>
    expect(wrong({ origins: ['http://meridian.example'] })).toEqual([
      'stages.live.origins must be https: a browser keeps no cookie of ours without it',
    ]));
  test('with CloudFront and no host past it, for which Stripe’s signature would be lost', () => {
    const { stripeHost: _, ...without } = live;
    expect(wrongStages({ live: without })).toEqual([
      "stages.live.stripeHost must be named where front is cloudfront, which hands Stripe's signature to nobody",
    ]);
  });
  test.each(['apiHost', 'stripeHost'])('whose %s has a certificate of another region', (at) =>
    expect(wrong({ [at]: { name: `${at.toLowerCase()}.meridian.example`, certificate: arn('eu-west-1') } })).toEqual([
      `stages.live.${at}.certificate lies in eu-west-1, and the stage is deployed in eu-central-1: request the certificate there`,
    ]),
  );
  test('with a budget where CloudFormation makes none', () => {
    const hosts = { apiHost: undefined, stripeHost: undefined, front: { kind: 'none' } } as const;
    expect(wrong({ ...hosts, region: 'eu-north-1', budgetDollars: 50 })).toEqual([
      'stages.live.budgetDollars cannot be used in eu-north-1, where CloudFormation makes no budgets: leave it out and make one by hand, under Budgets in the billing pages of AWS',
    ]);
    expect(wrong({ ...hosts, region: 'eu-north-1' })).toEqual([]);
  });
  test('with CloudFront and no region, where no firewall of us-east-1 could be read', () => {
    const { region: _, ...without } = live;
    expect(wrongStages({ live: without }).join()).toContain('stages.live.region must be named');
  });
  test('with pages from two places', () => {
    const pagesBucket = { name: 'meridian-pages', region: 'eu-west-1' };
    const both = { ...cloudfront, pagesFrom: 'pages.meridian.example', pagesBucket };
    expect(wrong({ front: both })).toEqual(['stages.live.front must have pagesFrom or pagesBucket, not both']);
    expect(wrong({ front: { ...cloudfront, pagesBucket } })).toEqual([]);
  });
  test.each([
    'pages.s3-website.eu-central-1.amazonaws.com',
    'pages.s3-website-us-east-1.amazonaws.com',
    'pages.s3.amazonaws.com',
    'pages.s3.eu-central-1.amazonaws.com',
    's3.dualstack.eu-west-1.amazonaws.com',
  ])('whose pages come from a bucket as if it were a server: %s', (pagesFrom) =>
    expect(wrong({ front: { ...cloudfront, pagesFrom } }).join()).toContain('name it in front.pagesBucket'),
  );
  test.each(['pages.meridian.example', 's3.meridian.example', 'd1.cloudfront.net', 'x.lambda-url.eu-west-1.on.aws'])(
    'for none of this where its pages come from %s',
    (pagesFrom) => expect(wrong({ front: { ...cloudfront, pagesFrom } })).toEqual([]),
  );
  test.each(['Pages', 'a', 'my.pages', '-pages', 'https://pages'])('with a bucket called %s', (name) =>
    expect(
      stageSettings.safeParse({ ...live, front: { ...cloudfront, pagesBucket: { name, region: 'eu-west-1' } } })
        .success,
    ).toBe(false),
  );
  test('whose certificate CloudFront could not read', () =>
    expect(
      stageSettings.safeParse({ ...live, front: { kind: 'cloudfront', certificate: arn('eu-central-1') } }).success,
    ).toBe(false));
  test.each(['API.example.org', 'api', 'https://api.example.org', 'api.example.org/v1', '-api.example.org'])(
    'with a host like %s',
    (name) => expect(stageSettings.safeParse({ ...live, apiHost: host(name) }).success).toBe(false),
  );
});

describe('the demo pages', () => {
  test('are for a stage in test mode without a CDN, where nobody asked for none', () => {
    expect(test_.demoPages).toBe(false);
    expect(wrongStages({ test: { ...test_, demoPages: true } })).toEqual([]);
  });
  test('of an invented newspaper never stand before live money', () =>
    expect(wrong({ demoPages: true, front: { kind: 'none' } })).toEqual([
      "stages.live.demoPages are an invented newspaper's: only a stage of mode test serves them",
    ]));
  test.each<StageSettings['front']>([cloudfront, { kind: 'own' }])('are refused behind %j', (front) =>
    expect(wrong({ mode: 'test', demoPages: true, front })).toEqual([
      'stages.live.demoPages need front none: a CDN has pages of its own',
    ]),
  );
});
