// How far a campaign is, as a piece of page: drawn without figures into static pages, where they would grow old, and
// with them in the browser. Both take the same room, so that nothing moves.
import type { CampaignOut } from '../../shared/api/schemas/offer.ts';
import { parseCurrency } from '../../shared/core/money.ts';
import type progressStrings from '../strings/en/progress.json';
import { showAmount } from './amounts.ts';
import { counted, fill, type Speech } from './strings.ts';
import { type Branch, tree } from './tree.ts';

export type ProgressString = keyof typeof progressStrings;
export type DrawnProgress = Pick<CampaignOut, 'goalMinor' | 'currency'> & Partial<CampaignOut>;

/** Throws for a currency this build does not know, which is a defect of the page. */
export function progressView(campaign: DrawnProgress, speech: Speech<ProgressString>): Branch {
  const { goalMinor, raisedMinor, contributions = 0, asOf } = campaign;
  const { strings, locale } = speech;
  const currency = parseCurrency(campaign.currency);
  if (currency === null) throw new Error('a campaign in an unknown currency');
  const goal = showAmount(goalMinor, currency, locale);
  const isKnown = raisedMinor !== undefined && asOf !== undefined;
  const raised = showAmount(raisedMinor ?? 0, currency, locale);
  const far = fill(strings.raised, { raised, goal });
  return tree(
    'div',
    { class: 'mainstay-far' },
    tree('p', { class: 'mainstay-title' }, isKnown ? far : fill(strings.goal, { goal })),
    tree('progress', {
      'aria-label': strings.progressLabel,
      'aria-valuetext': isKnown ? far : undefined,
      max: goalMinor,
      value: Math.min(raisedMinor ?? 0, goalMinor),
    }),
    tree(
      'p',
      { class: 'mainstay-small' },
      ...(isKnown && contributions > 0 ? [tree('span', {}, counted('contributions', contributions, speech))] : []),
      ...(isKnown ? [tree('span', {}, fill(strings.asOf, { date: dayOf(asOf, locale) }))] : [' ']),
    ),
  );
}

const dayOf = (iso: string, locale: string): string =>
  new Intl.DateTimeFormat([locale, 'en'], { day: 'numeric', month: 'long' }).format(Date.parse(iso));
