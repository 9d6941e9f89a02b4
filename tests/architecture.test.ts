// Who may import whom, what only one file may touch, and how things are named. A rule no machine checks is a request.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { functions, routes } from '../shared/api/routes.ts';
import { planted } from './mutants/planted.ts';
import { rooms } from './support/rooms.ts';

// Things only one file may touch.
const monopolies: readonly [what: RegExp, owners: readonly string[]][] = [
  [
    /\bnew Date\(\)|\bDate\.now\(|\bMath\.random\(|\brandomUUID\(|\brandomBytes\(/,
    [
      'shared/adapters/node/system.ts',
      'web/elements/browser-memory.ts',
      'packages/stripe-sandbox/source/main.ts',
      'local/',
      'bench/',
    ],
  ],
  [/\bprocess\.env\b/, ['functions/runtime/config.ts', 'infra/app.ts', 'local/', 'operations/', 'bench/']],
  [
    /\bconsole\./,
    [
      ...['shared/adapters/node/system.ts', 'web/elements/page-warning.ts', 'packages/stripe-sandbox/source/main.ts'],
      ...['local/', 'operations/', 'bench/'],
    ],
  ],
];

const within = (target: string, allowed: string) =>
  target === allowed || target.startsWith(allowed.endsWith(':') || allowed.endsWith('/') ? allowed : `${allowed}/`);
const importsOf = (file: string, text: string) =>
  [...text.matchAll(/(?:from|import)\s*\(?['"]([^'"]+)['"]/g)].map(([, target = '']) =>
    target.startsWith('.') ? normalize(join(dirname(file), target)) : target,
  );
const filesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file));
const namesIn = (folder: string) => readdirSync(folder).filter((file) => file.endsWith('.ts'));
const kebab = (name: string) => name.replaceAll(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
const files = [
  'shared',
  'functions',
  'infra',
  'web',
  'operations',
  'packages/stripe-sandbox/source',
  'local',
  'bench',
].flatMap(filesOf);

describe.each(files)('%s', (file) => {
  const text = readFileSync(file, 'utf8');
  const room = rooms.find(([name]) => within(file, name));

  test('imports only what its room may', () => {
    expect(room).toBeDefined();
    expect(importsOf(file, text).filter((target) => !room?.[1].some((allowed) => within(target, allowed)))).toEqual([]);
  });
  test('touches nothing another file owns', () =>
    expect(
      monopolies.filter(
        ([what, owners]) => what.test(withoutComments(text)) && !owners.some((owner) => file.startsWith(owner)),
      ),
    ).toEqual([]));
  test('is at most 200 lines', () => expect(text.split('\n').length).toBeLessThanOrEqual(201));
  test('opens by saying what it is for', () => expect(text).toMatch(/^(?:#!.*\n)?(?:\/\/|\/\*)/));
  test('has no default export and no barrel', () => {
    expect(text).not.toMatch(/^export default /m);
    expect(text).not.toMatch(/^export (?:\*|\{[^}]*\}) from /m);
  });
  test('is named in whole words', () =>
    expect(file).not.toMatch(
      /(?:^|\/)types\.ts|(?:^|\/|-)(?:utils?|helpers?|common|data|info|handle|process|manager)(?:-|\.ts|\/)/,
    ));
});

const withoutComments = (text: string) => text.replaceAll(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '');

test('the sandbox, its tests and its build use nothing of the project around it', () => {
  const outside = filesOf('packages/stripe-sandbox')
    .filter((file) => !file.includes('node_modules'))
    .flatMap((file) => importsOf(file, readFileSync(file, 'utf8')).map((target) => `${file}: ${target}`))
    .filter((each) => /: (?:shared|functions|infra|web|operations|local|bench|tests|build\.ts|#settings)/.test(each));
  expect(outside).toEqual([]);
});

test('memory adapters never reach a function', () =>
  expect(
    filesOf('functions').filter((file) =>
      importsOf(file, readFileSync(file, 'utf8')).some((target) => within(target, 'shared/adapters/memory')),
    ),
  ).toEqual([]));

test('every function of the table is one file, and the reverse', () =>
  expect(namesIn('functions').sort()).toEqual(functions.map((functionName) => `${functionName}.ts`).sort()));

/** These do no more than their route says: a redirect, a text of the build, and another action with one answer given. */
const withoutAction = ['showCancel', 'readOpenapi', 'stopReminders'];
test.each(Object.keys(routes))('%s is one verb everywhere: action, route and test', (name) => {
  expect(namesIn('shared/actions').includes(`${kebab(name)}.ts`)).toBe(!withoutAction.includes(name));
  expect(namesIn('functions/routes')).toContain(`${kebab(name)}.ts`);
  expect(namesIn('tests/actions')).toContain(`${kebab(name)}.test.ts`);
});

// Sockets whose real plug needs no stand-in: pure computation, or the sandbox in its place.
const withoutMemory = [
  'captcha.ts',
  'payments.ts',
  'seal.ts',
  'stripe-events.ts',
  'pass-signer.ts',
  'grant-signer.ts',
  'confirmation-signer.ts',
  'hasher.ts',
  'band-edges.ts',
  'system.ts',
  'stripe-listing.ts',
];
test('every port has a memory adapter', () =>
  expect(namesIn('shared/adapters/memory')).toEqual(
    expect.arrayContaining(namesIn('shared/ports').filter((file) => !withoutMemory.includes(file))),
  ));

function longestFunction(file: string): number {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const lineAt = (position: number) => source.getLineAndCharacterOfPosition(position).line;
  const lengthIn = (node: ts.Node): number => {
    let longest = ts.isFunctionLike(node) ? lineAt(node.end) - lineAt(node.getStart()) + 1 : 0;
    node.forEachChild((child) => {
      longest = Math.max(longest, lengthIn(child));
    });
    return longest;
  };
  return lengthIn(source);
}

test('no function is longer than 60 lines', () =>
  expect(files.filter((file) => longestFunction(file) > 60)).toEqual([]));

const tests = ['tests', 'packages/stripe-sandbox/tests'].flatMap(filesOf).filter((file) => file.endsWith('.test.ts'));
// A busy machine takes minutes for what takes seconds here. The projects in vitest.config.ts are patient; no test is less so.
test('no test has less time than its project, and nothing waits for less than a minute', () => {
  const tooShort = (text: string): boolean =>
    [...text.matchAll(/^\s*\}, (\d+_000)\);|\btestTimeout: ([\d_]+)|\b(timeout): ([\d_]+) \}/gm)].some(
      ([, last, set, wait, given]) =>
        Number((last ?? set ?? given ?? '').replaceAll('_', '')) < (wait === undefined ? 180_000 : 60_000),
    );
  expect(tests.filter((file) => tooShort(readFileSync(file, 'utf8')))).toEqual([]);
});

test('no test file is longer than 300 lines', () => {
  const long = tests.filter((file) => readFileSync(file, 'utf8').split('\n').length > 301);
  expect(long).toEqual([]);
});

test.each(Object.entries(planted))('the planted fault "%s" fits its file, and its tests are there', (_, each) => {
  expect(readFileSync(each.file, 'utf8').split(each.text)).toHaveLength(2);
  expect(each.tests.filter((test) => !existsSync(test))).toEqual([]);
});
