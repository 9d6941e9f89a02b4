// What the functions use of zod/mini, once each, in a schema that means nothing: a baseline pays for the same library at the
// same breadth, because a schema that is not used is not bundled.
import * as z from 'zod/mini';

const text = z.string().check(
  z.minLength(1),
  z.maxLength(99),
  z.regex(/./),
  z.refine(() => true),
);
const whole = z.int().check(z.gte(0), z.lte(9));

/** What every HTTP function uses, through its settings, environment and routes. */
export const httpSchema = z.object({
  text: z.optional(
    z.pipe(
      text,
      z.transform((value) => value.length),
    ),
  ),
  url: z.optional(z.url()),
  whole: z.nullable(whole),
  choice: z.enum(['one']),
  closed: z.optional(z.strictObject({ flag: z.literal(true) })),
  either: z.union([z.boolean(), z.unknown()]),
  many: z.array(z.record(z.string(), z.tuple([whole]))),
});
export const nothing = { whole: 1, choice: 'one', either: true, many: [{ a: [1] }] };

/** What rows and Stripe's answers need as well. */
export const rowSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('one'), maybe: z.nullish(z.looseObject({})) }),
  z.object({ kind: z.literal('two') }),
]);
export const noRow = { kind: 'one' };
