// The CDK app, run as the CDK's command line runs it: the stage decides the stack, and a typing error creates none.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { eventTypes, stripeApiVersion } from '../../shared/adapters/stripe/event-types.ts';
import { flags, functionsIn, stageOf, synthesise } from './stand-in-stack.ts';

const artifact = z.object({
  type: z.string(),
  properties: z.optional(z.object({ terminationProtection: z.optional(z.boolean()) })),
});
const manifest = z.object({ artifacts: z.record(z.string(), artifact) });
const outputs = z.object({ Outputs: z.record(z.string(), z.unknown()) });

function stacksIn(outdir: string) {
  const { artifacts } = manifest.parse(JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8')));
  return Object.entries(artifacts)
    .filter(([, each]) => each.type === 'aws:cloudformation:stack')
    .map(([name, each]) => ({ name, isProtected: each.properties?.terminationProtection ?? false }));
}

describe('node infra/app.ts', () => {
  test('synthesises the test stage by default, without termination protection', () => {
    const outdir = synthesise({});
    expect(stacksIn(outdir)).toEqual([{ name: 'mainstay-test', isProtected: false }]);
    const { Outputs } = outputs.parse(JSON.parse(readFileSync(join(outdir, 'mainstay-test.template.json'), 'utf8')));
    expect(Object.keys(Outputs).sort()).toEqual([
      'ApiUrl',
      'DeadLettersUrl',
      'OriginSecretArn',
      'PagerTopic',
      'PassSecretArn',
      'PepperSecretArn',
      'SealSecretArn',
      'SealingSecretArn',
      ...[1, 2, 3].flatMap((at) => [`SenderName${at}`]),
      ...[1, 2, 3].flatMap((at) => [`SenderValue${at}`]),
      'StripeEvents',
      'StripeSecretArn',
      'SyncQueueUrl',
      'TableName',
      'WebhookSecretArn',
    ]);
  });

  test('puts out the event types of the webhook endpoint and its API version', () => {
    const { Outputs } = outputs.parse(
      JSON.parse(readFileSync(join(stageOf('test').outdir, 'mainstay-test.template.json'), 'utf8')),
    );
    expect(Outputs['StripeEvents']).toEqual({
      Description: expect.stringContaining(stripeApiVersion),
      Value: Object.keys(eventTypes).join(),
    });
    // CloudFormation refuses a longer output.
    expect(Object.keys(eventTypes).join().length).toBeLessThan(1024);
  });

  test('synthesises the live stage with termination protection', () => {
    expect(stacksIn(stageOf('live').outdir)).toEqual([
      { name: 'mainstay-live-shield', isProtected: true },
      { name: 'mainstay-live', isProtected: true },
    ]);
  });

  test('refuses a stage that the settings do not have, and names those they have', () => {
    expect(() => synthesise({ stage: 'lvie' })).toThrow(
      'There is no stage "lvie" in mainstay.config.ts; it has test, live.',
    );
  });
});

test('cdk.json sets every feature flag that this version of the CDK recommends', () => {
  const recommended: unknown = JSON.parse(
    readFileSync('node_modules/aws-cdk-lib/recommended-feature-flags.json', 'utf8'),
  );
  // Only our own partition: the recommended list adds China's.
  expect(flags()).toEqual({
    ...z.record(z.string(), z.unknown()).parse(recommended),
    '@aws-cdk/core:target-partitions': ['aws'],
  });
});

test('Node has the same major version here as in Lambda', () => {
  const [major] = process.versions.node.split('.');
  const deployed = functionsIn(stageOf('test').all);
  for (const { properties } of deployed) expect(properties['Runtime']).toBe(`nodejs${major}.x`);
  expect(deployed.length).toBeGreaterThan(0);
});
