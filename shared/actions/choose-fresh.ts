// Which of its supporters a browser means, of those for which it proves what a right asks for. Each supporter counts for itself.
import type { Failure } from '../core/failure.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import { permit, proofOf, type Right } from '../core/rights.ts';
import { defaultSupporter } from '../core/supporter.ts';
import type { Instant } from '../core/time.ts';
import type { Held } from './read-supporters.ts';

export interface Choice {
  readonly right: Right;
  /** The one the caller means; null leaves it to the default among those that the right is permitted for. */
  readonly named: string | null;
  readonly now: Instant;
}

export function chooseFresh(held: readonly Held[], { right, named, now }: Choice): Result<Held, Failure> {
  if (held.length === 0) return fail({ kind: 'device-unknown' });
  const meant = named === null ? held : held.filter(({ supporter }) => supporter.customer === named);
  if (meant.length === 0) return fail({ kind: 'supporter-unknown' });
  const permitted = meant.filter(({ holding }) => permit(right, proofOf(holding, now)).ok);
  const chosen = defaultSupporter(permitted.map((each) => each.supporter));
  const found = permitted.find(({ supporter }) => supporter.customer === chosen?.customer);
  return found === undefined ? fail({ kind: 'not-fresh' }) : succeed(found);
}
