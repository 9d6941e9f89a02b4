// The fields that several of Stripe's objects share, as we read them. What a schema does not list is left out, so nothing
// personal passes, except the payer's address of a session, which leaves only as a keyed hash.
import * as z from 'zod/mini';

export const id = z.string();
/** An id, or the object it was expanded to. */
export const idOf = z.pipe(
  z.union([id, z.object({ id })]),
  z.transform((value) => (typeof value === 'string' ? value : value.id)),
);
export const maybeId = z.nullish(idOf);
/** A customer expanded to see whether it was deleted; all else of it is left out here. */
export const owner = z.pipe(
  z.union([id, z.object({ id, deleted: z.optional(z.boolean()) })]),
  z.transform((value) =>
    typeof value === 'string' ? { id: value, isGone: false } : { id: value.id, isGone: value.deleted === true },
  ),
);
export const seconds = z.int();
export const metadata = z.nullish(z.record(z.string(), z.string()));

export function listOf<T extends z.ZodMiniType>(item: T) {
  return z.object({ object: z.literal('list'), has_more: z.boolean(), data: z.array(item) });
}
