// Shows the progress of a reconciliation. Stripe does not say how long its lists are, so the bar counts finished lists, and
// the numbers show that it is running. Without a terminal each page is one line.
import type { Screen } from '../../local/environment/progress.ts';
import type { ReconcileCounts, ReconcileCursor } from '../../shared/ports/reconcile-store.ts';
import type { ListingName } from '../../shared/ports/stripe-listing.ts';

export interface ReconcileProgress {
  page(cursor: ReconcileCursor): void;
  /** A line of its own, above the bar. */
  line(text: string): void;
}
const width = 24;

export function reconcileProgress(screen: Screen, listings: readonly ListingName[]): ReconcileProgress {
  let bar = '';
  const erase = screen.isTerminal ? '\r\u001b[2K' : '';
  return {
    page: ({ listing, counts }) => {
      const done = listing === null ? listings.length : listings.indexOf(listing);
      const filled = Math.round((done / listings.length) * width);
      const shown = `${'█'.repeat(filled)}${'░'.repeat(width - filled)}`;
      const text = `${listing ?? 'all lists done'}  ${textOf(counts)}`;
      bar = screen.isTerminal && listing !== null ? `  ${shown}  ${text}` : '';
      screen.write(screen.isTerminal ? `${erase}${bar}` : `  ${done}/${listings.length}  ${text}\n`);
    },
    line: (text) => screen.write(`${erase}${text}\n${bar}`),
  };
}

export const textOf = ({ changed, unchanged, foreign, failed }: ReconcileCounts): string =>
  `changed ${changed}, unchanged ${unchanged}, foreign ${foreign}, failed ${failed}`;
