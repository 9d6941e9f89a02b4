// What a schema refused is described in a sentence that a person can act on, and that never repeats what was sent.
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { inSentences } from '../../shared/api/issue-sentence.ts';
import { checkoutIn } from '../../shared/api/schemas/checkout.ts';

const said = (schema: z.ZodMiniType, value: unknown): string[] =>
  (schema.safeParse(value, inSentences).error?.issues ?? []).map(({ message }) => message);

describe('what is wanted', () => {
  test.each<[string, z.ZodMiniType, unknown, string]>([
    ['a text', z.string(), 5, 'must be a text'],
    ['a text, where nothing is', z.string(), undefined, 'must be a text'],
    ['a number', z.int(), 'five', 'must be a whole number'],
    ['a whole number', z.int(), 5.5, 'must be a whole number'],
    ['a safe number', z.int(), 2 ** 53, `must be at most ${Number.MAX_SAFE_INTEGER}`],
    ['a truth', z.boolean(), 'yes', 'must be true or false'],
    ['a list', z.array(z.string()), 'a', 'must be a list'],
    ['an object', z.object({}), [], 'must be an object'],
    ['a record', z.record(z.string(), z.string()), 5, 'must be an object'],
    ['one of several', z.enum(['once', 'monthly']), 'weekly', 'must be one of once, monthly'],
    ['at least so much', z.int().check(z.gte(1)), 0, 'must be at least 1'],
    ['at most so much', z.int().check(z.lte(10)), 11, 'must be at most 10'],
    ['a text that is not empty', z.string().check(z.minLength(1)), '', 'must be at least 1 character long'],
    ['a short text', z.string().check(z.maxLength(3)), 'four', 'must be at most 3 characters long'],
    ['a list that is not empty', z.array(z.string()).check(z.minLength(1)), [], 'must be at least 1 long'],
    ['no more than is known', z.strictObject({}), { a: 1, b: 2 }, 'has what is not known here: a, b'],
    ['what its own message says', z.string().check(z.regex(/^a$/, { error: 'must be an a' })), 'b', 'must be an a'],
    [
      'a key of a shape',
      z.record(z.string().check(z.regex(/^a$/, { error: 'must be an a' })), z.string()),
      { b: 'x' },
      'must be an a',
    ],
    ['anything else', z.union([z.string(), z.int()]), true, 'is not valid'],
  ])('is %s', (_what, schema, value, words) => expect(said(schema, value)).toEqual([words]));
});

test('nothing of what was sent is repeated, wherever it was', () => {
  const canary = 'canary@example.org';
  const fields = [
    'frequency',
    'amountMinor',
    'currency',
    'locale',
    'campaign',
    'source',
    'returnUrl',
    'claimHash',
    'email',
  ];
  for (const value of [canary.repeat(200), `${canary}<>`, [canary], { canary }]) {
    const body = Object.fromEntries(fields.map((field) => [field, value]));
    expect(said(checkoutIn, body).join(' ')).not.toContain('canary');
  }
});
