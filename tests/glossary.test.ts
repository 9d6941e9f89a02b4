// Keeps retired words out of names, texts, comments and documents. docs/glossary.md says what replaces each of them.
// Names are split at capitals first, so `visitPart` and `visit-part.ts` both read "visit part".
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

type Retired = readonly [word: RegExp, instead: string];

// Retired wherever they stand: in names, texts, comments and documents.
const everywhere: readonly Retired[] = [
  [/\bdoorbells?\b/, 'sync request'],
  [/\bdoors?\b/, 'function (the Lambda) or handler (its code)'],
  [/\b(?:rings?|ringing|rang|rung)\b/, 'sync request, or key ring with both words'],
  [/\bvisit(?:s|ed|ing)?\b/, 'sync, or open (a page)'],
  [/\bnoted\b|\bnotes? (?:the|its|a) version\b|\bnotes (?:what|when|each|that)\b/, 'read versioned, record or log'],
  [/\bjournals?\b/, 'log'],
  [/\bbooks?\b/, 'anonymous payment, or the accounts'],
  [/\bunlinked\b/, 'no-purpose-yet, anonymised or removed'],
  [/\bledgers?\b/, 'Stripe listing'],
  [/\bturn(?:s|ed|ing)?\b/, 'transition (of a part), make or convert (a value), switch (on, off)'],
  [/\bletters?\b/, 'message, or e-mail where readers read it'],
  [/\bpromis(?:e|es|ed|ing)\b/, 'reminder, contract, or what is required'],
  [/\bwish(?:es|ed)?\b/, 'request (from outside) or input (of an action)'],
  [/\bdeeds?\b/, 'action, step or command'],
  [/\borders? (?:to|from) (?:the sandbox|staff)\b|\bcheckout orders?\b/, 'command or checkout input'],
  [/\bthe works\b|\bbacking\b/, 'services'],
  [/\btold\b/, 'run record (local), or what happens: it gets, reads, knows, is logged'],
  [/\bhouses?\b/, 'environment (local) or harness (tests)'],
  [/\bfence[sd]?\b/, 'access policy or rate limit'],
  [/\bpeace(?:ful)?\b/, 'quiet'],
  [/\bcouriers?\b/, 'delivery queue'],
  [/\bclaim(?:s|ed)? (?:on )?(?:a|the) reminder\b/, 'lease'],
  // Pictures that documents and comments once used.
  [/\ba hand at\b|\bin (?:its|our|his) hand\b|\bpersonal nothing\b|\bbelow stairs\b/, 'what happens, in plain words'],
];

// Retired as names: each is an ordinary word in a sentence.
const inNames: readonly Retired[] = [
  [/\basked\b/, 'requested, or input'],
  [/\bkept\b/, 'saved, or saved state'],
  [/\bplaces?\b/, 'TableRef, cursor, step or target'],
  [/\bworks\b/, 'services'],
];

// Of a language: in the rooms that hold what readers read.
const inRoomsOfTexts: readonly Retired[] = [[/\bwords\b/, 'strings (web) or templates (mail)']];
const roomsOfTexts = ['web/', 'shared/', 'functions/'];

// Ordinary meanings of the words above. What stands here is taken out before a line is searched; nothing else is allowed.
const ordinary: readonly RegExp[] = [
  // Several keys of which one is current.
  /\bkey rings?\b/g,
  // SQS's own word, and those of style sheets.
  /\bdead letters?\b|\bletter spacing\b|\b(?:initial|first) letter\b/g,
  // Of an alphabet.
  /\b(?:latin|lower case|upper case|small|capital|foreign|cyrillic|five|few|half a|one|\d+|in) letters?\b/g,
  /\bletters?,? (?:and )?digits\b|\bletters? of (?:another|other)\b/g,
  // JavaScript's own.
  /\bpromise(?:s| settled result)?(?= *[<.(,[>|;})])|(?<=\b(?:fs|timers|readline)\/)promises|(?<=[{.] ?)promise\b|\ba javascript promise\b/g,
  // One after another.
  /\bin turn\b/g,
  // Stripe's value of `submit_type`.
  /'book'/g,
  // A cookie's name, chosen so that it says nothing.
  /' ?secure visit'/g,
  // What a discreet message must not say.
  /\|journal\b/g,
];

// Files that must hold the words: the list itself, the table that retires them, and the prose of the demo newspaper.
const exempt = ['tests/glossary.test.ts', 'docs/glossary.md', 'local/demo/articles/', 'package-lock.json', 'LICENSE'];
// Where "place" is a town in the news, and "words" are counted.
const namesExempt = ['local/demo/'];

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && !/\.(?:svg|png|jpe?g|webp|avif|woff2?|ico|zip|gz)$/.test(file) && existsSync(file))
  .filter((file) => !exempt.some((start) => file.startsWith(start)));

