// How far a reconciliation is. Stripe does not say how long its lists are, so the bar goes by lists, and the counts tell
// that it lives. Off a terminal each page is a plain line.
import type { LedgerName } from '../../shared/ports/ledger.ts';
import type { ReconcilePlace, RingCounts } from '../../shared/ports/reconcile-store.ts';
import type { Screen } from '../progress.ts';

export interface ReconcileProgress {
  page(place: ReconcilePlace): void;
  /** A line of its own, above the bar. */
  line(text: string): void;
}
const width = 24;

export function reconcileProgress(screen: Screen, ledgers: readonly LedgerName[]): ReconcileProgress {
  let bar = '';
  const erase = screen.isTerminal ? '\r\u001b[2K' : '';
  return {
    page: ({ ledger, counts }) => {
      const done = ledger === null ? ledgers.length : ledgers.indexOf(ledger);
      const filled = Math.round((done / ledgers.length) * width);
      const shown = `${'█'.repeat(filled)}${'░'.repeat(width - filled)}`;
      const words = `${ledger ?? 'all lists done'}  ${wordsOf(counts)}`;
      bar = screen.isTerminal && ledger !== null ? `  ${shown}  ${words}` : '';
      screen.write(screen.isTerminal ? `${erase}${bar}` : `  ${done}/${ledgers.length}  ${words}\n`);
    },
    line: (text) => screen.write(`${erase}${text}\n${bar}`),
  };
}

export const wordsOf = ({ changed, unchanged, foreign, failed }: RingCounts): string =>
  `changed ${changed}, unchanged ${unchanged}, foreign ${foreign}, failed ${failed}`;
