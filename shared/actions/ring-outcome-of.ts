// What a ring that is answered at once means for the sums of a reconciliation.
import type { RingOutcome } from '../ports/reconcile-store.ts';
import type { Answered } from './answer-doorbell.ts';

/** Money that Stripe links to nothing is another app's, as far as anybody can tell. */
const meanings: Readonly<Record<Answered, RingOutcome>> = {
  changed: 'changed',
  booked: 'changed',
  unchanged: 'unchanged',
  erased: 'unchanged',
  aged: 'unchanged',
  open: 'unchanged',
  expired: 'unchanged',
  foreign: 'foreign',
  unlinked: 'foreign',
};
export const ringOutcomeOf = (answered: Answered): RingOutcome => meanings[answered];
