// The section about a trial of asks: what each variant brought, and once it is decided whether they differ. Before that it says how
// many gifts are missing, and no chance at all: who watches one fall below 5 % and stops there errs far more often.
import type { MonthReport } from '../month-report.ts';
import type { Comparison, TrialReport } from '../trial-report.ts';
import { amountText, countText } from './texts.ts';

export function trialSection({ trial }: MonthReport): string {
  if (trial === null) return '';
  const rows = trial.lines.map(
    ({ arm, gifts, sums }) =>
      `<tr><td>${arm}</td><td>${gifts}</td><td>${[...sums].map(([currency, sum]) => amountText(sum, currency)).join(' and ')}</td></tr>`,
  );
  return `<section><h2>Variants of the ask “${trial.id}”</h2>
<p class="note">Paid checkouts since the trial began. Every browser tossed once, so the variants were shown to equal shares, and no view was counted. Amounts are those of the first payment.</p>
<table><thead><tr><th>Variant</th><th>Gifts and memberships</th><th>Paid at checkout</th></tr></thead><tbody>${rows.join('')}</tbody></table>
${verdictOf(trial)
  .map((sentence) => `<p style="margin:8px 0 0">${sentence}</p>`)
  .join('')}</section>`;
}

function verdictOf({ missing, planned, comparisons, currency }: TrialReport): readonly string[] {
  if (missing !== null) {
    return [
      `Not yet: ${countText(missing, 'more gift')} for 80 % power. It is decided by the first ${planned} gifts, or when its days are over. Nothing before that means anything.`,
    ];
  }
  return comparisons.map((each) => sentenceOf(each, currency));
}

function sentenceOf({ arm, countChance, moneyChance, timesAsMany, isDifferent }: Comparison, currency: string | null) {
  const { least, most } = timesAsMany;
  const between = `between ${times(least)} and ${times(most)} times as many gifts as a (95 %)`;
  const money = currency === null ? '' : `, p = ${chanceText(moneyChance)} on amounts in ${currency.toUpperCase()}`;
  return `<b>Between ${arm} and a there is ${isDifferent ? 'a' : 'no'} difference.</b> ${arm} brought ${between}; p = ${chanceText(countChance)} on counts${money}, corrected for all that was compared.`;
}

const times = (value: number): string => (Number.isFinite(value) ? value.toFixed(2) : 'any number of');
const chanceText = (chance: number): string => (chance < 0.001 ? 'below 0.001' : chance.toFixed(3));
