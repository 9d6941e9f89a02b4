// One inspected part as a small table: each field with our value, Stripe's value, and a mark where they differ.
import type { Inspected } from '../../shared/actions/inspect.ts';
import { isSame } from '../../shared/core/is-same.ts';
import { shown } from '../terminal/difference-line.ts';

export function inspectedLines({ id, customer, held, anonymousPayment, there, isOurs }: Inspected): string[] {
  const heading = `  ${id} of ${customer ?? 'no customer yet'}${isOurs ? '' : ', without our marker'}`;
  const saved = [
    ...(held === null || held.version === 0 ? ['not held under a supporter'] : [`held, version ${held.version}`]),
    ...(anonymousPayment === null || anonymousPayment.version === 0
      ? []
      : [`held as an anonymous payment, version ${anonymousPayment.version}`]),
  ].join('; ');
  const ours = new Map<string, unknown>(Object.entries(held?.part ?? {}));
  const theirs = new Map<string, unknown>(Object.entries(there ?? {}));
  const rows = [...new Set([...theirs.keys(), ...ours.keys()])]
    .filter((field) => !['kind', 'id', 'customer'].includes(field))
    .map((field) => rowOf(field, ours.get(field), theirs.get(field)));
  const counted = shown(held?.counted ?? anonymousPayment?.counted ?? null);
  return [heading, `  ${saved}; counts ${counted}`, rowOf('', 'we hold', 'Stripe says'), ...rows, ''];
}

const rowOf = (field: string, ours: unknown, theirs: unknown): string => {
  const mark = field === '' || isSame(ours, theirs) ? ' ' : '≠';
  return `  ${mark} ${field.padEnd(14)} ${text(ours).padEnd(36)} ${text(theirs)}`.trimEnd();
};
const text = (value: unknown): string => (typeof value === 'string' ? value : shown(value));
