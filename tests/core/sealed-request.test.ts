// What is sealed for the function `mail` is read back as it was written, and says nothing by its length.
import { describe, expect, test } from 'vitest';
import { parseEmail } from '../../shared/core/email.ts';
import { known } from '../../shared/core/ids.ts';
import {
  addressText,
  linkRequestText,
  parseAddressText,
  parseLinkRequestText,
} from '../../shared/core/sealed-request.ts';

const email = (text: string) => known(parseEmail(text));

describe('the text of an address', () => {
  test('has the length of many others', () => {
    expect(addressText(email('a@b.example'))).toHaveLength(64);
    expect(addressText(email(`${'a'.repeat(60)}@b.example`))).toHaveLength(128);
  });
  test('is read back as it was', () => expect(parseAddressText(addressText(email('a@b.example')))).toBe('a@b.example'));
  test.each([null, '', 'no address'])('is none in %j', (text) => expect(parseAddressText(text)).toBeNull());
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
});
