// One part before and after a sync as one line of output: ids, states and amounts, nothing personal.
import type { Difference } from '../../shared/actions/compare-only.ts';
import { isSame } from '../../shared/core/is-same.ts';

export function differenceLine({ key, before, after }: Difference): string {
  const name = `  ${key.kind} ${key.id} of ${key.customer}`;
  if (before === null) return `${name}: is missing here  ${after === null ? '' : shownPart(after)}`;
  if (after === null) return `${name}: its customer was deleted at Stripe`;
  return `${name}: ${fieldsThatDiffer(before, after).join('  ')}`;
}

/** "status active → canceled" */
export function fieldsThatDiffer(before: object, after: object): string[] {
  const was = new Map<string, unknown>(Object.entries(before));
  return Object.entries(after)
    .filter(([field, value]) => !isSame(was.get(field), value))
    .map(([field, value]) => `${field} ${shown(was.get(field))} → ${shown(value)}`);
}

export const shownPart = (part: { status: string; amountMinor: number; currency: string }): string =>
  `${part.status} ${part.amountMinor} ${part.currency}`;
export const shown = (value: unknown): string => JSON.stringify(value) ?? 'nothing';
