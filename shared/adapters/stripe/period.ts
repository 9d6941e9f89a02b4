// Which membership, and until when, an invoice pays for. The invoice's own `period_end` is that of the period before;
// its lines hold the one that is paid for.
import { known, parseMembershipId } from '../../core/ids.ts';
import type { PeriodPurpose } from '../../core/payment.ts';
import { day, instantOfSeconds } from '../../core/time.ts';
import type { InvoiceAnswer } from './billing-answers.ts';

/** Longer than any month and far shorter than a year. */
const longestMonth = 62 * day;

export function periodOf(invoice: InvoiceAnswer): PeriodPurpose | null {
  const subscription = invoice.parent?.subscription_details?.subscription;
  const lines = invoice.lines.data.filter((line) => line.parent?.type === 'subscription_item_details');
  if (subscription === undefined || lines.length === 0) return null;
  // Of two that end together the longer: a proration beside a renewal must not make a year a month.
  const longest = lines.reduce((last, line) => {
    if (line.period.end !== last.period.end) return line.period.end > last.period.end ? line : last;
    return line.period.start < last.period.start ? line : last;
  });
  const [start, end] = [instantOfSeconds(longest.period.start), instantOfSeconds(longest.period.end)];
  return {
    kind: 'period',
    membership: known(parseMembershipId(subscription)),
    frequency: end - start > longestMonth ? 'annual' : 'monthly',
    periodEnd: end,
  };
}
