// What a ring that is answered at once means for the sums of a reconciliation.
import type { ReconcileOutcome } from '../ports/reconcile-store.ts';
import type { Answered } from './answer-sync-request.ts';

/** Money that Stripe links to nothing is another app's, as far as anybody can tell. */
const meanings: Readonly<Record<Answered, ReconcileOutcome>> = {
  changed: 'changed',
  anonymised: 'changed',
  unchanged: 'unchanged',
  erased: 'unchanged',
  aged: 'unchanged',
  open: 'unchanged',
  expired: 'unchanged',
  foreign: 'foreign',
  'no-purpose-yet': 'foreign',
};
export const reconcileOutcomeOf = (answered: Answered): ReconcileOutcome => meanings[answered];
