// Cold starts, function beside baseline. Each run is a fresh process that imports one bundle and calls it once. The two
// alternate, so that other load on the machine affects both. Refuses a run that failed or made other requests.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type FunctionName, functions } from '../../shared/api/routes.ts';
import { median } from '../median.ts';
import { openStage, type Side, type Stage, sides } from './stage.ts';
import { environmentAt, type Start, startOnce } from './start-once.ts';

export interface Measured extends Start {
  readonly kilobytes: number;
  readonly gzipKilobytes: number;
}
export interface FunctionRow {
  readonly functionName: FunctionName;
  readonly own: Measured;
  readonly baseline: Measured;
  /** Of processor time; the median of the ratios of neighbouring runs, so that a slow minute of the machine does not count. */
  readonly ratio: number;
  readonly calls: readonly string[];
}

export async function measureFunctions(
  runs: number,
  progress: (done: number) => void,
): Promise<readonly FunctionRow[]> {
  const stage = await openStage(sides);
  try {
    return await interleave(stage, runs, progress);
  } finally {
    await stage.close();
  }
}

async function interleave(
  { folder, server }: Stage,
  runs: number,
  progress: (done: number) => void,
): Promise<readonly FunctionRow[]> {
  const measured = new Map<FunctionName, Record<Side, Start[]>>(
    functions.map((functionName) => [functionName, { own: [], baseline: [] }]),
  );
  const requested = new Map<FunctionName, readonly string[]>();
  // The first round fills the disk's cache and is not counted.
  for (let round = 0; round <= runs; round += 1) {
    for (const [functionName, bySide] of measured) {
      for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
        const start = await startOnce(environmentAt(server.url), { folder, functionName, side });
        if (round > 0) bySide[side].push(start);
        requested.set(
          functionName,
          sameCalls(`${functionName} (${side})`, server.takeCalls(), requested.get(functionName)),
        );
      }
    }
    progress(round / runs);
  }
  return [...measured].map(([functionName, { own, baseline }]) => ({
    functionName,
    own: { ...sizeOf(folder, functionName, 'own'), ...medianOf(own) },
    baseline: { ...sizeOf(folder, functionName, 'baseline'), ...medianOf(baseline) },
    ratio: median(own.map((start, round) => start.cpuMilliseconds / (baseline[round] ?? start).cpuMilliseconds)),
    calls: requested.get(functionName) ?? [],
  }));
}

/** A baseline that makes fewer requests than its function would be too cheap. Change both together. */
function sameCalls(who: string, calls: readonly string[], before = calls): readonly string[] {
  if (calls.toSorted().join() === before.toSorted().join()) return before;
  throw new Error(`${who} asked ${calls.join(', ')} where ${before.join(', ')} was asked: see bench/baselines`);
}

const sizeOf = (
  folder: string,
  functionName: FunctionName,
  side: Side,
): Pick<Measured, 'kilobytes' | 'gzipKilobytes'> => {
  const bundle = readFileSync(join(folder, side, functionName, 'index.js'));
  return { kilobytes: bundle.length / 1024, gzipKilobytes: gzipSync(bundle, { level: 9 }).length / 1024 };
};
const medianOf = (starts: readonly Start[]): Start => ({
  milliseconds: median(starts.map((each) => each.milliseconds)),
  cpuMilliseconds: median(starts.map((each) => each.cpuMilliseconds)),
});
