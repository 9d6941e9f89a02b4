// Codes are typed by people who read them on another screen; tokens travel in the fragment of an address.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeOf, mostMessagesADay, nextMessage, parseCode, parseToken, tokenOf } from '../../shared/core/link.ts';
import { day, minute } from '../../shared/core/time.ts';
import { hashOf } from '../support/builders.ts';

const codeBytes = 9;

const chance = fc
  .uint8Array({ minLength: codeBytes, maxLength: codeBytes })
  .map((bytes) => Buffer.from(bytes).toString('base64url'));

describe('a code', () => {
  test('is ten characters in two groups, none of which is taken for another', () =>
    fc.assert(
      fc.property(chance, (bytes) => {
        expect(codeOf(bytes)).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
      }),
    ));
  test('is read as it is typed: in small letters, without the dash, with spaces', () =>
    fc.assert(
      fc.property(chance, (bytes) => {
        const code = codeOf(bytes);
        for (const typed of [code, code.toLowerCase(), code.replace('-', ''), ` ${code.replace('-', ' ')} `]) {
          expect(parseCode(typed)).toBe(code);
        }
      }),
    ));
  test('takes O for 0 and I and L for 1', () => expect(parseCode('OIL00-ilo11')).toBe('01100-11011'));
  test.each([
    ['on a Cyrillic keyboard', 'АВСЕН-КМРТХ', 'ABCEH-KMPTX'],
    ['in small Cyrillic letters', 'авсен-кмртх', 'ABCEH-KMPTX'],
    ['with Ukrainian, Serbian and Kazakh characters', 'іѕјоз-уԛԝѵӏ', '1SJ03-YQWV1'],
    ['on a Greek keyboard', 'αβεζη-ικμνο', 'ABEZH-1KMN0'],
    ['in Greek capitals', 'ΡΤΥΧΑ-ΒΕΖΗΙ', 'PTYXA-BEZH1'],
    ['in full width', '０１２ａＢ－ｃｄＥＦｇ', '012AB-CDEFG'],
    ['in Arabic digits', '٠١٢٣٤-٥٦٧٨٩', '01234-56789'],
    ['in Persian digits', '۰۱۲۳۴-۵۶۷۸۹', '01234-56789'],
    ['in Devanagari digits', '०१२३४-५६७८९', '01234-56789'],
    ['in bold digits of a font', '𝟎𝟏𝟐𝟑𝟒-𝟓𝟔𝟕𝟖𝟗', '01234-56789'],
    ['by a Turkish keyboard', 'ıİiI1-0000k', '11111-0000K'],
    ['with a long dash', '01234—56789', '01234-56789'],
    ['with a minus sign and hard spaces', '01234\u00a0\u2212\u00a056789', '01234-56789'],
    ['with invisible marks of writing', '\u200f01234-56789\u200e', '01234-56789'],
    ['with a space after each', '0 1 2 3 4 - 5 6 7 8 9', '01234-56789'],
    ['as a sentence ends', '«01234-56789».', '01234-56789'],
  ])('is read %s', (_how, typed, code) => expect(parseCode(typed)).toBe(code));
  test.each(['АВСЕЖ-12345', '1234Σ-12345', '１２３', '①②③④⑤⑥⑦⑧⑨⑩⑪'])('%j is none', (typed) =>
    expect(parseCode(typed)).toBeNull(),
  );
  test.each(['', '12345', '123456789012', '12345-6789!', 'UUUUU-UUUUU'])('%j is none', (typed) =>
    expect(parseCode(typed)).toBeNull(),
  );
  test('has fifty bits: every character takes every value', () => {
    const seen = Array.from({ length: 10 }, () => new Set<string>());
    for (let at = 0; at < 4000; at += 1) {
      const bytes = createHash('sha256').update(String(at)).digest().subarray(0, codeBytes);
      [...codeOf(bytes.toString('base64url')).replace('-', '')].forEach((each, index) => void seen[index]?.add(each));
    }
    expect(seen.map((each) => each.size)).toEqual(Array.from({ length: 10 }, () => 32));
  });
});

describe('a token', () => {
  const [id, secret] = ['i'.repeat(22), 's'.repeat(43)];
  test('is id and secret in one text', () => expect(parseToken(tokenOf(id, secret))).toEqual({ id, secret }));
  test.each(['', 'x', `${id}${secret}!`, `${id}${secret}x`])('%j is none', (text) =>
    expect(parseToken(text)).toBeNull(),
  );
});

describe('a message with a link', () => {
  const midnight = Date.UTC(2026, 10, 24);
  const [one, other] = [hashOf('one'), hashOf('other')];
  const first = nextMessage(null, one, midnight + 7 * minute);

  test('leaves for the first request of a quarter of an hour, and for that one again', () => {
    expect(first).toEqual({ window: midnight, request: one, sent: 1 });
    expect(nextMessage(first, one, midnight + 15 * minute - 1)).toBe(first);
  });
  test('and for no other of that time', () => expect(nextMessage(first, other, midnight + 8 * minute)).toBeNull());
  test('and in the next for whoever asks first', () =>
    expect(nextMessage(first, other, midnight + 15 * minute)).toEqual({
      window: midnight + 15 * minute,
      request: other,
      sent: 2,
    }));
  test('twelve times a day, and the next day from the beginning', () => {
    const last = { window: midnight + 11 * 15 * minute, request: one, sent: mostMessagesADay };
    expect(nextMessage(last, other, midnight + day - 1)).toBeNull();
    expect(nextMessage(last, other, midnight + day)).toMatchObject({ sent: 1 });
  });
});
