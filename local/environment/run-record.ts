// The record of a local run for the commands: the environment variables of its functions, as names and addresses. It holds no
// secret; the commands read secrets where the functions do.
import * as z from 'zod/mini';
import { openState } from './state.ts';

const runRecordIn = z.object({ site: z.string(), environment: z.record(z.string(), z.string()) });
export type RunRecord = z.infer<typeof runRecordIn>;

/** Returns a function that removes it at the end of the run. */
export function writeRunRecord(
  folder: string,
  { site, environment }: { site: string; environment: Readonly<Record<string, string | undefined>> },
): () => void {
  const state = openState(folder);
  // Variables to unset (undefined) are not written; a command starts without them.
  state.write('functions', { site, environment });
  return () => state.write('functions', null);
}

/** Null if nothing runs on this folder, or a run without Java, whose table no other process can reach. */
export function readRunRecord(folder: string): RunRecord | null {
  const parsed = runRecordIn.safeParse(openState(folder).read('functions'));
  return parsed.success ? parsed.data : null;
}
