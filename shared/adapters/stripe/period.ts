// Which membership, and until when, an invoice pays for. The invoice's own `period_end` is that of the period before; its
// lines hold the one that is paid for. Only a paid invoice pays, only its lines above zero, and only where money or credit
// stands behind them: Stripe also closes as paid what a credit note or a sum too small to charge has settled.
import { parseMembershipId } from '../../core/ids.ts';
import type { PeriodPurpose } from '../../core/payment.ts';
import { day, type Instant, instantOfSeconds } from '../../core/time.ts';
import type { InvoiceAnswer, InvoiceLineAnswer } from './billing-answers.ts';

/** Longer than anything that is sold by months, and shorter than a year. */
const longestMonths = 350 * day;

/** `confirmedAt`: when the money came. Before that the purpose says what the money is due for. */
export function periodOf(
  invoice: InvoiceAnswer,
  lines: readonly InvoiceLineAnswer[],
  confirmedAt: Instant | null,
): PeriodPurpose | null {
  const membership = parseMembershipId(invoice.parent?.subscription_details?.subscription ?? '');
  const paying = lines.filter((line) => line.parent?.type === 'subscription_item_details' && line.amount > 0);
  const [first, ...others] = paying;
  if (membership === null || first === undefined) return null;
  // Of two that end together the longer: a proration beside a renewal must not make a year a month.
  const longest = others.reduce((last, line) => {
    if (line.period.end !== last.period.end) return line.period.end > last.period.end ? line : last;
    return line.period.start < last.period.start ? line : last;
  }, first);
  const [start, end] = [instantOfSeconds(longest.period.start), instantOfSeconds(longest.period.end)];
  const frequency = end - start > longestMonths ? ('annual' as const) : ('monthly' as const);
  const purpose = { kind: 'period', membership, frequency, periodEnd: end } as const;
  if (confirmedAt === null) return purpose;
  const last = paying.filter((line) => line.period.end === longest.period.end);
  const paidBy = invoice.status === 'paid' ? paidByOf(invoice, lines, last) : 'nothing';
  if (paidBy === 'money') return purpose;
  // Money that came for an invoice which is not paid, or not to be paid any more, pays for not a day.
  if (paidBy === 'nothing') return { ...purpose, periodEnd: Math.min(start, confirmedAt) };
  return { ...purpose, creditedThrough: paidBy.creditedThrough };
}

/** What stands behind the lines that end last: money alone, or also credit for the unused time of some period, or nothing. */
function paidByOf(
  invoice: InvoiceAnswer,
  lines: readonly InvoiceLineAnswer[],
  last: readonly InvoiceLineAnswer[],
): 'money' | 'nothing' | { readonly creditedThrough: Instant } {
  const dueMinor = last.reduce((sum, line) => sum + dueOf(line), 0);
  // A coupon of staff's took all of it off. Like credit, it lets only a membership go on that money once paid for.
  if (dueMinor === 0) return { creditedThrough: 0 };
  if (invoice.amount_paid >= dueMinor) return 'money';
  const unused = lines.filter((line) => line.amount < 0);
  const unusedMinor = unused.reduce((sum, line) => sum - line.amount, 0);
  if (invoice.amount_paid + unusedMinor + balanceUsed(invoice) < dueMinor) return 'nothing';
  return { creditedThrough: instantOfSeconds(Math.max(0, ...unused.map((line) => line.period.end))) };
}

const dueOf = ({ amount, discount_amounts: discounts }: InvoiceLineAnswer): number =>
  (discounts ?? []).reduce((due, discount) => due - discount.amount, amount);

/** Credit of the customer that this invoice used up. A balance below zero is credit, one above is owed. */
const balanceUsed = ({ starting_balance: before, ending_balance: after }: InvoiceAnswer): number =>
  Math.max(0, Math.min(0, after ?? before ?? 0) - Math.min(0, before ?? 0));
