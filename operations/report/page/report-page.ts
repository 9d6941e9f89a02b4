// The whole report as one HTML file. It loads nothing, runs no script, and prints on two sheets.

import { escapeHtml } from '../../../shared/core/escape-html.ts';
import { isoOf, monthOf } from '../../../shared/core/time.ts';
import type { MonthReport } from '../month-report.ts';
import { netOf, wholeOf } from '../report-income.ts';
import { checkSection, isAgreed } from './check-section.ts';
import { incomeSection } from './income-section.ts';
import { membersSection, retentionSection } from './members-section.ts';
import { campaignSections, remindersSection, sourcesSection } from './other-sections.ts';
import { style } from './style.ts';
import { amountText, countText, monthText } from './texts.ts';
import { trialSection } from './trial-section.ts';

export function reportPage(report: MonthReport): string {
  const { newsroom, month, madeAt, timeZone } = report;
  const isSoFar = monthOf(madeAt, timeZone) <= month;
  const title = `${monthText(month)}${isSoFar ? ', so far' : ''}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${escapeHtml(newsroom)}: ${title}</title><style>${style}</style></head>
<body><main><header><p class="kicker"><span>${escapeHtml(newsroom)}</span><span>What readers gave</span></p><h1>${title}</h1></header>
<p class="lead">${leadOf(report, isSoFar)}</p>
${figuresOf(report)}
${incomeSection(report)}
${membersSection(report)}
${retentionSection(report)}
${campaignSections(report)}
${sourcesSection(report)}
${trialSection(report)}
${remindersSection(report)}
${checkSection(report)}
<footer>Months are those of ${escapeHtml(timeZone)}. A membership is active for the period that was paid, and two weeks more while Stripe retries the next payment. Erased supporters are in the income but in no count of memberships. These pages hold no name, address or id. While few readers give, do not publish the numbers. Made ${isoOf(madeAt).slice(0, 10)}.</footer>
</main></body></html>
`;
}

/** The month in three sentences. */
function leadOf({ income, members, month, newsroom }: MonthReport, isSoFar: boolean): string {
  const [before, now] = [income.at(-2), income.at(-1)];
  const main = now?.currencies[0];
  if (main === undefined) return `${escapeHtml(newsroom)} has no confirmed money in these twelve months.`;
  const given = netOf(wholeOf(main));
  const previous = before?.currencies.find(({ currency }) => currency === main.currency);
  const isFirst = income
    .slice(0, -2)
    .every(({ currencies }) => currencies.every((each) => wholeOf(each).payments === 0));
  const others = (now?.currencies.slice(1) ?? []).filter((each) => wholeOf(each).payments > 0);
  const counts = members.months.at(-1);
  const also =
    others.length === 0
      ? ''
      : `, and in other currencies ${listed(others.map((each) => amountText(netOf(wholeOf(each)), each.currency)))}`;
  const began =
    counts === undefined
      ? ''
      : ` ${countText(counts.joined, 'membership')} began, ${counts.ended} ended, and ${counts.standing.monthly + counts.standing.annual} are active.`;
  return `In ${monthText(month)} readers gave ${amountText(given, main.currency)}${changeText(given, isSoFar || isFirst || previous === undefined ? 0 : netOf(wholeOf(previous)))}${also}.${began}`;
}

/**
 * Against a whole month only: neither of a month that goes on, nor beside the first in which anything came, which may have begun late.
 * What grew manifold is said by how often, since "5460 % more" is no sentence.
 */
function changeText(now: number, before: number): string {
  if (before <= 0) return '';
  const share = Math.round(((now - before) / before) * 100);
  if (share === 0) return ', about as much as the month before';
  if (share >= 200) return `, ${Math.round(now / before)} times as much as the month before`;
  return `, ${Math.abs(share)} % ${share > 0 ? 'more' : 'less'} than the month before`;
}
const listed = (text: readonly string[]): string =>
  text.length < 2 ? text.join('') : `${text.slice(0, -1).join(', ')} and ${text.at(-1)}`;

function figuresOf(report: MonthReport): string {
  const main = report.income.at(-1)?.currencies[0];
  const counts = report.members.months.at(-1);
  const recurring = main === undefined ? 0 : netOf(main.byFrequency.monthly) + netOf(main.byFrequency.annual);
  const whole = main === undefined ? 0 : netOf(wholeOf(main));
  const figures = [
    [main === undefined ? '–' : amountText(whole, main.currency), 'kept, before fees'],
    [whole === 0 ? '–' : `${Math.round((recurring / whole) * 100)} %`, 'of it from memberships'],
    [String((counts?.standing.monthly ?? 0) + (counts?.standing.annual ?? 0)), 'active memberships'],
    [isAgreed(report) ? 'agreed' : 'differs', 'with Stripe, to the cent'],
  ];
  return `<ul class="figures">${figures.map(([value, name]) => `<li><b>${value}</b><span>${name}</span></li>`).join('')}</ul>`;
}
