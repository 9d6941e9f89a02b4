// All faults of a folder, each with its number: the same in every process that asks.
import { globSync, readFileSync } from 'node:fs';
import type { Numbered } from './all-in-one.ts';
import { mutantsOf } from './mutation-operators.ts';

/** Texts that only readers see are proven by the tests of the texts. */
const isLeftOut = (file: string): boolean => file.includes('mail-templates/');

export function faultsIn(folder: string): readonly Numbered[] {
  const files = globSync(`${folder}/**/*.ts`).filter((file) => !isLeftOut(file));
  return files
    .toSorted()
    .flatMap((file) => mutantsOf(file, readFileSync(file, 'utf8')))
    .map((mutant, id) => ({ ...mutant, id }));
}
