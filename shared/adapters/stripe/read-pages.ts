// Reads one of Stripe's lists to its end. A list inside an object shows its first ten entries and says `has_more`; what is
// taken from these alone would be a guess, so the rest is asked for, page by page.
import type * as z from 'zod/mini';
import { listOf } from './answer-fields.ts';
import type { StripeAccess } from './client.ts';
import { read } from './read-answer.ts';

export interface PageRange {
  readonly limit: number;
  readonly starting_after?: string;
}
interface Entry {
  readonly id?: string | undefined;
}
const pageSize = 100;
/** A thousand entries inside one object are a defect of somebody's, and no reason to ask for ever. */
const mostPages = 10;

export async function readPages<T extends Entry>(
  access: StripeAccess,
  entry: z.ZodMiniType<T>,
  list: (range: PageRange) => Promise<unknown>,
): Promise<readonly T[]> {
  const found: T[] = [];
  let after: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const from = after === undefined ? {} : { starting_after: after };
    const { data, has_more: hasMore } = read(listOf(entry), await list({ limit: pageSize, ...from }), access.mode);
    found.push(...data);
    if (!hasMore) return found;
    after = data.at(-1)?.id;
    if (after === undefined) break;
  }
  throw new Error('a list of Stripe’s cannot be read to its end');
}

/** What an object shows of a list; the whole of it where it shows only the beginning. */
export const allOf = async <T>(
  shown: { readonly has_more?: boolean | undefined; readonly data: readonly T[] },
  readAll: () => Promise<readonly T[]>,
): Promise<readonly T[]> => (shown.has_more === true ? readAll() : shown.data);
