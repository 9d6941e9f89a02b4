// The small schemas return what a parser of core made of a text, and say what is expected where it refused.
import { describe, expect, test } from 'vitest';
import type * as z from 'zod/mini';
import { currency, email, from, longText, text } from '../../shared/api/texts.ts';

const messages = (schema: z.ZodMiniType, value: unknown): string[] =>
  (schema.safeParse(value).error?.issues ?? []).map((issue) => issue.message);

describe('a text with a parser', () => {
  test('is handed on as the parser made it', () =>
    expect(email.safeParse(' Reader@Example.org ').data).toBe('reader@example.org'));
  test('that the parser refused gets one message about what is expected', () => {
    expect(messages(currency, 'gold')).toEqual(['must be a currency as three lower-case letters, like "usd"']);
    expect(messages(email, 'reader')).toEqual(['must be an e-mail address, in Latin letters before the @']);
  });
  test('carries nothing of what was sent in its refusal', () =>
    expect(JSON.stringify(email.safeParse('canary at example.org').error?.issues)).not.toContain('canary'));
  test('is never parsed when it is longer than anything could be', () => {
    let parsed = 0;
    const counting = from((value) => {
      parsed += 1;
      return value;
    }, 'short');
    expect(counting.safeParse('x'.repeat(513)).success).toBe(false);
    expect(parsed).toBe(0);
  });
  test('is a text', () => expect(messages(currency, 5)).toHaveLength(1));
});

describe('a text with a shape', () => {
  test('says what is wanted', () => expect(messages(text(/^a+$/, 'some a'), 'b')).toEqual(['must be some a']));
  test('is taken in its shape', () => expect(text(/^a+$/, 'some a').safeParse('aa').success).toBe(true));
});

test('a long text has a length all the same', () => {
  expect(longText(10).safeParse('x'.repeat(10)).success).toBe(true);
  expect(longText(10).safeParse('x'.repeat(11)).success).toBe(false);
  expect(longText(10).safeParse('').success).toBe(false);
});
