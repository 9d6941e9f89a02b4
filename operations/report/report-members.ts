// Counts memberships by month, without naming anybody. A membership is active at an instant if a payment made by then covers
// it; a renewal may be late for as long as Stripe retries. A membership begins with its first payment.
import {
  day,
  type Instant,
  instantInMonth,
  type Month,
  monthNumberOf,
  monthOf,
  monthOfNumber,
} from '../../shared/core/time.ts';
import type { ReportedPayment } from './reported-payment.ts';

export interface MemberMonth {
  readonly month: Month;
  /** Active at the end of the month. */
  readonly standing: { readonly monthly: number; readonly annual: number };
  readonly joined: number;
  /** Had ended before and is active again. */
  readonly returned: number;
  readonly ended: number;
}
/** Of all that began in `month`, how many were active at its end and at the end of each later month. */
export interface Cohort {
  readonly month: Month;
  readonly joined: number;
  readonly active: readonly number[];
}
export interface Members {
  readonly months: readonly MemberMonth[];
  readonly cohorts: readonly Cohort[];
}
/** Smart Retries retry for two weeks; then a renewal has failed. */
const lateDays = 14;

interface Span {
  readonly from: Instant;
  readonly until: Instant;
  readonly frequency: 'monthly' | 'annual';
}

/** `months` are consecutive. */
export function membersOf(payments: readonly ReportedPayment[], months: readonly Month[], timeZone: string): Members {
  const memberships = [...spansByMembership(payments).values()];
  const joinedIn = memberships.map((spans) => monthOf(Math.min(...spans.map(({ from }) => from)), timeZone));
  const ends = new Map(months.map((month) => [month, endOf(month, timeZone)]));
  const activeSpan = (spans: readonly Span[], at: Instant): Span | undefined =>
    spans.find(({ from, until }) => from < at && at <= until);
  return {
    months: months.map((month) => {
      const [start, end] = [endOf(monthBefore(month), timeZone), ends.get(month) ?? 0];
      const tally = { standing: { monthly: 0, annual: 0 }, joined: 0, returned: 0, ended: 0 };
      for (const [at, spans] of memberships.entries()) {
        const [was, is] = [activeSpan(spans, start), activeSpan(spans, end)];
        const isNew = joinedIn[at] === month;
        if (is !== undefined) tally.standing[is.frequency] += 1;
        if (isNew) tally.joined += 1;
        if (is !== undefined && was === undefined && !isNew) tally.returned += 1;
        if (is === undefined && (was !== undefined || isNew)) tally.ended += 1;
      }
      return { month, ...tally };
    }),
    cohorts: months.map((month, at) => {
      const own = memberships.filter((_, index) => joinedIn[index] === month);
      const active = months
        .slice(at)
        .map((each) => own.filter((spans) => activeSpan(spans, ends.get(each) ?? 0)).length);
      return { month, joined: own.length, active };
    }),
  };
}

function spansByMembership(payments: readonly ReportedPayment[]): ReadonlyMap<string, readonly Span[]> {
  const found = new Map<string, Span[]>();
  for (const { period, frequency, confirmedAt, grossMinor, returnedMinor } of payments) {
    if (period === null || frequency === 'once' || returnedMinor >= grossMinor) continue;
    const spans = found.get(period.membership) ?? [];
    spans.push({ from: confirmedAt, until: period.end + lateDays * day, frequency });
    found.set(period.membership, spans);
  }
  return found;
}

/** The first instant after it. */
export const endOf = (month: Month, timeZone: string): Instant =>
  instantInMonth((monthNumberOf(month) ?? 0) + 1, 0, timeZone);
const monthBefore = (month: Month): Month => monthOfNumber((monthNumberOf(month) ?? 0) - 1);

/** The `count` months that end with `month`. */
export function monthsUpTo(month: Month, count: number): readonly Month[] {
  const last = monthNumberOf(month) ?? 0;
  return Array.from({ length: count }, (_, at) => monthOfNumber(last - count + 1 + at));
}
