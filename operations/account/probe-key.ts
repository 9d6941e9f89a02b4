// Tries the rows of a restricted key, and keeps what Stripe said where it refused. One call may need several permissions and a
// refusal names only one, so each refusal is counted for the row that it names.
import Stripe from 'stripe';
import { permissionSentence } from '../terminal/permission-sentence.ts';
import type { KeyRow } from './key-rows.ts';

export interface ProbedRow extends KeyRow {
  /** Stripe's own sentence; null if the key has the permission. */
  readonly refusal: string | null;
}

export async function probeKey(stripe: Stripe, rows: readonly KeyRow[]): Promise<readonly ProbedRow[]> {
  const refusals = new Map<string, string>();
  for (const { slug, probes } of rows) {
    for (const probe of probes) {
      const sentence = await refusalOf(() => probe(stripe));
      if (sentence !== null) refusals.set(rowNamedIn(sentence, rows) ?? slug, sentence);
    }
  }
  return rows.map((row) => ({ ...row, refusal: refusals.get(row.slug) ?? null }));
}

/** A permission that no row has is reported at the row whose call was refused: the sentence says which. */
function rowNamedIn(sentence: string, rows: readonly KeyRow[]): string | undefined {
  const kindOf = (slug = '') => slug.replace(/_(?:read|write)$/, '');
  const [named] = /rak_\w+/.exec(sentence) ?? [];
  return rows.find(({ slug }) => kindOf(slug) === kindOf(named))?.slug;
}

async function refusalOf(probe: () => Promise<unknown>): Promise<string | null> {
  try {
    await probe();
    return null;
  } catch (error) {
    if (error instanceof Stripe.errors.StripePermissionError) return permissionSentence(error);
    // No such object: the key passed the permission check.
    if (error instanceof Stripe.errors.StripeInvalidRequestError) return null;
    throw error;
  }
}