/** "visitPart", "visit-part" and "VISIT_PART" become "visit part". */
const spaced = (text: string): string =>
  text
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_]+/g, ' ')
    .toLowerCase();

function foundIn(text: string, retired: readonly Retired[] = everywhere): string[] {
  const plain = ordinary.reduce((rest, allowed) => rest.replaceAll(allowed, ''), spaced(text));
  return retired.flatMap(([word, instead]) => {
    const [found] = word.exec(plain) ?? [];
    return found === undefined ? [] : [`"${found}": use ${instead}`];
  });
}

/** Identifiers, and texts without a space: the names of rows, queues, alarms, log messages, attributes and files. */
function namesIn(file: string, text: string): { readonly name: string; readonly line: number }[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const names: { readonly name: string; readonly line: number }[] = [];
  const search = (node: ts.Node): void => {
    const isName = ts.isIdentifier(node) || (ts.isStringLiteralLike(node) && /^[\w#./-]+$/.test(node.text));
    if (isName) names.push({ name: node.text, line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1 });
    node.forEachChild(search);
  };
  search(source);
  return names;
}

test('no file is named with a retired word, or holds one', () => {
  const problems = files.flatMap((file) =>
    [file, ...readFileSync(file, 'utf8').split('\n')].flatMap((line, at) =>
      foundIn(line).map((problem) => `${file}:${at} ${problem}, in: ${line.trim().slice(0, 120)}`),
    ),
  );
  expect(problems).toEqual([]);
});

test('no name in the source is a retired word', () => {
  const sources = files.filter((file) => file.endsWith('.ts') && !namesExempt.some((start) => file.startsWith(start)));
  const problems = sources.flatMap((file) =>
    [{ name: file, line: 0 }, ...namesIn(file, readFileSync(file, 'utf8'))].flatMap(({ name, line }) =>
      foundIn(name, [...inNames, ...(roomsOfTexts.some((room) => file.startsWith(room)) ? inRoomsOfTexts : [])]).map(
        (problem) => `${file}:${line} ${name}: ${problem}`,
      ),
    ),
  );
  expect([...new Set(problems)]).toEqual([]);
});

describe('the search', () => {
  test.each([
    'visitPart(part)',
    'const isPeace = true',
    "log.write('doorbells-died')",
    '// what the ledger says',
    'deed.ts',
    "const queue = 'letters'",
    'The reader is told nothing.',
    '**How.** Whoever turned is not counted.',
    'the promise that nobody made',
    'a ring of no part',
  ])('finds the retired word in %s', (text) => expect(foundIn(text)).toHaveLength(1));

  test.each(['askedAt', 'keptOnce', 'savedPlace', 'theWorks'])('finds the retired name %s', (name) =>
    expect(foundIn(name, inNames)).toHaveLength(1),
  );

  test.each([
    'Promise.all(parts)',
    'async (): Promise<void> => {',
    "import { readFile } from 'node:fs/promises'",
    'const { promise, resolve } = Promise.withResolvers<void>();',
    "submit_type: 'book'",
    'in order',
    'one after another, in turn',
    'deadLetterQueue',
    'three lower-case letters',
    'keyRing',
  ])('allows %s', (text) => expect(foundIn(text)).toEqual([]));
});
