// A reminder without an address: this browser alone keeps after how many more pages it asks again, and what stood chosen, as
// "10.monthly.500.usd". Where a month was chosen no page is counted: "0.monthly.500.usd", and the rest ends with that month's
// first day.

interface Chosen {
  readonly frequency?: string | null | undefined;
  readonly amountMinor?: number | null | undefined;
  readonly currency?: string | null | undefined;
}
export const pagesAhead = 10;

/** "monthly.500.usd"; what is not chosen is left out. */
export const lineOf = ({ frequency, amountMinor, currency }: Chosen): string =>
  `${frequency ?? ''}.${amountMinor ?? ''}.${currency ?? ''}`;

export const viewsIn = (saved: string | null): number => Number.parseInt(saved ?? '', 10) || 0;

/** Null where no page is counted. */
export function oneViewLess(saved: string | null): string | null {
  const views = viewsIn(saved);
  return saved === null || views === 0 ? null : `${views - 1}${saved.slice(saved.indexOf('.'))}`;
}

/** Null where nothing is kept, or more pages come first. */
export const dueChoice = (saved: string | null): string | null => (saved?.startsWith('0.') ? saved.slice(2) : null);
