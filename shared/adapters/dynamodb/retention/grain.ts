// How fine a stored instant may be. A stolen table must not say when a reader was here, so every instant in it lies on a grid as
// wide as its use allows; one that lies beside its grid, or that has none, is a defect.
import { day, firstMonday, type Instant, minute, second, week } from '../../../core/time.ts';

interface Grid {
  /** In words, for the page. */
  readonly says: string;
  readonly step: number;
  readonly from: Instant;
}
export const grains = {
  monday: { says: 'a Monday', step: week, from: firstMonday },
  day: { says: 'a day', step: day, from: 0 },
  'five-minutes': { says: 'five minutes', step: 5 * minute, from: 0 },
  minute: { says: 'a minute', step: minute, from: 0 },
  /** Stripe holds the same instant, and says it to whoever may ask for the id beside it. */
  second: { says: "a second: Stripe's own", step: second, from: 0 },
  /** Of a timer, never of a reader. */
  timer: { says: "exact: a timer's, no reader's", step: 1, from: 0 },
} as const satisfies Readonly<Record<string, Grid>>;
export type Grain = keyof typeof grains;

/** Numbers that can only be instants between 2001 and 2103, in milliseconds, and texts of ISO 8601, however deep they lie. */
export function instantsIn(value: unknown): Instant[] {
  if (typeof value === 'number') return value >= 1e12 && value < 4.2e12 ? [value] : [];
  if (typeof value === 'string') return /^\d{4}-\d\d-\d\dT/.test(value) ? [Date.parse(value)] : [];
  if (value instanceof Set) return [...value].flatMap(instantsIn);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(instantsIn) : [];
}

/** `ttl` is in seconds and one second late, so that DynamoDB deletes nothing that may still be answered. */
export const instantOfTtl = (ttl: unknown): Instant => (Number(ttl) - 1) * second;

export function isOnGrid(instant: Instant, grain: Grain): boolean {
  const { step, from } = grains[grain];
  return (instant - from) % step === 0;
}
