// Makes every campaign counter the sum of what payments count. A counter can only drift by a defect or by a manual change of
// the table; one that is being moved just now is left for the next run, because a sum taken meanwhile is not its own.
import type { ReconcileStore } from '../ports/reconcile-store.ts';
import type { Log } from '../ports/system.ts';

export interface HealNeeds {
  readonly totals: Pick<ReconcileStore, 'auditTotals' | 'correctTotal'>;
  readonly log: Log;
}
export interface Healed {
  readonly corrected: number;
  /** Left for the next run. */
  readonly moved: number;
}

export async function healTotals({ totals, log }: HealNeeds): Promise<Healed> {
  let healed: Healed = { corrected: 0, moved: 0 };
  for (const difference of await totals.auditTotals()) {
    const outcome = await totals.correctTotal(difference);
    healed = { ...healed, [outcome]: healed[outcome] + 1 };
  }
  if (healed.corrected > 0) log.write('total-corrected', { count: healed.corrected });
  return healed;
}
