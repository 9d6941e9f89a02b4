// docs/unverified.md is a list to work through with a first account. Each entry has its four parts, and each command in it is
// one that exists: a script of package.json, a call of AWS's own clients, or a path that Stripe's own SDK asks for.
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';

const document = readFileSync('docs/unverified.md', 'utf8');
const parts = ['Fact', 'Why it matters', 'If it is wrong', 'Settle it'];
const entries = document
  .split(/^### /m)
  .slice(1)
  .map((text) => ({
    title: text.split('\n')[0] ?? '',
    labels: [...text.matchAll(/^- \*\*([^*]+):\*\* \S.+$/gm)].map(([, label]) => label),
    commands: [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap(([, block = '']) => block.trim().split('\n')),
  }));
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

/** Every path in the SDK's source, with ids as they are written there: "/v1/charges/:id". */
const stripePaths = new Set(
  globSync('node_modules/stripe/esm/resources/**/*.js').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/['"`](\/v1\/[^'"`]+)['"`]/g)].map(([, path = '']) =>
      path.replaceAll(/\$\{[^}]+\}/g, ':id'),
    ),
  ),
);
const pascal = (command: string): string =>
  command
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

async function isOfAws(service: string, command: string): Promise<boolean> {
  const known: unknown = await import(`@aws-sdk/client-${service}`);
  return typeof known === 'object' && known !== null && `${pascal(command)}Command` in known;
}
/** An id in a command is `<…>`, or one of ours. */
function isOfStripe(verb: string, path: string): boolean {
  if (verb === 'listen') return true;
  const shape = path.replaceAll(/<[^>]+>|sub_mainstayprobe|mainstay_contribution/g, ':id');
  return ['get', 'post', 'delete'].includes(verb) && stripePaths.has(shape);
}

async function exists(line: string): Promise<boolean> {
  const [program = '', first = '', second = ''] = line.split(' ');
  if (program === 'npm') return first === 'run' && Object.hasOwn(scripts, second);
  if (program === 'aws') return isOfAws(first, second);
  if (program === 'stripe') return isOfStripe(first, second);
  return program === 'curl' && / https:\/\//.test(line);
}

test('the list is not empty, and no entry is there twice', () => {
  expect(entries.length).toBeGreaterThan(15);
  expect(new Set(entries.map(({ title }) => title)).size).toBe(entries.length);
});

describe.each(entries)('$title', ({ labels, commands }) => {
  test('says the fact, why it matters, what breaks, and what settles it', () => expect(labels).toEqual(parts));
  test('names commands that exist', async () => {
    const missing: string[] = [];
    for (const line of commands) if (!(await exists(line))) missing.push(line);
    expect([commands.length > 0, missing]).toEqual([true, []]);
  });
});

test.each([
  'npm run nothing',
  'npm install',
  'aws cloudwatch set-alarm-mood',
  'stripe get /v1/nobody',
  'stripe erase /v1/charges',
  'wget https://example.org',
])('a command that does not exist is found: %s', async (line) => expect(await exists(line)).toBe(false));

test('the newcomer finds it', () => {
  for (const file of ['README.md', 'docs/operations.md', 'docs/aws.md'])
    expect(readFileSync(file, 'utf8')).toMatch(/\((?:docs\/)?unverified\.md\)/);
});
