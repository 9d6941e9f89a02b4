// Checks every resource of both stages and of the shield: none is public, granted by a wildcard, unencrypted, a queue without
// dead letters, or a holder of a secret's value.
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

  test('no permission has a wildcard', () => {
    const wide = ours.flatMap((resource) =>
      allowed(resource)
        .filter(({ Action, Resource, Principal }) => JSON.stringify([Action, Resource, Principal]).includes('*'))
        .map(({ Action }) => `${resource.name}: ${[Action].flat().join()}`),
    );
    // The files for the browser, to our own distribution: `front.test.ts` and `grants.test.ts` look at its condition.
    expect(wide).toEqual(stage === 'live' ? ['WebFilesPolicy: s3:GetObject'] : []);
  });

  test('no policy allows everybody', () => {
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

  test('every queue has a dead-letter queue, is one, or is the mail queue', () => {
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

  test('every resource that stores data is encrypted', () => {
    for (const { properties } of ofType(all, 'AWS::SQS::Queue')) expect(properties['SqsManagedSseEnabled']).toBe(true);
    for (const { properties } of ofType(all, 'AWS::DynamoDB::GlobalTable')) {
      expect(properties['SSESpecification']).toMatchObject({ SSEEnabled: true });
    }
    // Whatever kind of store is added some day is added to this list by a person who thought of it.
    const stores = /::(?:Bucket|Queue|GlobalTable|Table|Secret|Volume|FileSystem|DBInstance|Stream|KeyValueStore)$/;
    const kinds = new Set(all.filter(({ type }) => stores.test(type)).map(({ type }) => type));
    expect([...kinds].sort()).toEqual(expectedStores[stage]);
  });

  test('the only access log is that of API Gateway, whose fields `api.test.ts` checks', () => {
    const logging = all.filter(({ type, properties }) =>
      /LoggingConfiguration|::Delivery|RealtimeLogConfig|FlowLog/.test(type + JSON.stringify(properties)),
    );
    expect(logging).toEqual([]);
    const logged = all.filter(({ properties }) => JSON.stringify(properties).includes('"AccessLogSettings"'));
    expect(logged.map(({ type }) => type)).toEqual(stage === 'shield' ? [] : ['AWS::ApiGatewayV2::Stage']);
    for (const { properties } of ofType(all, 'AWS::Logs::LogGroup')) expect(properties['RetentionInDays']).toBe(30);
  });

  test('no function has a secret in its environment, only the name of one', () => {
    const environment = z.object({ Variables: z.record(z.string(), z.unknown()) });
    for (const { properties } of ofType(ours, 'AWS::Lambda::Function')) {
      const { Variables } = environment.parse(properties['Environment']);
      expect(JSON.stringify(Variables)).not.toMatch(/resolve:|SecretString|[sr]k_(?:test|live)_|whsec_/);
      for (const [name, value] of Object.entries(Variables)) {
        if (name.endsWith('_SECRET')) expect(value).toEqual({ Ref: expect.stringMatching(/Secret/) });
      }
    }
  });

  test('only the CDN has a reference to the value of a secret', () => {
    const naming = all.filter(({ properties }) => JSON.stringify(properties).includes('{{resolve:'));
    expect(naming.map(({ type }) => type)).toEqual(stage === 'live' ? ['AWS::CloudFront::Distribution'] : []);
  });

  test('nothing is public except what readers, Stripe and AWS call', () => {
    const addresses =
      ofType(all, 'AWS::Lambda::Url').length + ofType(all, 'AWS::Lambda::LayerVersionPermission').length;
    expect(addresses).toBe(0);
    for (const { properties } of ofType(all, 'AWS::Lambda::Permission')) {
      expect(properties['Principal']).toMatch(/^(?:apigateway|events)\.amazonaws\.com$/);
      expect(properties['SourceArn']).toBeDefined();
    }
  });
});

const expectedStores: Readonly<Record<string, readonly string[]>> = {
  test: ['AWS::DynamoDB::GlobalTable', 'AWS::SQS::Queue', 'AWS::SecretsManager::Secret'],
  live: [
    ...['AWS::CloudFront::KeyValueStore', 'AWS::DynamoDB::GlobalTable', 'AWS::S3::Bucket', 'AWS::SQS::Queue'],
    'AWS::SecretsManager::Secret',
  ],
  shield: [],
};

describe('two stages', () => {
  const text = { test: JSON.stringify(walked.test), live: JSON.stringify(walked.live) };
  test('share no name, no origin and no import', () => {
    expect(text.live).not.toMatch(/test\.meridian|mainstay-test|Mainstay\/test|sk_test/);
    expect(text.test).not.toMatch(/https:\/\/(?:www\.)?meridian|mainstay-live|Mainstay\/live/);
    for (const each of Object.values(text)) expect(each).not.toContain('Fn::ImportValue');
    expect(text.test).not.toContain('Fn::GetStackOutput');
    // The live stage reads one output, of its own shield.
    expect([...text.live.matchAll(/"Fn::GetStackOutput":\{"StackName":"([^"]+)"/g)].map(([, name]) => name)).toEqual([
      'mainstay-live-shield',
    ]);
  });
  test('have their own Stripe mode and their own namespace of metrics', () => {
    const modes = (stage: 'test' | 'live') => [
      ...new Set([...text[stage].matchAll(/"MODE":"(\w+)"/g)].map(([, mode]) => mode)),
    ];
    expect([modes('test'), modes('live')]).toEqual([['test'], ['live']]);
    expect(text.live).toContain('Mainstay/live');
    expect(text.test).toContain('Mainstay/test');
  });
});
