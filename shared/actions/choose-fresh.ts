// Which of its supporters a browser may act for where a name would show: one that it proved minutes ago, by a claim or a
// link. Each supporter counts for itself.
import type { Failure } from '../core/failure.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import { defaultSupporter, type Supporter } from '../core/supporter.ts';
import type { Instant } from '../core/time.ts';
import type { Held } from './read-supporters.ts';

/** `named` is the one the caller means; null leaves it to the default among the fresh ones. */
export function chooseFresh(held: readonly Held[], named: string | null, now: Instant): Result<Supporter, Failure> {
  if (held.length === 0) return fail({ kind: 'device-unknown' });
  const meant = named === null ? held : held.filter(({ supporter }) => supporter.customer === named);
  if (meant.length === 0) return fail({ kind: 'supporter-unknown' });
  const chosen = defaultSupporter(
    meant.filter(({ holding }) => now < holding.freshUntil).map((each) => each.supporter),
  );
  return chosen === undefined ? fail({ kind: 'not-fresh' }) : succeed(chosen);
}
