// Every statement of docs/privacy.md names a test; this looks whether there is one of that name. It reads files and runs nothing.
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const page = readFileSync('docs/privacy.md', 'utf8');
const [, section = ''] = page.split('## Each statement and its test');
const rows = section.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| statement'));
const statements = rows.map((row) => {
  const [, statement = '', file = '', name = ''] = /^\| (.+) \| `([^`]+)`: "(.+)" \|$/.exec(row) ?? [];
  return { row, statement, file, name };
});

test('the table is there, and each row of it names a statement, a file and a test', () => {
  expect(statements.length).toBeGreaterThan(30);
  expect(statements.filter(({ name }) => name === '').map(({ row }) => row)).toEqual([]);
  expect(new Set(statements.map(({ statement }) => statement)).size).toBe(statements.length);
});

test.each(statements.map(({ statement, file, name }) => [statement, file, name]))(
  '"%s" has its test',
  (_statement, file, name) => {
    expect([file, existsSync(file)]).toEqual([file, true]);
    expect(isNamed(readFileSync(file, 'utf8'), name)).toBe(true);
  },
);

/** What stands in the first column of a section's table, up to where its words may differ. */
const firstWords = (heading: string): string[] => {
  const [, found = ''] = page.split(`## ${heading}`);
  const [table = ''] = found.split('\n## ');
  const cells = table.split('\n').flatMap((line) => /^\| ([^|]+) \|/.exec(line)?.[1] ?? []);
  return cells.slice(1).map((cell) =>
    cell
      .split(/[\s,:;]+/)
      .slice(0, 3)
      .join(' '),
  );
};
const plain = (text: string): string => text.replaceAll(/[,:;]/g, '');

test.each([...firstWords('Elsewhere'), ...firstWords('Who may attack')])(
  'what the page says of "%s …" names its test',
  (words) => expect(statements.filter(({ statement }) => plain(statement).startsWith(plain(words)))).not.toEqual([]),
);

test('a name that no test has is found out, and so is one that only a comment has', () => {
  const source = "// what nobody tests\ntest('what somebody tests', () => {});\n  ['what a table tests', 1],";
  expect(
    ['what somebody tests', 'what a table tests', 'what nobody tests', 'else'].map((each) => isNamed(source, each)),
  ).toEqual([true, true, false, false]);
});

/** In a text of the source: a test's name, a group's, or a row's of a table of tests. */
function isNamed(source: string, name: string): boolean {
  const code = source
    .split('\n')
    .filter((line) => !line.trim().startsWith('//'))
    .join('\n');
  return ["'", '"', '`', '%s '].some((mark) => code.includes(`${mark}${name}`));
}
