// Memberships: how many began and ended each month, and of those that began in a month, how many are still active.
import type { MonthReport } from '../month-report.ts';
import type { Cohort } from '../report-members.ts';
import { barChart } from './chart.ts';
import { loss, shades } from './style.ts';
import { monthLabel, monthText } from './texts.ts';

export function membersSection({ members: { months }, month }: MonthReport): string {
  const stacks = months.map(({ month: each, joined, returned, ended }) => ({
    month: each,
    pieces: [
      { value: joined, colour: shades.annual },
      { value: returned, colour: shades.monthly },
      { value: -ended, colour: loss },
    ],
  }));
  const now = months.at(-1);
  const standing =
    now === undefined
      ? ''
      : `${now.standing.monthly} monthly and ${now.standing.annual} annual ones are active at the end of ${monthText(month)}.`;
  return `<section><h2>Memberships</h2>
<p class="note">Above the line those that began, or were won back after they had lapsed; below it those that ended. ${standing}</p>
<ul class="legend"><li><i style="background:${shades.annual}"></i>Began</li><li><i style="background:${shades.monthly}"></i>Won back</li><li><i style="background:${loss}"></i>Ended</li></ul>
${barChart({ title: 'Memberships that began, were won back and ended, by month', stacks, axisText: String, height: 190 })}</section>`;
}

export function retentionSection({ members: { cohorts } }: MonthReport): string {
  const shown = cohorts.filter(({ joined }) => joined > 0);
  if (shown.length === 0) return '';
  const columns = Math.max(...shown.map(({ active }) => active.length));
  const heading = Array.from(
    { length: columns },
    (_, at) => `<th style="text-align:center">${at === 0 ? 'same' : `+${at}`}</th>`,
  );
  return `<section><h2>Who stayed</h2>
<p class="note">Of the memberships that began in a month, the percentage still active at the end of it, and at the end of each later month.</p>
<div class="wide" tabindex="0" role="group" aria-label="A wide table"><table class="kept"><thead><tr><th>Began in</th><th>Count</th>${heading.join('')}</tr></thead><tbody>${shown
    .map((each) => cohortRow(each, columns))
    .join('')}</tbody></table></div></section>`;
}

function cohortRow({ month, joined, active }: Cohort, columns: number): string {
  const cells = Array.from({ length: columns }, (_, at) => {
    const count = active[at];
    if (count === undefined) return '<td></td>';
    const share = count / joined;
    // Light cells have dark text, and dark cells light text.
    const shade = `background:rgb(31 58 52 / ${(0.06 + share * 0.82).toFixed(2)});color:${share > 0.72 ? '#fffdf8' : '#1c1b19'}`;
    return `<td><i style="${shade}">${Math.round(share * 100)}</i></td>`;
  });
  return `<tr><td>${monthLabel(month)} ${month.slice(0, 4)}</td><td>${joined}</td>${cells.join('')}</tr>`;
}
