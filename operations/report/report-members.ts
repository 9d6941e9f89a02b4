// Who went on giving, counted and never named. A membership goes on at an instant when money that was there by then pays
// for it; a renewal may be late by as long as Stripe tries. It began with its first payment.

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
  /** Went on at the month's end. */
  readonly standing: { readonly monthly: number; readonly annual: number };
  readonly joined: number;
  /** Had ended before, and goes on again. */
  readonly returned: number;
  readonly ended: number;
}
/** Of all that began in `month`, how many went on at the end of it, and of each month after. */
export interface Cohort {
  readonly month: Month;
  readonly joined: number;
  readonly kept: readonly number[];
}
export interface Members {
  readonly months: readonly MemberMonth[];
  readonly cohorts: readonly Cohort[];
}
/** Smart Retries try for two weeks; then a renewal has failed. */
const lateDays = 14;

interface Span {
  readonly from: Instant;
  readonly until: Instant;
  readonly frequency: 'monthly' | 'annual';
}

/** `months` follow each other; nothing is said of what comes after the last. */
export function membersOf(payments: readonly ReportedPayment[], months: readonly Month[], timeZone: string): Members {
  const memberships = [...spansByMembership(payments).values()];
  const joinedIn = memberships.map((spans) => monthOf(Math.min(...spans.map(({ from }) => from)), timeZone));
  const ends = new Map(months.map((month) => [month, endOf(month, timeZone)]));
  const goesOn = (spans: readonly Span[], at: Instant): Span | undefined =>
    spans.find(({ from, until }) => from < at && at <= until);
  return {
    months: months.map((month) => {
      const [start, end] = [endOf(monthBefore(month), timeZone), ends.get(month) ?? 0];
      const tally = { standing: { monthly: 0, annual: 0 }, joined: 0, returned: 0, ended: 0 };
      for (const [at, spans] of memberships.entries()) {
        const [was, is] = [goesOn(spans, start), goesOn(spans, end)];
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
      const kept = months.slice(at).map((each) => own.filter((spans) => goesOn(spans, ends.get(each) ?? 0)).length);
      return { month, joined: own.length, kept };
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
