// How far a campaign is, as a piece of page: drawn without figures into static pages, where they would grow old, and
// with them in the browser. Both take the same room, so that nothing moves.
import type { CampaignOut } from '../../shared/api/schemas/offer.ts';
import { parseCurrency } from '../../shared/core/money.ts';
import type progressStrings from '../strings/en/progress.json';
import { showAmount } from './amounts.ts';
import { fill, type Speech } from './strings.ts';
import { type Branch, tree } from './tree.ts';

export type ProgressString = keyof typeof progressStrings;
export type DrawnProgress = Pick<CampaignOut, 'goalMinor' | 'currency'> & Partial<CampaignOut>;

/** Throws for a currency this build does not know, which is a defect of the page. */
export function progressView(campaign: DrawnProgress, speech: Speech<ProgressString>): Branch {
  const { goalMinor, raisedMinor, lastMonth } = campaign;
  const { strings, locale } = speech;
  const currency = parseCurrency(campaign.currency);
  if (currency === null) throw new Error('a campaign in an unknown currency');
  const amount = (amountMinor: number): string => showAmount(amountMinor, currency, locale);
  const goal = fill(strings.goal, { goal: amount(goalMinor) });
  // Until there is a figure that encourages, the goal stands alone, and the bar keeps its room unseen.
  const isBegun = typeof raisedMinor === 'number' && raisedMinor > 0;
  const far = isBegun ? fill(strings.raised, { raised: amount(raisedMinor), goal: amount(goalMinor) }) : goal;
  const last = lastMonth?.raisedMinor ?? 0;
  return tree(
    'div',
    { class: 'mainstay-far' },
    tree('p', { class: 'mainstay-title' }, far),
    tree('progress', {
      'aria-label': strings.progressLabel,
      'aria-valuetext': isBegun ? far : undefined,
      max: goalMinor,
      value: raisedMinor ?? 0,
    }),
    tree(
      'p',
      { class: 'mainstay-small' },
      ...(isBegun ? [tree('span', {}, strings.steps)] : [' ']),
      ...(last > 0 ? [tree('span', {}, fill(strings.lastMonth, { raised: amount(last) }))] : []),
    ),
  );
}
