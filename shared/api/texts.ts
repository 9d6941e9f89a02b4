// The small schemas that others are made of. Each says what it wants in words a person can act on, because these
// words are what a web team reads in the problem it gets back.
import * as z from 'zod/mini';
import { parseEmail } from '../core/email.ts';
import { parseCurrency } from '../core/money.ts';

/** A text that a parser of core makes a branded one. */
export function from<T extends string>(parse: (text: string) => T | null, wanted: string) {
  return z.pipe(
    z.string().check(z.maxLength(512)),
    z.transform((value: string, context): T => {
      const parsed = parse(value);
      if (parsed !== null) return parsed;
      context.issues.push({ code: 'custom', message: `must be ${wanted}`, input: '' });
      return z.NEVER;
    }),
  );
}

export const text = (shape: RegExp, wanted: string) => z.string().check(z.regex(shape, { error: `must be ${wanted}` }));
/** The caller's own name for one press of a button (`Idempotency-Key`). */
export const attemptKeyShape = /^[A-Za-z0-9_-]{16,128}$/;
export const longText = (longest: number) => z.string().check(z.minLength(1), z.maxLength(longest));
export const currency = from(parseCurrency, 'a currency as three lower-case letters, like "usd"');
export const email = from(parseEmail, 'an e-mail address, in Latin letters before the @');
