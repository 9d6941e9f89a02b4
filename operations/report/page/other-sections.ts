// The sections about campaigns, reminders and the sources of contributions.

import { escapeHtml } from '../../../shared/core/escape-html.ts';
import { reminderSource } from '../../../shared/core/reminder.ts';
import type { CampaignMonths, MonthReport, SourceLine } from '../month-report.ts';
import { barChart } from './chart.ts';
import { shades } from './style.ts';
import { amountText, countText, roundText, shareText } from './texts.ts';

export const campaignSections = ({ campaigns }: MonthReport): string =>
  campaigns
    .filter(({ months }) => months.some(({ raisedMinor }) => raisedMinor > 0))
    .map(campaignSection)
    .join('');

function campaignSection({ id, currency, goalMinor, months }: CampaignMonths): string {
  const raisedMinor = months.at(-1)?.raisedMinor ?? 0;
  const filled = Math.min(1, raisedMinor / goalMinor) * 716;
  const stacks = months.map(({ month, raisedMinor: value }) => ({
    month,
    pieces: [{ value, colour: shades.monthly }],
  }));
  return `<section><h2>Campaign “${escapeHtml(id)}”</h2>
<p class="note">${amountText(raisedMinor, currency)} of ${amountText(goalMinor, currency)} this month: ${shareText(raisedMinor, goalMinor)}. Other currencies are counted at the rate of their settlement, or the settings' own.</p>
<svg viewBox="0 0 716 18" role="img"><title>${shareText(raisedMinor, goalMinor)} of the goal</title><rect width="716" height="14" rx="2" fill="#ece7db"/><rect width="${filled.toFixed(1)}" height="14" rx="2" fill="${shades.annual}"/></svg>
${barChart({ title: `Raised for ${escapeHtml(id)} by month`, stacks, axisText: (value) => roundText(value, currency), height: 140 })}</section>`;
}

export function remindersSection({ messages: { sent, waiting }, sources }: MonthReport): string {
  const brought = sources.find(({ source }) => source === reminderSource);
  const came =
    brought === undefined ? 'No checkout was paid through one this month.' : `${cameText(brought)} came from them.`;
  return `<section><h2>Reminders</h2>
<p class="note">Readers who were not ready asked for one e-mail in a month of their choice.</p>
<p style="margin:0">${countText(sent, 'reminder')} ${sent === 1 ? 'was' : 'were'} sent this month, and ${countText(waiting, 'reminder waits', 'reminders wait')} for their month. ${came}</p></section>`;
}

export const cameText = ({ contributions, memberships, sums }: SourceLine): string =>
  `${countText(contributions, 'one-time gift')} and ${countText(memberships, 'membership')}, ${sumText(sums)} at checkout,`;
const sumText = (sums: ReadonlyMap<string, number>): string =>
  [...sums].map(([currency, amountMinor]) => amountText(amountMinor, currency)).join(' and ');

export function sourcesSection({ sources }: MonthReport): string {
  if (sources.length === 0) return '';
  const rows = sources
    .slice(0, mostSources)
    .map(
      (line) =>
        `<tr><td>${line.source === null ? 'not named' : escapeHtml(line.source)}</td><td>${line.contributions}</td><td>${line.memberships}</td><td>${sumText(line.sums)}</td></tr>`,
    );
  return `<section><h2>Where they came from</h2>
<p class="note">Checkouts opened and paid this month, by the source that the page named. Renewals are not included.</p>
<table><thead><tr><th>Source</th><th>One-time gifts</th><th>Memberships</th><th>Paid at checkout</th></tr></thead><tbody>${rows.join('')}</tbody></table></section>`;
}
const mostSources = 12;
