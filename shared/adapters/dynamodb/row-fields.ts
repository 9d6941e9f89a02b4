// The wall between what is stored and what is trusted: every row is parsed when it is read. A row that does not parse is
// a defect and throws, naming the fields but never their content, because the message may reach a log.
import * as z from 'zod/mini';
import type { Instant } from '../../core/time.ts';

/** A text that a parser of core makes a branded one. */
export function idField<T extends string>(parse: (text: string) => T | null) {
  return z.pipe(
    z.string(),
    z.transform((text: string, context): T => {
      const parsed = parse(text);
      if (parsed !== null) return parsed;
      context.issues.push({ code: 'custom', message: 'is not an id of its kind', input: '' });
      return z.NEVER;
    }),
  );
}
export const instantField = z.int();
export const amountField = z.int();
/** Of a payment or an anonymous payment. Rows from before the loss was stored beside what is withdrawn have none. */
export const disputeField = z.nullable(
  z.object({
    outcome: z.enum(['open', 'lost', 'won']),
    withdrawnMinor: amountField,
    lostMinor: z._default(amountField, 0),
  }),
);

export function parseRow<Schema extends z.ZodMiniType>(schema: Schema, row: unknown, kind: string): z.output<Schema> {
  const parsed = schema.safeParse(row);
  if (parsed.success) return parsed.data;
  const paths = parsed.error.issues.map((issue) => issue.path.join('.') || 'row').join(', ');
  throw new Error(`a ${kind} row cannot be read: ${paths}`);
}

/** DynamoDB deletes expired rows late, so a reader never trusts that it has. */
export function unlessForgotten<Row extends { readonly forgetAt: Instant }>(row: Row, now: Instant): Row | null {
  return row.forgetAt > now ? row : null;
}
