// Mainstay as one construct in an app of the newsroom's own: it lives beside what is there already, under a name of the
// newsroom's choice, and is the same thing inside.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { doors } from '../../shared/api/routes.ts';
import { stageOf } from './stand-in-stack.ts';

const folder = mkdtempSync(join(tmpdir(), 'mainstay-construct-'));
afterAll(() => rmSync(folder, { recursive: true }));
const written = z.object({
  Resources: z.record(z.string(), z.looseObject({ Type: z.string(), Properties: z.optional(z.unknown()) })),
  Outputs: z.record(z.string(), z.unknown()),
});

for (const door of doors) {
  mkdirSync(join(folder, 'dist', door), { recursive: true });
  writeFileSync(join(folder, 'dist', door, 'index.js'), `exports.handler = async () => '${door}';`);
}
function synthesiseTheirs(how: 'careful' | 'careless') {
  const outdir = join(folder, how);
  execFileSync(process.execPath, ['tests/support/newsroom-app.ts', join(folder, 'dist'), how], {
    env: { PATH: process.env['PATH'] ?? '', CDK_OUTDIR: outdir, CDK_VALIDATION: 'false' },
    stdio: 'pipe',
  });
  return written.parse(JSON.parse(readFileSync(join(outdir, 'the-meridian.template.json'), 'utf8')));
}

test("it can be put into a newsroom's own stack, whole, and cdk-nag has nothing to say about it there either", () => {
  const { Resources, Outputs } = synthesiseTheirs('careful');
  const kindsOf = (types: readonly string[]) =>
    [...new Set(types)].sort().map((type) => `${types.filter((each) => each === type).length} ${type}`);
  const inside = Object.entries(Resources).filter(([name]) => name.startsWith('Donations'));
  // The same things as our own app deploys for a stage without a CDN.
  expect(kindsOf(inside.map(([, { Type }]) => Type))).toEqual(kindsOf(stageOf('test').all.map(({ type }) => type)));
  expect(Object.keys(Resources).filter((name) => name.startsWith('Ours')).length).toBeGreaterThan(0);
  expect(Outputs).toHaveProperty('TableName');
  expect(JSON.stringify(Resources)).toContain('https://wiki.meridian.example/runbook#doorbells-died');
}, 90_000);

test(
  'what cdk-nag finds and nobody acknowledged stops the synthesis',
  () => expect(() => synthesiseTheirs('careless')).toThrow(/AwsSolutions-SNS3|Validation failed/),
  90_000,
);
