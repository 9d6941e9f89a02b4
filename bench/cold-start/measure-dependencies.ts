// Each runtime dependency alone in a bundle, built like a function: its size, and the time its import adds to a process
// that imports an empty bundle. docs/decisions/0006 gives these figures.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bundleFunction } from '../../build.ts';
import { median } from '../median.ts';
import { openFolder } from './stage.ts';
import { startOnce } from './start-once.ts';

export interface DependencyRow {
  readonly name: string;
  readonly kilobytes: number;
  readonly gzipKilobytes: number;
  /** Processor time more than that of an empty bundle. */
  readonly cpuMilliseconds: number;
}
const names = [
  ...['nothing', 'middy', 'zod-mini', 'dynamodb', 'dynamodb-and-secrets', 'dynamodb-and-mail'],
  'dynamodb-and-smtp',
  ...['secrets-and-sqs', 'stripe', 'hpke'],
];
const side = 'dependencies';

export async function measureDependencies(runs: number): Promise<readonly DependencyRow[]> {
  const { folder, close } = await openFolder(Object.fromEntries(names.map((name) => [name, { headers: {} }])));
  try {
    await Promise.all(names.map((name) => bundleFunction(`bench/dependencies/${name}.ts`, name, join(folder, side))));
    const times = new Map<string, number[]>(names.map((name) => [name, []]));
    for (let round = 0; round <= runs; round += 1) {
      for (const [name, measured] of times) {
        const { cpuMilliseconds } = await startOnce({ AWS_REGION: 'us-east-1' }, { folder, functionName: name, side });
        if (round > 0) measured.push(cpuMilliseconds);
      }
    }
    const floor = median(times.get('nothing') ?? []);
    return [...times].map(([name, measured]) => ({
      name,
      ...sizeOf(folder, name),
      cpuMilliseconds: median(measured) - floor,
    }));
  } finally {
    close();
  }
}

function sizeOf(folder: string, name: string): Pick<DependencyRow, 'kilobytes' | 'gzipKilobytes'> {
  const bundle = readFileSync(join(folder, side, name, 'index.js'));
  return { kilobytes: bundle.length / 1024, gzipKilobytes: gzipSync(bundle, { level: 9 }).length / 1024 };
}
