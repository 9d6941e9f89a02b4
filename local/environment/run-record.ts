// What a running house tells the commands: where its functions find everything, as names and addresses. No secret is in it:
// the commands ask for those where the functions do.
import * as z from 'zod/mini';
import { openState } from './state.ts';

const runRecordIn = z.object({ site: z.string(), environment: z.record(z.string(), z.string()) });
export type RunRecord = z.infer<typeof runRecordIn>;

/** Answers what takes it back, at the end of the run. */
export function writeRunRecord(
  folder: string,
  { site, environment }: { site: string; environment: Readonly<Record<string, string | undefined>> },
): () => void {
  const state = openState(folder);
  // What is to be unset (undefined) is not written: a command begins without it.
  state.write('functions', { site, environment });
  return () => state.write('functions', null);
}

/** Null where no house runs on this folder, or one without Java, whose table nobody else can reach. */
export function readRunRecord(folder: string): RunRecord | null {
  const parsed = runRecordIn.safeParse(openState(folder).read('functions'));
  return parsed.success ? parsed.data : null;
}
