// Computes every figure of a month's report from the table's rows and Stripe's lists. It holds nothing personal.
import type { Campaign } from '../../shared/core/campaign.ts';
import type { Currency } from '../../shared/core/money.ts';
import { type Instant, type Month, monthOf } from '../../shared/core/time.ts';
import { sourceWithoutArm } from '../../shared/core/trial.ts';
import type { ReportRows } from './read-rows.ts';
import type { CompletedCheckout, StripeMonth } from './read-stripe-month.ts';
import { type CheckedPayment, checkMonth, type MonthCheck } from './report-check.ts';
import { incomeOf, type MonthIncome } from './report-income.ts';
import { endOf, type Members, membersOf, monthsUpTo } from './report-members.ts';
import type { TrialReport } from './trial-report.ts';

export interface CampaignMonths {
  readonly id: string;
  readonly currency: Currency;
  readonly goalMinor: number;
  readonly months: readonly { readonly month: Month; readonly raisedMinor: number }[];
}
export interface Settled {
  readonly currency: string;
  readonly amountMinor: number;
  readonly feeMinor: number;
}
export interface SourceLine {
  /** Null if no source was named. */
  readonly source: string | null;
  readonly contributions: number;
  readonly memberships: number;
  readonly sums: ReadonlyMap<string, number>;
}
export interface MonthReport {
  readonly newsroom: string;
  readonly month: Month;
  readonly timeZone: string;
  readonly madeAt: Instant;
  /** Twelve months; the last is the reported one. */
  readonly income: readonly MonthIncome[];
  readonly members: Members;
  readonly campaigns: readonly CampaignMonths[];
  readonly messages: { readonly sent: number; readonly waiting: number };
  readonly sources: readonly SourceLine[];
  /** Null where no asks are compared. */
  readonly trial: TrialReport | null;
  readonly check: MonthCheck & {
    /** Payments with our marker that the table does not hold. */
    readonly missing: readonly CheckedPayment[];
    readonly foreign: readonly CheckedPayment[];
    readonly settled: readonly Settled[];
  };
}
export interface ReportNeeds {
  readonly newsroom: string;
  readonly timeZone: string;
  readonly campaigns: readonly Campaign[];
  readonly now: Instant;
  readonly rows: ReportRows;
  readonly stripe: StripeMonth;
  readonly trial?: TrialReport | null;
  /** Whether a payment that we do not hold carries our marker. */
  readonly isMarked: (id: string) => Promise<boolean>;
}
const monthsShown = 12;
/** On a shared account this many other charges are looked up; the rest are counted as another app's. */
const mostLookedUp = 300;

export async function monthReport(needs: ReportNeeds, month: Month): Promise<MonthReport> {
  const { newsroom, timeZone, rows, stripe, now } = needs;
  const months = monthsUpTo(month, monthsShown);
  return {
    newsroom,
    month,
    timeZone,
    madeAt: now,
    income: incomeOf(rows.payments, months, timeZone),
    members: membersOf(rows.payments, months, timeZone),
    campaigns: needs.campaigns.map((campaign) => campaignMonths(campaign, rows, months)),
    messages: messagesOf(rows, month, timeZone),
    sources: sourcesOf(stripe.checkouts.map(withoutArm)),
    trial: needs.trial ?? null,
    check: await checkOf(needs, month),
  };
}

const campaignMonths = (
  { id, currency, goalMinor }: Campaign,
  { counted }: ReportRows,
  months: readonly Month[],
): CampaignMonths => ({
  id,
  currency,
  goalMinor,
  months: months.map((month) => ({
    month,
    raisedMinor: counted
      .filter((each) => each.campaign === id && each.month === month)
      .reduce((sum, { amountMinor }) => sum + amountMinor, 0),
  })),
});

const messagesOf = ({ reminders }: ReportRows, month: Month, timeZone: string) => ({
  sent: reminders.flatMap(({ messages }) => messages).filter((at) => monthOf(at, timeZone) === month).length,
  waiting: reminders.filter(({ state }) => ['due', 'leased', 'sending'].includes(state)).length,
});

/** What is compared is no source of its own. */
const withoutArm = (checkout: CompletedCheckout): CompletedCheckout => ({
  ...checkout,
  source: checkout.source === null ? null : sourceWithoutArm(checkout.source),
});

function sourcesOf(checkouts: readonly CompletedCheckout[]): readonly SourceLine[] {
  const names = [...new Set(checkouts.map(({ source }) => source))];
  const lines = names.map((source) => {
    const own = checkouts.filter((each) => each.source === source);
    const sums = new Map<string, number>();
    for (const { currency, amountMinor } of own) sums.set(currency, (sums.get(currency) ?? 0) + amountMinor);
    const memberships = own.filter(({ isMembership }) => isMembership).length;
    return { source, memberships, contributions: own.length - memberships, sums };
  });
  return lines.sort((one, other) => other.contributions + other.memberships - one.contributions - one.memberships);
}

async function checkOf({ rows, stripe, timeZone, isMarked }: ReportNeeds, month: Month): Promise<MonthReport['check']> {
  const ours = rows.payments.filter(({ confirmedAt }) => monthOf(confirmedAt, timeZone) === month);
  const check = checkMonth(ours, stripe.charges);
  const missing: CheckedPayment[] = [];
  for (const each of check.unknown.slice(0, mostLookedUp)) if (await isMarked(each.id)) missing.push(each);
  const held = new Set(ours.map(({ id }) => id));
  const settled = new Map<string, Settled>();
  for (const { id, settled: each } of stripe.charges) {
    if (each === null || !held.has(id)) continue;
    const sum = settled.get(each.currency) ?? { currency: each.currency, amountMinor: 0, feeMinor: 0 };
    const { amountMinor, feeMinor } = sum;
    settled.set(each.currency, {
      ...sum,
      amountMinor: amountMinor + each.amountMinor,
      feeMinor: feeMinor + each.feeMinor,
    });
  }
  const foreign = check.unknown.filter((each) => !missing.includes(each));
  return { ...check, missing, foreign, settled: [...settled.values()] };
}

/** The instants at which a month begins and ends. */
export const boundsOf = (month: Month, timeZone: string): readonly [from: Instant, to: Instant] => {
  const [before = month] = monthsUpTo(month, 2);
  return [endOf(before, timeZone), endOf(month, timeZone)];
};
