// The doors as they would be deployed: what they run on, what they are told, and how long they are remembered in logs.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { type Door, doors } from '../../shared/api/routes.ts';
import { doorsIn, ofType, referredBy, type StageName, stageOf } from './stand-in-stack.ts';

const doorProperties = z.object({
  Architectures: z.array(z.string()),
  Runtime: z.string(),
  Handler: z.string(),
  MemorySize: z.int(),
  Timeout: z.int(),
  LoggingConfig: z.strictObject({ LogGroup: z.unknown(), LogFormat: z.literal('Text') }),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
});
const stages = { test: stageOf('test'), live: stageOf('live') };
const doorOf = (stage: StageName, door: Door) => {
  const found = doorsIn(stages[stage].all).filter(
    (each) => each.properties['Description'] === `Mainstay, door ${door}`,
  );
  expect(found).toHaveLength(1);
  return doorProperties.parse(found[0]?.properties);
};

const everyDoor = ['API_URL', 'MODE', 'SITE_ORIGINS', 'STAGE'];
const told: Readonly<Record<Door, readonly string[]>> = {
  offer: [...everyDoor, 'TABLE'],
  checkout: [...everyDoor, 'PASS_SECRET', 'PEPPER_SECRET', 'STRIPE_SECRET', 'TABLE'],
  recognition: [...everyDoor, 'LETTERS_URL', 'PASS_SECRET', 'SEALING_SECRET', 'TABLE'],
  'stripe-events': [...everyDoor, 'DOORBELLS_URL', 'WEBHOOK_SECRET'],
  doorbells: [...everyDoor, 'PEPPER_SECRET', 'STRIPE_SECRET', 'TABLE'],
  reconcile: [...everyDoor, 'DOORBELLS_URL', 'PEPPER_SECRET', 'STRIPE_SECRET', 'TABLE'],
  letters: [...everyDoor, 'PEPPER_SECRET', 'SEAL_SECRET', 'TABLE'],
  reminders: [...everyDoor, 'PEPPER_SECRET', 'SEALING_SECRET', 'TABLE'],
};
/** Only before the live stage stands a CDN. */
const behindCdn = { live: { offer: true, checkout: true, recognition: true, reminders: true }, test: {} } as const;
const toldIn = (stage: StageName, door: Door): string[] =>
  [...told[door], ...(door in behindCdn[stage] ? ['ORIGIN_SECRET'] : [])].sort();
const named: Readonly<Record<string, string>> = {
  TABLE: 'Table',
  DOORBELLS_URL: 'Doorbells',
  LETTERS_URL: 'Letters',
  SEAL_SECRET: 'SealSecret',
  SEALING_SECRET: 'SealingSecret',
  STRIPE_SECRET: 'StripeSecret',
  WEBHOOK_SECRET: 'WebhookSecret',
  PASS_SECRET: 'PassSecret',
  PEPPER_SECRET: 'PepperSecret',
  ORIGIN_SECRET: 'OriginSecret',
};

describe.each(doors)('the door %s', (door) => {
  test('runs on Node 24 on ARM, from its bundle, within the time of what calls it', () => {
    const deployed = doorOf('live', door);
    expect(deployed).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' });
    // API Gateway gives up after 30 seconds, whatever the function does.
    const most: Partial<Record<Door, number>> = { doorbells: 60, reconcile: 900, letters: 120 };
    expect(deployed.Timeout).toBeLessThanOrEqual(most[door] ?? 29);
  });

  test('keeps its log in a group of its own for a month', () => {
    const group = referredBy(doorOf('live', door).LoggingConfig.LogGroup);
    expect(group).toBe(`${door.replace('-', '')}logs`);
  });

  test.each(['test', 'live'] as const)(
    'is told in %s what it needs and no more, and of secrets only where they lie',
    (stage) => {
      const { Variables } = doorOf(stage, door).Environment;
      expect(Object.keys(Variables).sort()).toEqual(toldIn(stage, door));
      expect(Variables).toMatchObject({ STAGE: stage, MODE: stage });
      for (const [name, value] of Object.entries(Variables)) {
        if (named[name] !== undefined) expect(referredBy(value)).toBe(named[name]);
      }
    },
  );
});

test.each(doors)('the door %s is told all that its wiring asks for', (door) => {
  const source = readFileSync(`functions/runtime/wire-${door}.ts`, 'utf8');
  const asked = [...source.matchAll(/required\(config, '([A-Z_]+)'\)/g)].map(([, name]) => name);
  expect(asked.sort()).toEqual(told[door].filter((name) => !everyDoor.includes(name)).sort());
});

test('the live API answers under the site, behind its CDN; the test one under the name that AWS gave it', () => {
  expect(doorOf('live', 'checkout').Environment.Variables['API_URL']).toBe('https://meridian.example');
  expect(referredBy(doorOf('test', 'checkout').Environment.Variables['API_URL'])).toBe('Api');
});

test('there is a function for each door and no other', () => {
  stages.test.template.resourceCountIs('AWS::Lambda::Function', doors.length);
  expect(doorsIn(stages.live.all)).toHaveLength(doors.length);
  // The CDK's own, which uploads the files for the browser during a deploy.
  stages.live.template.resourceCountIs('AWS::Lambda::Function', doors.length + 1);
});

test('no function has concurrency reserved, a layer, or options for Node that slow its start', () => {
  for (const { properties } of doorsIn(stages.live.all)) {
    expect(properties).not.toHaveProperty('ReservedConcurrentExecutions');
    expect(properties).not.toHaveProperty('Layers');
    expect(JSON.stringify(properties)).not.toContain('NODE_OPTIONS');
  }
});

test('every log of the stage is forgotten after thirty days', () => {
  const groups = ofType(stages.live.all, 'AWS::Logs::LogGroup');
  expect(groups).toHaveLength(doors.length + 2);
  for (const { properties } of groups) expect(properties['RetentionInDays']).toBe(30);
});

test('nothing anywhere in the template looks like a key of Stripe or any other secret', () => {
  for (const stage of ['test', 'live'] as const) {
    const text = JSON.stringify(stages[stage].template.toJSON());
    expect(text).not.toMatch(/\b[sr]k_(?:test|live)_\w|\bwhsec_\w|"SecretString"/);
  }
});

test('a packed door is its bundle, without source maps', () => {
  const { outdir } = stages.test;
  const packed = readdirSync(outdir).filter((name) => name.startsWith('asset.'));
  expect(packed).toHaveLength(doors.length);
  for (const folder of packed) expect(readdirSync(join(outdir, folder)).sort()).toEqual(['index.js', 'package.json']);
});
