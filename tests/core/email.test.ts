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
    ['reader@xn--e1afmkfd.example', 'reader@xn--e1afmkfd.example'],
    ['reader@почта.рф', 'reader@xn--80a1acny.xn--p1ai'],
    ['READER@ПОЧТА.РФ', 'reader@xn--80a1acny.xn--p1ai'],
    ['reader@пример。рф', 'reader@xn--e1afmkfd.xn--p1ai'],
    ['reader@пошта.укр', 'reader@xn--80a1acn3a.xn--j1amh'],
    ['reader@مثال.شبكة', 'reader@xn--mgbh0fb.xn--ngbc5azd'],
    ['reader@उदाहरण.भारत', 'reader@xn--p1b6ci4b4b3a.xn--h2brj9c'],
    ['reader@bücher.example', 'reader@xn--bcher-kva.example'],
    ['reader@BÜCHER.example', 'reader@xn--bcher-kva.example'],
    // The same character in two Unicode forms is one address.
    ['reader@bu\u0308cher.example', 'reader@xn--bcher-kva.example'],
    ['reader@straße.example', 'reader@xn--strae-oqa.example'],
    ['reader@ΕΛΛΆΣ.gr', 'reader@xn--hxarsa0b.gr'],
    ['reader@ελλάς.gr', 'reader@xn--hxarsa0b.gr'],
    ['ｒｅａｄｅｒ＠ｅｘａｍｐｌｅ．ｏｒｇ', 'reader@example.org'],
    // Copied from a page, a message, a word processor.
    ['\u200freader\u200b@example.org\ufeff', 'reader@example.org'],
    ['rea\u00adder@exam\u00adple.org', 'reader@example.org'],
    ['\u2066reader@example.org\u2069', 'reader@example.org'],
    ['reader\ufe0f@example.org\u00a0', 'reader@example.org'],
    // The sign of the kelvin is a K.
    ['reader@\u212aelvin.example', 'reader@kelvin.example'],
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
    ['a name in another alphabet', 'читатель@example.org'],
    ['a name in another alphabet and host', 'قارئ@مثال.شبكة'],
    ['one letter of another alphabet', 'rеader@example.org'],
    ['an accent in the name', 'café@example.org'],
    ['a Turkish i without a dot', 'ıbrahim@example.org'],
    ['a Turkish I with a dot', 'İbrahim@example.org'],
    ['a letter of another alphabet in the host', 'reader@exаmple.org'],
    ['a Greek alpha in the host', 'reader@exαmple.org'],
    ['a numbered host without one-digit numbers', 'reader@127.10.20.30'],
    ['a number in hexadecimal for a host', 'reader@example.0x7f'],
    ['a dot at the beginning', '.reader@example.org'],
    ['two dots', 'rea..der@example.org'],
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
        (text) => void expect(parseEmail(text) ?? '').toMatch(/^[^\s<>",;\\]*$/),
      ),
      { numRuns: 1000 },
    ));
  test('that never ends is refused at once', () =>
    expect(parseEmail(`${'a.'.repeat(8000)}@${'b.'.repeat(8000)}`)).toBeNull());
});
