// Puts one planted fault into one source file while vitest loads it; the file on disk stays as it is. The fault comes in the
// environment variable `MUTANT`, as JSON.
import { resolve } from 'node:path';
import type { Plugin } from 'vitest/config';

export interface Mutant {
  /** From the root of the repository. */
  readonly file: string;
  /** The text that is replaced; it must be there exactly once. */
  readonly text: string;
  readonly by: string;
}

export function mutatedSource(given: string | undefined): Plugin[] {
  if (given === undefined || given === '') return [];
  const mutant: Mutant = JSON.parse(given);
  const path = resolve(mutant.file);
  return [
    {
      name: 'mutated-source',
      enforce: 'pre',
      transform: (source, id) => (id.split('?')[0] === path ? mutate(source, mutant) : null),
    },
  ];
}

/** Throws where the source does not hold the text once: a fault that no longer fits proves nothing. */
export function mutate(source: string, { file, text, by }: Mutant): string {
  const pieces = source.split(text);
  if (pieces.length !== 2) throw new Error(`${file} holds "${text}" ${pieces.length - 1} times, not once`);
  return pieces.join(by);
}
