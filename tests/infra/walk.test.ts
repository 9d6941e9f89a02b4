// A walk through everything that would be deployed, both stages and what stands before them, that asks of each thing what
// must never be: open to the world, readable by a wildcard, kept in the clear, dying unheard, or holding a secret.
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { isUploader, ofType, type Resource, referredBy, shieldOf, stageOf } from './stand-in-stack.ts';

const walked = {
  test: stageOf('test').all,
  live: stageOf('live').all,
  shield: shieldOf('live').all,
};
const statement = z.looseObject({ Effect: z.string(), Action: z.unknown(), Principal: z.optional(z.unknown()) });
/** Every statement of a policy, however deep it lies. */
function statementsIn(value: unknown): z.infer<typeof statement>[] {
  if (typeof value !== 'object' || value === null) return [];
  const here = statement.safeParse(value);
  return [...(here.success ? [here.data] : []), ...Object.values(value).flatMap(statementsIn)];
}
const allowed = (resource: Resource) => statementsIn(resource.properties).filter(({ Effect }) => Effect === 'Allow');

describe.each(Object.entries(walked))('in %s', (stage, all) => {
  const ours = all.filter((each) => !isUploader(each));

  test('no right is given by a wildcard', () => {
    const wide = ours.flatMap((resource) =>
      allowed(resource)
        .filter(({ Action, Resource, Principal }) => JSON.stringify([Action, Resource, Principal]).includes('*'))
        .map(({ Action }) => `${resource.name}: ${[Action].flat().join()}`),
    );
    // The files for the browser, to our own distribution: `front.test.ts` and `grants.test.ts` look at its condition.
    expect(wide).toEqual(stage === 'live' ? ['WebFilesPolicy: s3:GetObject'] : []);
  });

  test('nothing may be done by everybody', () => {
    const open = ours.flatMap(allowed).filter(({ Principal }) => /"\*"|^\*$/.test(JSON.stringify(Principal) ?? ''));
    expect(open).toEqual([]);
  });

  test('no bucket is public, and each is encrypted', () => {
    for (const { properties } of ofType(all, 'AWS::S3::Bucket')) {
      expect(
        Object.values(z.record(z.string(), z.boolean()).parse(properties['PublicAccessBlockConfiguration'])),
      ).toEqual([...[true, true, true, true]]);
      expect(properties['BucketEncryption']).toBeDefined();
      expect(properties).not.toHaveProperty('WebsiteConfiguration');
      expect(properties).not.toHaveProperty('AccessControl');
    }
  });

  test('every queue has dead letters, is them, or is the one that forgets on purpose', () => {
    const queues = ofType(all, 'AWS::SQS::Queue');
    const redrive = z.object({ deadLetterTargetArn: z.unknown() });
    const dead = queues.flatMap(({ properties }) => {
      const policy = redrive.safeParse(properties['RedrivePolicy']);
      return policy.success ? [referredBy(policy.data.deadLetterTargetArn)] : [];
    });
    const lonely = queues.filter(({ name, properties }) => !dead.includes(name) && !('RedrivePolicy' in properties));
    expect(lonely.map(({ name }) => name)).toEqual(queues.length === 0 ? [] : ['MailRequests']);
    // What may not be kept dead may not be kept long alive either.
    for (const { properties } of lonely) expect(properties['MessageRetentionPeriod']).toBeLessThanOrEqual(1800);
  });

  test('everything that keeps anything is encrypted', () => {
    for (const { properties } of ofType(all, 'AWS::SQS::Queue')) expect(properties['SqsManagedSseEnabled']).toBe(true);
    for (const { properties } of ofType(all, 'AWS::DynamoDB::GlobalTable')) {
      expect(properties['SSESpecification']).toMatchObject({ SSEEnabled: true });
    }
    // Whatever kind of store is added some day is added to this list by a person who thought of it.
    const stores = /::(?:Bucket|Queue|GlobalTable|Table|Secret|Volume|FileSystem|DBInstance|Stream|KeyValueStore)$/;
    const kinds = new Set(all.filter(({ type }) => stores.test(type)).map(({ type }) => type));
    expect([...kinds].sort()).toEqual(knownStores[stage]);
  });

  test('there is one access log at the most, the gateway’s, whose words `api.test.ts` reads one by one', () => {
    const logging = all.filter(({ type, properties }) =>
      /LoggingConfiguration|::Delivery|RealtimeLogConfig|FlowLog/.test(type + JSON.stringify(properties)),
    );
    expect(logging).toEqual([]);
    const logged = all.filter(({ properties }) => JSON.stringify(properties).includes('"AccessLogSettings"'));
    expect(logged.map(({ type }) => type)).toEqual(stage === 'shield' ? [] : ['AWS::ApiGatewayV2::Stage']);
    for (const { properties } of ofType(all, 'AWS::Logs::LogGroup')) expect(properties['RetentionInDays']).toBe(30);
  });

  test('no function is told a secret, only where one lies', () => {
    const environment = z.object({ Variables: z.record(z.string(), z.unknown()) });
    for (const { properties } of ofType(ours, 'AWS::Lambda::Function')) {
      const { Variables } = environment.parse(properties['Environment']);
      expect(JSON.stringify(Variables)).not.toMatch(/resolve:|SecretString|[sr]k_(?:test|live)_|whsec_/);
      for (const [name, value] of Object.entries(Variables)) {
        if (name.endsWith('_SECRET')) expect(value).toEqual({ Ref: expect.stringMatching(/Secret/) });
      }
    }
  });

  test('a secret is named in no other way than by its place, and only to the CDN', () => {
    const naming = all.filter(({ properties }) => JSON.stringify(properties).includes('{{resolve:'));
    expect(naming.map(({ type }) => type)).toEqual(stage === 'live' ? ['AWS::CloudFront::Distribution'] : []);
  });

  test('nothing is asked of the internet but what readers, Stripe and AWS call', () => {
    const addresses =
      ofType(all, 'AWS::Lambda::Url').length + ofType(all, 'AWS::Lambda::LayerVersionPermission').length;
    expect(addresses).toBe(0);
    for (const { properties } of ofType(all, 'AWS::Lambda::Permission')) {
      expect(properties['Principal']).toMatch(/^(?:apigateway|events)\.amazonaws\.com$/);
      expect(properties['SourceArn']).toBeDefined();
    }
  });
});

