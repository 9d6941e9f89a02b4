// A reader is only ever sent to a page of the newsroom, and Stripe gets its path alone.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseReturnUrl, returnTo } from '../../shared/core/return-url.ts';
import { boxId, noteId, noteKinds } from '../../web/elements/note-kinds.ts';

const origins = [
  'https://meridian.example',
  'https://www.meridian.example',
  'http://localhost:8787',
  'https://xn--e1afmkfd.example',
];
const site = 'https://meridian.example';

describe('a page of the newsroom', () => {
  test.each([
    [`${site}/an-article`, `${site}/an-article`],
    [`${site}`, `${site}/`],
    ['/an-article', `${site}/an-article`],
    ['an-article', `${site}/an-article`],
    ['https://www.meridian.example/a', 'https://www.meridian.example/a'],
    ['http://localhost:8787/a', 'http://localhost:8787/a'],
    [`${site}:443/a`, `${site}/a`],
    ['HTTPS://MERIDIAN.EXAMPLE/A', `${site}/A`],
    ['https://пример.example/a', 'https://xn--e1afmkfd.example/a'],
    [`${site}/статья`, `${site}/%D1%81%D1%82%D0%B0%D1%82%D1%8C%D1%8F`],
    [`  ${site}/a  `, `${site}/a`],
    [`${site}/a/../b`, `${site}/b`],
  ])('%j is %j', (text, page) => expect(parseReturnUrl(text, origins)).toBe(page));

  test.each([
    ['its query', `${site}/a?utm_source=message&token=secret`],
    ['its fragment', `${site}/a#token=secret`],
    ['both', '/a?q=search%20words#here'],
  ])('is passed on without %s', (_what, text) => expect(parseReturnUrl(text, origins)).toBe(`${site}/a`));
});

describe('what is no page of the newsroom', () => {
  test.each([
    'https://evil.example/a',
    '//evil.example/a',
    '///evil.example/a',
    '/\\evil.example/a',
    '\\\\evil.example/a',
    '/\t/evil.example/a',
    'https:\\\\evil.example',
    `${site}@evil.example/a`,
    `${site}:password@evil.example/a`,
    'https://reader@meridian.example/a',
    'https://reader:secret@meridian.example/a',
    'https://meridian.example.evil.example/a',
    'https://evilmeridian.example/a',
    'https://meridian.example./a',
    'https://meridian.example:444/a',
    'http://meridian.example/a',
    'http://localhost/a',
    'http://localhost:8788/a',
    // A character that only looks like one of ours.
    'https://mеridian.example/a',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,hello',
    `blob:${site}/an-article`,
    `blob:${site}/.evil.example`,
    `filesystem:${site}/a`,
    'file:///etc/passwd',
    'ftp://meridian.example/a',
    'about:blank',
    'https://',
    'https://[::1',
  ])('%j', (text) => expect(parseReturnUrl(text, origins)).toBeNull());
  test('is everything, where the newsroom has no origin', () => {
    expect(parseReturnUrl(`${site}/a`, [])).toBeNull();
    expect(parseReturnUrl('/a', [])).toBeNull();
  });
});

test('whatever was asked for, the page is on one of our origins and has no query, name or password', () => {
  const pieces = fc.constantFrom(
    'https:',
    'http:',
    'blob:',
    '//',
    '/',
    '\\',
    '@',
    ':',
    '?',
    '#',
    '..',
    'meridian.example',
    'evil.example',
    'localhost:8787',
    '\t',
    'a',
    '%2f',
    'ж',
  );
  fc.assert(
    fc.property(
      fc.array(pieces, { maxLength: 10 }).map((drawn) => drawn.join('')),
      (text) => {
        const page = parseReturnUrl(text, origins);
        if (page === null) return;
        const { origin, protocol, search, hash, username, password } = new URL(page);
        expect(origins).toContain(origin);
        expect(protocol).toMatch(/^https?:$/);
        expect([search, hash, username, password]).toEqual(['', '', '', '']);
        // Asked again it is the same page: nothing is left to be read in another way.
        expect(parseReturnUrl(page, origins)).toBe(page);
      },
    ),
    { numRuns: 3000 },
  );
});

test.each([
  ['thanks', 'a'],
  ['pending', 'b'],
  ['link', 'c'],
  ['reminded', 'd'],
  ['back', 'e'],
] as const)(
  'the word "%s" is one character in the fragment, which no server gets and which names nobody',
  (word, code) => {
    const url = new URL(returnTo(`${site}/a`, word));
    expect([url.search, url.hash]).toEqual(['', `#re-${code}`]);
  },
);

test('and picks the note or the box that a page carries', () => {
  for (const kind of noteKinds) expect(new URL(returnTo(`${site}/a`, kind)).hash).toBe(`#${noteId(kind)}`);
  expect(new URL(returnTo(`${site}/a`, 'back')).hash).toBe(`#${boxId}`);
});
