// Mainstay as a construct in a newsroom's own CDK app: beside other resources, under an id of the newsroom's choice, with each
// kind of `front`, it is the same inside.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { settings } from '#settings';
import { functions } from '../../shared/api/routes.ts';
import { childEnvironment } from '../support/child-environment.ts';
import { stageOf } from './stand-in-stack.ts';

const folder = mkdtempSync(join(tmpdir(), 'mainstay-construct-'));
afterAll(() => rmSync(folder, { recursive: true }));
const written = z.object({
  Resources: z.record(z.string(), z.looseObject({ Type: z.string(), Properties: z.optional(z.unknown()) })),
  Outputs: z.record(z.string(), z.unknown()),
});
for (const part of [...functions, 'web']) {
  mkdirSync(join(folder, 'dist', part), { recursive: true });
  writeFileSync(join(folder, 'dist', part, 'index.js'), `exports.handler = async () => '${part}';`);
}

function theirs(front: 'none' | 'own' | 'cloudfront', how: 'careful' | 'careless' = 'careful') {
  const outdir = join(folder, `${front}-${how}`);
  execFileSync(process.execPath, ['tests/support/newsroom-app.ts', join(folder, 'dist'), front, how], {
    env: { ...childEnvironment(), CDK_OUTDIR: outdir, CDK_VALIDATION: 'false' },
    stdio: 'pipe',
  });
  const template = written.parse(JSON.parse(readFileSync(join(outdir, 'the-meridian.template.json'), 'utf8')));
  return { ...template, text: JSON.stringify(template.Resources) };
}
/** What the CDK prints at a synthesis. */
const warningsOf = (front: 'none' | 'own'): string =>
  readFileSync(join(folder, `${front}-careful`, 'the-meridian.metadata.json'), 'utf8');
const kindsOf = (types: readonly string[]) =>
  [...new Set(types)].sort().map((type) => `${types.filter((each) => each === type).length} ${type}`);

test("it is complete in a newsroom's own stack, and cdk-nag has no finding there either", () => {
  const { Resources, Outputs, text } = theirs('none');
  const inside = Object.entries(Resources).filter(([name]) => name.startsWith('Donations'));
  // The same things as our own app deploys for a stage without a CDN.
  expect(kindsOf(inside.map(([, { Type }]) => Type))).toEqual(kindsOf(stageOf('test').all.map(({ type }) => type)));
  expect(Object.keys(Resources).filter((name) => name.startsWith('Ours')).length).toBeGreaterThan(0);
  expect(Outputs).toHaveProperty('TableName');
  expect(text.includes('https://wiki.meridian.example/runbook#sync-requests-dead-lettered')).toBe(true);
});

test("behind the newsroom's own CDN it has no distribution, and its functions require the origin secret", () => {
  const { text, Outputs } = theirs('own');
  expect(/AWS::CloudFront|AWS::S3|Custom::/.exec(text)).toBeNull();
  expect(text.includes('"DisableExecuteApiEndpoint":true')).toBe(true);
  // Offer, checkout, recognition and reminders; Stripe's events do not come through it.
  expect(text.match(/"ORIGIN_SECRET":\{"Ref":"DonationsOriginSecret/g)?.length).toBe(4);
  expect(text.match(/"ORIGIN_HEADER":"x-their-own"/g)?.length).toBe(4);
  expect(text.includes('"API_URL":"https://staging.meridian.example"')).toBe(true);
  // The CDN may be another than CloudFront, whose header is the default.
  expect(warningsOf('own')).toContain('all readers are counted as one');
  expect(warningsOf('none')).not.toContain('all readers are counted as one');
  expect(Object.values(Outputs)).toContainEqual(
    expect.objectContaining({ Description: 'CNAME for api.meridian.example; an alias where it is a bare domain' }),
  );
});

test('with our CloudFront and no pages of the site it serves the API and the files, and cdk-nag has no finding', () => {
  const { text } = theirs('cloudfront');
  expect(text.match(/"Type":"AWS::CloudFront::Distribution"/g)).toHaveLength(1);
  // One value, in the CDN's configuration and in its four functions' environment; the settings hold another one.
  expect(settings.edge.secretHeader).not.toBe('x-their-own');
  expect(text.match(/"HeaderName":"x-their-own"/g)).toHaveLength(1);
  expect(text.match(/"ORIGIN_HEADER":"x-their-own"/g)).toHaveLength(4);
  // No pages, so nobody to be known among their readers.
  expect(text.includes('"Type":"AWS::CloudFront::Function"')).toBe(false);
  // Also in an app without the CDK's newest feature flags there is no custom resource for the name of the shield.
  expect(text.match(/"Fn::GetStackOutput":\{"StackName":"([^"]+)","Region":"([^"]+)"/)?.slice(1)).toEqual([
    ...['mainstay-staging-shield', 'us-east-1'],
  ]);
  expect(text.includes('Custom::CrossRegion')).toBe(false);
});

test('what cdk-nag finds and nobody acknowledged stops the synthesis', () =>
  expect(() => theirs('none', 'careless')).toThrow(/AwsSolutions-SNS3|Validation failed/));