const knownStores: Readonly<Record<string, readonly string[]>> = {
  test: ['AWS::DynamoDB::GlobalTable', 'AWS::SQS::Queue', 'AWS::SecretsManager::Secret'],
  live: [
    ...['AWS::CloudFront::KeyValueStore', 'AWS::DynamoDB::GlobalTable', 'AWS::S3::Bucket', 'AWS::SQS::Queue'],
    'AWS::SecretsManager::Secret',
  ],
  shield: [],
};

describe('two stages', () => {
  const text = { test: JSON.stringify(walked.test), live: JSON.stringify(walked.live) };
  test('know nothing of each other: no name, no origin, no import', () => {
    expect(text.live).not.toMatch(/test\.meridian|mainstay-test|Mainstay\/test|sk_test/);
    expect(text.test).not.toMatch(/https:\/\/(?:www\.)?meridian|mainstay-live|Mainstay\/live/);
    for (const each of Object.values(text)) expect(each).not.toContain('Fn::ImportValue');
    expect(text.test).not.toContain('Fn::GetStackOutput');
    // The live one reads one output, of its own shield.
    expect([...text.live.matchAll(/"Fn::GetStackOutput":\{"StackName":"([^"]+)"/g)].map(([, name]) => name)).toEqual([
      'mainstay-live-shield',
    ]);
  });
  test('are told which of Stripe’s worlds is theirs, and count their life apart', () => {
    const modes = (stage: 'test' | 'live') => [
      ...new Set([...text[stage].matchAll(/"MODE":"(\w+)"/g)].map(([, mode]) => mode)),
    ];
    expect([modes('test'), modes('live')]).toEqual([['test'], ['live']]);
    expect(text.live).toContain('Mainstay/live');
    expect(text.test).toContain('Mainstay/test');
  });
});
