// The cursor of a reconciliation, as the table stores it.
import * as z from 'zod/mini';
import type { ReconcileRun } from '../../ports/reconcile-store.ts';
import { listings } from '../../ports/stripe-listing.ts';
import { instantField, parseRow } from './row-fields.ts';

const count = z.int();
const run = z.object({
  run: z.string(),
  startedAt: instantField,
  since: z.nullable(instantField),
  cursor: z.nullable(
    z.object({
      listing: z.nullable(z.enum(listings)),
      after: z.nullable(z.string()),
      counts: z.object({ changed: count, unchanged: count, foreign: count, queued: count, failed: count }),
    }),
  ),
  isDone: z.boolean(),
});

export const parseReconcileRun = (row: unknown): ReconcileRun => parseRow(run, row, 'reconcile');
