// Shows that the figures agree with Stripe's: both sums, compared payment by payment to the cent; what reached the balance;
// and what on the account is not ours. A difference is shown in red.
import type { MonthReport } from '../month-report.ts';
import { type CheckedPayment, isEven } from '../report-check.ts';
import { amountText, countText } from './texts.ts';

export function isAgreed({ check }: MonthReport): boolean {
  return check.lines.every(isEven) && check.unequal.length === 0 && check.missing.length === 0;
}

export function checkSection(report: MonthReport): string {
  const { check } = report;
  const rows = check.lines.map((line) => {
    const { currency, ours, stripes } = line;
    const mark = isEven(line) ? '<span class="good">agree</span>' : '<span class="bad">differ</span>';
    return `<tr><td>${currency.toUpperCase()}</td><td>${ours.payments}</td><td>${amountText(ours.amountMinor, currency)}</td><td>${amountText(ours.refundedMinor, currency)}</td><td>${stripes.payments}</td><td>${amountText(stripes.amountMinor, currency)}</td><td>${amountText(stripes.refundedMinor, currency)}</td><td>${mark}</td></tr>`;
  });
  const verdict = isAgreed(report)
    ? '<span class="good">Every payment agrees with Stripe’s own list, to the cent.</span>'
    : `<span class="bad">Payments that differ from Stripe’s list: ${check.unequal.length}; missing here: ${check.missing.length}. Run npm run reconcile, then make this report again.</span>`;
  return `<section><h2>Check against Stripe</h2>
<p class="note">${verdict}</p>
<div class="wide" tabindex="0" role="group" aria-label="A wide table"><table><thead><tr><td></td><th>We hold</th><th>given</th><th>refunded</th><th>Stripe lists</th><th>given</th><th>refunded</th><td></td></tr></thead><tbody>${rows.join('')}</tbody></table></div>
<p class="note" style="margin-top:14px">${[...settledText(report), ...asideText(report)].join(' ')}</p></section>`;
}

const settledText = ({ check }: MonthReport): string[] =>
  check.settled.map(
    ({ currency, amountMinor, feeMinor }) =>
      `Of it ${amountText(amountMinor, currency)} reached the balance in ${currency.toUpperCase()}; Stripe kept ${amountText(feeMinor, currency)} in fees.`,
  );

function asideText({ check }: MonthReport): string[] {
  const apart = [...check.withoutCharge].map(
    ([currency, { payments, amountMinor }]) =>
      `${countText(payments, 'payment')} of ${amountText(amountMinor, currency)} came without a charge of this month (out of band, or from credit).`,
  );
  const foreign = check.foreign.length === 0 ? [] : [foreignText(check.foreign)];
  return [...apart, ...foreign];
}

function foreignText(foreign: readonly CheckedPayment[]): string {
  const sums = new Map<string, number>();
  for (const { currency, amountMinor } of foreign) sums.set(currency, (sums.get(currency) ?? 0) + amountMinor);
  const text = [...sums].map(([currency, amountMinor]) => amountText(amountMinor, currency)).join(', ');
  return `Not through Mainstay, and left out: ${countText(foreign.length, 'other charge')} on the account (${text}).`;
}
