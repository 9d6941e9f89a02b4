// Keeps retired words out of names, texts, comments and documents. docs/glossary.md says what replaces each of them.
// Names are split at capitals first, so `visitPart` and `visit-part.ts` both read "visit part".
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

// Each retired word, and the word to use. Only words that have no other meaning in this project are listed alone;
// a word with an ordinary meaning is listed with the neighbours that make it the retired one.
const retired: readonly [word: RegExp, instead: string][] = [
  [/\bdoorbells?\b/, 'sync request'],
  [/\brung\b/, 'a sync was requested'],
  [/\b(?:http|sync|mail|letter|worker) doors?\b|\bdoors? (?:name|stripe|letters)\b/, 'function or handler'],
  [/\bvisit (?:part|book)s?\b/, 'sync'],
  [/\bunlinked\b/, 'no-purpose-yet, anonymised or removed'],
  [/\bbook store\b/, 'the store of anonymous payments'],
  [/\bledgers?\b/, 'Stripe listing'],
  [/\bdeeds?\b/, 'action, step or command'],
  [/\bis peace\b|\bpeaceful\b|\bpeace mode\b/, 'quiet'],
  [/\bcheckout wish(?:es)?\b|\bcheckout order\b/, 'checkout request or checkout input'],
  [/\bpromise (?:suite|to remind)\b/, 'contract test, or reminder'],
  [/\bmemory house\b|\bhouse (?:of|for) (?:tests?|memory)\b/, 'environment or harness'],
  [/\bcouriers? (?:snapshot|keeps)\b|\bnew courier\b/, 'delivery queue'],
];

// Files that must hold the words: the list itself, the table that retires them, and prose of the demo newspaper.
const exempt = ['tests/glossary.test.ts', 'docs/glossary.md', 'local/demo/articles/', 'package-lock.json'];

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => /\.(?:ts|md|json|css|html|ya?ml)$/.test(file) && existsSync(file))
  .filter((file) => !exempt.some((start) => file.startsWith(start)));

/** "visitPart", "visit-part" and "VISIT_PART" become "visit part". */
const spaced = (text: string): string =>
  text
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_]/g, ' ')
    .toLowerCase();

function foundIn(text: string): string[] {
  const plain = spaced(text);
  return retired.flatMap(([word, instead]) => {
    const [found] = word.exec(plain) ?? [];
    return found === undefined ? [] : [`${found}: use ${instead}`];
  });
}

test('no file is named with a retired word, or holds one', () => {
  const problems = files.flatMap((file) =>
    [file, ...readFileSync(file, 'utf8').split('\n')].flatMap((line, at) =>
      foundIn(line).map((problem) => `${file}:${at} ${problem}`),
    ),
  );
  expect(problems).toEqual([]);
});

test.each([
  'visitPart(part)',
  'const isPeace = true',
  "log.write('doorbells-died')",
  '// what the ledger says',
  'deed.ts',
])('finds the retired word in %s', (text) => expect(foundIn(text)).toHaveLength(1));

test.each(['Promise.all(parts)', "import { readFile } from 'node:fs/promises'", "submit_type: 'book'", 'in order'])(
  'allows %s',
  (text) => expect(foundIn(text)).toEqual([]),
);
