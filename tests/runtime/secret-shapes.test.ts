// A secret is complete or refused: half a key opens no function.
import { describe, expect, test } from 'vitest';
import {
  parseKeyRing,
  parseOriginSecrets,
  parseSealingKey,
  parseSigningSecrets,
  parseSmtpCredentials,
  parseStripeKey,
} from '../../functions/runtime/secret-shapes.ts';

const key = 'x'.repeat(43);
const signing = ['whsec_of_the_newsroom', 'whsec_of_the_newsroom_2'];
const fine = {
  stripe: [parseStripeKey, { key: 'sk_test_one' }],
  webhook: [parseSigningSecrets, { secrets: signing }],
  origin: [parseOriginSecrets, { sent: key, others: ['y'.repeat(43)] }],
  smtp: [parseSmtpCredentials, { user: 'AKIA', password: 'p+/=' }],
  syncRequest: [parseKeyRing, { current: 'k1', keys: { k1: key } }],
} as const;

describe('a secret in its shape', () => {
  test('is read', () => {
    expect(parseStripeKey(JSON.stringify(fine.stripe[1]))).toBe('sk_test_one');
    expect(parseSigningSecrets(JSON.stringify(fine.webhook[1]))).toEqual(signing);
    expect(parseOriginSecrets(JSON.stringify(fine.origin[1]))).toEqual([key, 'y'.repeat(43)]);
    expect(parseOriginSecrets(JSON.stringify({ sent: key }))).toEqual([key]);
    expect(parseSmtpCredentials(JSON.stringify(fine.smtp[1]))).toEqual(fine.smtp[1]);
    expect(parseKeyRing(JSON.stringify(fine.syncRequest[1])).current).toBe('k1');
  });
});

describe.each(Object.entries(fine))('a secret for %s', (_name, [parse]) => {
  test.each([
    '',
    'sk_test_one',
    '{}',
    'null',
    '[]',
    '""',
    '{"key":""}',
    '{"key":5}',
    '{"secrets":[]}',
    '{"secrets":[""]}',
    '{"secrets":"whsec_one"}',
    '{"secrets":["whsec_12"]}',
    '{"secrets":["whsec_of_the_newsroom","12345678"]}',
    '{"sent":""}',
    '{"user":"a"}',
    '{"user":"a","password":""}',
    '{"user":"a\\r\\nb","password":"c"}',
    '{"user":"a","password":"Пароль"}',
    '{"sent":"guessed"}',
    '{"current":"k1","keys":{}}',
    '{"current":"k1","keys":{"k1":""}}',
  ])('is refused as %j', (text) => expect(() => parse(text)).toThrow());
});

test('more signing secrets than a rotation needs are refused', () =>
  expect(() =>
    parseSigningSecrets(JSON.stringify({ secrets: Array.from({ length: 5 }, () => 'whsec_of_the_newsroom') })),
  ).toThrow());

test.each(['A'.repeat(43), 'A'.repeat(42), ''])('a public key %j is refused', (zeros) =>
  expect(() => parseSealingKey(JSON.stringify({ current: 's1', key: zeros }))).toThrow(),
);

test.each(['K1', 'k.1', 'k 1', '', 'k'.repeat(17)])(
  'a current key named %j is refused: no pass could name it',
  (current) => expect(() => parseKeyRing(JSON.stringify({ current, keys: { [current]: key } }))).toThrow(),
);
