// Puts faults into the source while vitest loads it; the files on disk stay as they are. `npm run mutate` says by the
// environment which: one fault at a time (`MUTANT`, as JSON), or all faults of a folder at once (`MUTATED_FOLDER`).
import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { Plugin } from 'vitest/config';
import { allInOne } from './all-in-one.ts';
import { faultsIn } from './faults-in.ts';
import type { Mutant } from './mutant.ts';

/** Read at each file that is loaded: one run of vitest tries one fault after another. */
export function mutatedSource(): Plugin[] {
  return [
    {
      name: 'mutated-source',
      enforce: 'pre',
      transform(source, id) {
        const given = process.env['MUTANT'] ?? '';
        if (given === '') return null;
        const mutant: Mutant = JSON.parse(given);
        return id.split('?')[0] === resolve(mutant.file) ? mutate(source, mutant) : null;
      },
    },
  ];
}

export function wholeFolder(folder: string): Plugin[] {
  const faults = Map.groupBy(faultsIn(folder), ({ file }) => file);
  return [
    {
      name: 'mutated-folder',
      enforce: 'pre',
      transform(_, id) {
        const file = relative('.', id.split('?')[0] ?? '');
        const own = faults.get(file);
        return own === undefined ? null : allInOne(file, readFileSync(file, 'utf8'), own);
      },
    },
  ];
}

export const mutate = (source: string, { from, to, by }: Mutant): string =>
  source.slice(0, from) + by + source.slice(to);
