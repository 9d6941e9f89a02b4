// Where a reconciliation stands, as it lies in the table.
import * as z from 'zod/mini';
import { ledgers } from '../../ports/ledger.ts';
import type { ReconcileRun } from '../../ports/reconcile-store.ts';
import { instantField, parseRow } from './row-fields.ts';

const count = z.int();
const run = z.object({
  run: z.string(),
  startedAt: instantField,
  since: z.nullable(instantField),
  place: z.nullable(
    z.object({
      ledger: z.nullable(z.enum(ledgers)),
      after: z.nullable(z.string()),
      counts: z.object({ changed: count, unchanged: count, foreign: count, queued: count, failed: count }),
    }),
  ),
  isDone: z.boolean(),
});

export const parseReconcileRun = (row: unknown): ReconcileRun => parseRow(run, row, 'reconcile');
