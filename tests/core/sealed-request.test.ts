// What is sealed for the function `mail` is read back as it was written, and says nothing by its length.
import { describe, expect, test } from 'vitest';
import { parseEmail } from '../../shared/core/email.ts';
import { known } from '../../shared/core/ids.ts';
import {
  linkRequestText,
  parseAddressText,
  parseLinkRequestText,
  parseReminderRequestText,
  reminderRequestText,
} from '../../shared/core/sealed-request.ts';
import { currencyOf, someday } from '../support/builders.ts';

const email = (text: string) => known(parseEmail(text));

describe('the text of a request for a reminder', () => {
  const contribution = { frequency: 'monthly', amountMinor: 500, currency: currencyOf('usd') } as const;
  const nothing = { frequency: null, amountMinor: null, currency: null };
  const request = { email: email('a@b.example'), dueAt: someday, contribution, locale: 'de' };

  test('has the length of nearly all others', () => {
    expect(reminderRequestText(request)).toHaveLength(256);
    const long = { ...request, email: email(`${'a'.repeat(60)}@b.example`), contribution: nothing, locale: null };
    expect(reminderRequestText(long)).toHaveLength(256);
  });
  test.each([request, { ...request, contribution: nothing, locale: null }])('is read back as it was: %j', (each) => {
    expect(parseReminderRequestText(reminderRequestText(each))).toEqual(each);
    expect(parseAddressText(reminderRequestText(each))).toBe('a@b.example');
  });
  test.each([null, '', 'no address', '{"email":"a@b.example"}', '{"email":"none","dueAt":5}', '{"email":5,"dueAt":5}'])(
    'is none in %j',
    (text) => {
      expect(parseReminderRequestText(text)).toBeNull();
      expect(parseAddressText(text)).toBeNull();
    },
  );
  test('of a reminder of before is the address alone, also one that begins with a brace', () => {
    expect(parseAddressText('a@b.example'.padEnd(64))).toBe('a@b.example');
    expect(parseAddressText('{a}@b.example')).toBe('{a}@b.example');
  });
});

describe('the text of a request for a link', () => {
  const request = { email: email('a@b.example'), purpose: 'portal', locale: 'de' } as const;

  test.each([request, { ...request, purpose: 'device', locale: null } as const])('is read back as it was: %j', (each) =>
    expect(parseLinkRequestText(linkRequestText(each))).toEqual(each),
  );
  test('has the same length for two addresses', () =>
    expect(linkRequestText(request)).toHaveLength(
      linkRequestText({ ...request, email: email('reader@other.example') }).length,
    ));
  test.each([
    null,
    'null',
    '5',
    '{}',
    '{"email":"a@b.example"}',
    '{"email":"a@b.example","purpose":"owner"}',
    '{"email":"none","purpose":"portal"}',
    '{"email":5,"purpose":"portal"}',
  ])('is none in %j', (text) => expect(parseLinkRequestText(text)).toBeNull());
  test.each(['5', '{}', 'null'])('has no language where %s stands for one', (locale) =>
    expect(parseLinkRequestText(`{"email":"a@b.example","purpose":"portal","locale":${locale}}`)?.locale).toBeNull(),
  );
});
