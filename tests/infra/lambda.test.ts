// The functions in the template: their runtime, their environment variables and their log groups.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { type FunctionName, functions } from '../../shared/api/routes.ts';
import { functionsIn, ofType, referredBy, type StageName, stageOf } from './stand-in-stack.ts';

const functionProperties = z.object({
  Architectures: z.array(z.string()),
  Runtime: z.string(),
  Handler: z.string(),
  MemorySize: z.int(),
  Timeout: z.int(),
  LoggingConfig: z.strictObject({ LogGroup: z.unknown(), LogFormat: z.literal('Text') }),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
});
const stages = { test: stageOf('test'), live: stageOf('live') };
const functionOf = (stage: StageName, functionName: FunctionName) => {
  const found = functionsIn(stages[stage].all).filter(
    (each) => each.properties['Description'] === `Mainstay, function ${functionName}`,
  );
  expect(found).toHaveLength(1);
  return functionProperties.parse(found[0]?.properties);
};

const everyFunction = ['API_URL', 'MODE', 'SITE_ORIGINS', 'STAGE'];
const expected: Readonly<Record<FunctionName, readonly string[]>> = {
  offer: [...everyFunction, 'TABLE'],
  checkout: [
    ...everyFunction,
    ...['MAIL_QUEUE_URL', 'PASS_SECRET', 'PEPPER_SECRET', 'SEALING_SECRET', 'STRIPE_SECRET', 'TABLE'],
  ],
  recognition: [...everyFunction, 'MAIL_QUEUE_URL', 'PASS_SECRET', 'SEALING_SECRET', 'TABLE'],
  'stripe-webhook': [...everyFunction, 'SYNC_QUEUE_URL', 'WEBHOOK_SECRET'],
  sync: [...everyFunction, 'PEPPER_SECRET', 'STRIPE_SECRET', 'TABLE'],
  reconcile: [...everyFunction, 'SYNC_QUEUE_URL', 'PEPPER_SECRET', 'STRIPE_SECRET', 'TABLE'],
  mail: [...everyFunction, 'MAIL_CONFIGURATION_SET', 'PEPPER_SECRET', 'SEAL_SECRET', 'TABLE'],
  reminders: [...everyFunction, 'MAIL_QUEUE_URL', 'PEPPER_SECRET', 'SEALING_SECRET', 'TABLE'],
};
/** Only before the live stage stands a CDN. */
const behindCdn = { live: { offer: true, checkout: true, recognition: true, reminders: true }, test: {} } as const;
const runRecordIn = (stage: StageName, functionName: FunctionName): string[] =>
  [...expected[functionName], ...(functionName in behindCdn[stage] ? ['ORIGIN_HEADER', 'ORIGIN_SECRET'] : [])].sort();
const named: Readonly<Record<string, string>> = {
  TABLE: 'Table',
  SYNC_QUEUE_URL: 'SyncRequests',
  MAIL_QUEUE_URL: 'MailRequests',
  MAIL_CONFIGURATION_SET: 'Mailout',
  SEAL_SECRET: 'SealSecret',
  SEALING_SECRET: 'SealingSecret',
  STRIPE_SECRET: 'StripeSecret',
  WEBHOOK_SECRET: 'WebhookSecret',
  PASS_SECRET: 'PassSecret',
  PEPPER_SECRET: 'PepperSecret',
  ORIGIN_SECRET: 'OriginSecret',
};

describe.each(functions)('the function %s', (functionName) => {
  test('runs its bundle on Node 24 on ARM, with a timeout below that of its caller', () => {
    const deployed = functionOf('live', functionName);
    expect(deployed).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' });
    // API Gateway gives up after 30 seconds, whatever the function does.
    const most: Partial<Record<FunctionName, number>> = { sync: 60, reconcile: 900, mail: 120 };
    expect(deployed.Timeout).toBeLessThanOrEqual(most[functionName] ?? 29);
  });

  test('has its own log group, kept for a month', () => {
    const group = referredBy(functionOf('live', functionName).LoggingConfig.LogGroup);
    expect(group).toBe(`${functionName.replace('-', '')}logs`);
  });

  test.each(['test', 'live'] as const)(
    'gets in %s what it needs and no more, and of secrets only their names',
    (stage) => {
      const { Variables } = functionOf(stage, functionName).Environment;
      expect(Object.keys(Variables).sort()).toEqual(runRecordIn(stage, functionName));
      expect(Variables).toMatchObject({ STAGE: stage, MODE: stage });
      for (const [name, value] of Object.entries(Variables)) {
        if (named[name] !== undefined) expect(referredBy(value)).toBe(named[name]);
      }
    },
  );
});

/** Without it SES sends by the identity's own configuration set, as on one machine. */
const notRequired = [...everyFunction, 'MAIL_CONFIGURATION_SET'];
test.each(functions)('the function %s has every environment variable that its wiring reads', (functionName) => {
  const source = readFileSync(`functions/runtime/wire-${functionName}.ts`, 'utf8');
  const requested = [...source.matchAll(/required\(config, '([A-Z_]+)'\)/g)].map(([, name]) => name);
  expect(requested.sort()).toEqual(expected[functionName].filter((name) => !notRequired.includes(name)).sort());
});

test("the live API answers under the site's origin, the test API under AWS's own name", () => {
  expect(functionOf('live', 'checkout').Environment.Variables['API_URL']).toBe('https://meridian.example');
  expect(referredBy(functionOf('test', 'checkout').Environment.Variables['API_URL'])).toBe('Api');
});

test('there is one Lambda for each function in the table of routes', () => {
  stages.test.template.resourceCountIs('AWS::Lambda::Function', functions.length);
  expect(functionsIn(stages.live.all)).toHaveLength(functions.length);
  // The CDK's own, which uploads the files for the browser during a deploy.
  stages.live.template.resourceCountIs('AWS::Lambda::Function', functions.length + 1);
});

test('no function has reserved concurrency, a layer, or Node options that slow a cold start', () => {
  for (const { properties } of functionsIn(stages.live.all)) {
    expect(properties).not.toHaveProperty('ReservedConcurrentExecutions');
    expect(properties).not.toHaveProperty('Layers');
    expect(JSON.stringify(properties)).not.toContain('NODE_OPTIONS');
  }
});

test('every log group of the stage keeps 30 days', () => {
  const groups = ofType(stages.live.all, 'AWS::Logs::LogGroup');
  expect(groups).toHaveLength(functions.length + 2);
  for (const { properties } of groups) expect(properties['RetentionInDays']).toBe(30);
});

test('nothing in the template looks like a Stripe key or another secret', () => {
  for (const stage of ['test', 'live'] as const) {
    const text = JSON.stringify(stages[stage].template.toJSON());
    expect(text).not.toMatch(/\b[sr]k_(?:test|live)_\w|\bwhsec_\w|"SecretString"/);
  }
});

test('the asset of a function is its bundle without source maps', () => {
  const { outdir } = stages.test;
  const packed = readdirSync(outdir).filter((name) => name.startsWith('asset.'));
  expect(packed).toHaveLength(functions.length);
  for (const folder of packed) expect(readdirSync(join(outdir, folder)).sort()).toEqual(['index.js', 'package.json']);
});
