// Whose an object on a Stripe account is: several installations may share one account, and each leaves the others' alone.

export interface Installation {
  /** What our marker says of everything that is made now. */
  readonly id: string;
  /** What the marker of older objects says that are this installation's too: `1` before ids, or an id it had once. */
  readonly formerIds: readonly string[];
}

/** What the marker said before installations had ids. */
export const idBeforeIds = '1';

/** Null for what carries no marker. */
export function ownerOf(
  { id, formerIds }: Installation,
  marked: string | undefined,
): 'this installation' | 'another installation' | null {
  if (marked === undefined || marked === '') return null;
  return marked === id || formerIds.includes(marked) ? 'this installation' : 'another installation';
}
