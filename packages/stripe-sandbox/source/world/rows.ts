// Reading, adding and changing rows. A row is replaced, never edited, and a missing one is Stripe's 404.
import { missing } from './refusal.ts';

interface Row {
  readonly id: string;
}

export function add<T extends Row>(table: Map<string, T>, row: T): T {
  table.set(row.id, row);
  return row;
}

export function change<T extends Row>(table: Map<string, T>, row: T, changes: Partial<T>): T {
  const next = { ...row, ...changes };
  table.set(row.id, next);
  return next;
}

/** The row or Stripe's `resource_missing`; `what` is the noun of Stripe's message ("No such customer"). */
export function find<T>(table: ReadonlyMap<string, T>, id: string, what: string, parameter = 'id'): T {
  const row = table.get(id);
  if (row === undefined) return missing(what, id, parameter);
  return row;
}

/** A row that our own bookkeeping says exists; its absence is a fault of the sandbox, not of the caller. */
export function known<T>(table: ReadonlyMap<string, T>, id: string | null | undefined): T {
  const row = id == null ? undefined : table.get(id);
  if (row === undefined) throw new Error(`the sandbox lost track of ${id}`);
  return row;
}

export function newestFirst<T>(table: ReadonlyMap<string, T>): T[] {
  return [...table.values()].reverse();
}
