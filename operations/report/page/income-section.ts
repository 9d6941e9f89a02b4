// Income: a chart of twelve months in the main currency, and the month itself in every currency.
import { frequencies } from '../../../shared/core/offer.ts';
import type { MonthReport } from '../month-report.ts';
import { netOf, type Sum, wholeOf } from '../report-income.ts';
import { barChart } from './chart.ts';
import { shades } from './style.ts';
import { amountText, monthText, roundText } from './texts.ts';

export const frequencyTexts = { once: 'Once', monthly: 'Monthly', annual: 'Annual' } as const;
/** From the axis upwards, the most regular income first. */
const order = ['annual', 'monthly', 'once'] as const;

export function incomeSection({ income, month }: MonthReport): string {
  const now = income.at(-1);
  const main = now?.currencies[0]?.currency;
  if (now === undefined || main === undefined) {
    return '<section><h2>Income</h2><p class="note">No money was confirmed in these twelve months.</p></section>';
  }
  const stacks = income.map((each) => ({
    month: each.month,
    pieces: order.map((frequency) => ({
      value: netOf(each.currencies.find(({ currency }) => currency === main)?.byFrequency[frequency] ?? none),
      colour: shades[frequency],
    })),
  }));
  const rows = now.currencies.filter((each) => wholeOf(each).payments > 0).map((each) => rowsOf(each));
  return `<section><h2>Income</h2>
<p class="note">What was given and kept, in ${main.toUpperCase()}, month by month. Money returned later is subtracted from the month it came in.</p>
${legend}
${barChart({ title: `Income of twelve months in ${main.toUpperCase()}, by frequency`, stacks, axisText: (value) => roundText(value, main) })}
<div class="wide" tabindex="0" role="group" aria-label="A wide table"><table><thead><tr><th>${monthText(month)}</th><th>Payments</th><th>Given</th><th>Returned</th><th>Kept</th></tr></thead>
<tbody>${rows.join('')}</tbody></table></div></section>`;
}

const none: Sum = { payments: 0, grossMinor: 0, returnedMinor: 0 };
export const legend = `<ul class="legend">${order
  .toReversed()
  .map((each) => `<li><i style="background:${shades[each]}"></i>${frequencyTexts[each]}</li>`)
  .join('')}</ul>`;

function rowsOf(income: Parameters<typeof wholeOf>[0]): string {
  const code = income.currency.toUpperCase();
  const line = (name: string, sum: Sum, mark = '') =>
    `<tr${mark}><td>${name}</td><td>${sum.payments}</td><td>${amountText(sum.grossMinor, income.currency)}</td><td>${
      sum.returnedMinor === 0 ? '–' : amountText(sum.returnedMinor, income.currency)
    }</td><td>${amountText(netOf(sum), income.currency)}</td></tr>`;
  const each = frequencies.filter((frequency) => income.byFrequency[frequency].payments > 0);
  return [
    ...each.map((frequency) => line(`${frequencyTexts[frequency]}, ${code}`, income.byFrequency[frequency])),
    ...(each.length > 1 ? [line(`Together, ${code}`, wholeOf(income), ' class="sum"')] : []),
  ].join('');
}
