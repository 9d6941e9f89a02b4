// An address is taken as people write it, in one form, and refused where it could break out of where it is put. The
// addresses here are invented.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseEmail } from '../../shared/core/email.ts';

const longest = (length: number): string =>
  `${'a'.repeat(64)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.`.padEnd(length, 'e');

describe('an address', () => {
  test.each([
    ['reader@example.org', 'reader@example.org'],
    ['  Reader@Example.ORG\n', 'reader@example.org'],
    ['first.last+paper@mail.example.co', 'first.last+paper@mail.example.co'],
    ["o'neill_x@example.org", "o'neill_x@example.org"],
    ['a@b.example', 'a@b.example'],
    ['читатель@почта.рф', 'читатель@почта.рф'],
    ['ЧИТАТЕЛЬ@ПОЧТА.РФ', 'читатель@почта.рф'],
    ['قارئ@مثال.شبكة', 'قارئ@مثال.شبكة'],
    ['पाठक@उदाहरण.भारत', 'पाठक@उदाहरण.भारत'],
    ['reader@xn--e1afmkfd.example', 'reader@xn--e1afmkfd.example'],
    // The same character in two Unicode forms is one address.
    ['cafe\u0301@example.org', 'caf\u00e9@example.org'],
  ])('%j is taken as %j', (text, email) => expect(parseEmail(text)).toBe(email));

  test.each([
    ['nothing', ''],
    ['no at', 'reader.example.org'],
    ['two ats', 'reader@home@example.org'],
    ['no name', '@example.org'],
    ['no host', 'reader@'],
    ['no dot in the host', 'reader@localhost'],
    ['an empty label', 'reader@example..org'],
    ['a label that begins with a hyphen', 'reader@-example.org'],
    ['a label that ends with a hyphen', 'reader@example-.org'],
    ['a dot at the end', 'reader@example.org.'],
    ['a top level of one letter', 'reader@example.o'],
    ['an address in brackets', 'reader@[127.0.0.1]'],
    ['a numbered host', 'reader@127.0.0.1'],
    ['a space inside', 'rea der@example.org'],
    ['a quoted name', '"reader"@example.org'],
    ['a name beside it', 'Reader <reader@example.org>'],
    ['two addresses', 'reader@example.org,other@example.org'],
    ['two addresses, otherwise', 'reader@example.org;other@example.org'],
    ['a comment', 'reader(comment)@example.org'],
    ['a backslash', 'rea\\der@example.org'],
    ['a second header', 'reader@example.org\r\nBcc: other@example.org'],
    ['a second header in the name', 'reader\r\nBcc:other@example.org'],
    ['a line break', 'reader\n@example.org'],
    ['a null', 'reader\u0000@example.org'],
    ['a separator of lines', 'reader\u2028@example.org'],
    ['a next line', 'reader\u0085@example.org'],
    ['an invisible character', 'reader\u200b@example.org'],
    ['a mark that changes the writing direction', 'reader\u202e@example.org'],
    ['half a letter', 'reader\ud800@example.org'],
    ['a label of 64', `reader@${'a'.repeat(64)}.example`],
    ['a name of 65', `${'a'.repeat(65)}@example.org`],
    ['255 characters', longest(255)],
    ['a query', 'mailto:reader@example.org?subject=x'],
    ['markup', '<reader@example.org>'],
  ])('with %s is refused', (_what, text) => expect(parseEmail(text)).toBeNull());

  test('of 254 characters is taken', () => expect(parseEmail(longest(254))).toHaveLength(254));
  test('that was taken is taken again as it is, so one address has one hash', () =>
    fc.assert(
      fc.property(
        fc.oneof(
          fc.emailAddress(),
          fc.string({ unit: 'grapheme' }).map((name) => `${name}@example.org`),
        ),
        (text) => {
          const email = parseEmail(text);
          if (email !== null) expect(parseEmail(email)).toBe(email);
        },
      ),
    ));
  test('never holds what could end a header or a field, whatever was typed', () =>
    fc.assert(
      fc.property(
        fc
          .string({ unit: fc.constantFrom(...'aб@.,<>\r\n\t "\\\u0000\u2028\u200b\u202e;') })
          .map((text) => `${text}@example.org`),
        (text) => void expect(parseEmail(text) ?? '').not.toMatch(/[\s\p{C}<>",;\\]/u),
      ),
      { numRuns: 1000 },
    ));
  test('that never ends is refused at once', () =>
    expect(parseEmail(`${'a.'.repeat(8000)}@${'b.'.repeat(8000)}`)).toBeNull());
});
