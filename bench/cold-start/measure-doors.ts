// Cold starts, door beside baseline: each run is a fresh process that imports one bundle and calls it once, the two in
// turn, so that whatever else the machine does falls on both. Refuses a run that failed or asked something else.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Door, doors } from '../../shared/api/routes.ts';
import { median } from '../median.ts';
import { openStage, type Side, type Stage, sides } from './stage.ts';
import { environmentAt, type Start, startOnce } from './start-once.ts';

export interface Measured extends Start {
  readonly kilobytes: number;
  readonly gzipKilobytes: number;
}
export interface DoorRow {
  readonly door: Door;
  readonly own: Measured;
  readonly baseline: Measured;
  /** Of processor time; the middle of the ratios of neighbouring runs: what slows the machine for a while falls out. */
  readonly ratio: number;
  readonly calls: readonly string[];
}

export async function measureDoors(runs: number, progress: (done: number) => void): Promise<readonly DoorRow[]> {
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
): Promise<readonly DoorRow[]> {
  const measured = new Map<Door, Record<Side, Start[]>>(doors.map((door) => [door, { own: [], baseline: [] }]));
  const asked = new Map<Door, readonly string[]>();
  // The first round fills the disk's cache and is not counted.
  for (let round = 0; round <= runs; round += 1) {
    for (const [door, bySide] of measured) {
      for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
        const start = await startOnce(environmentAt(server.url), { folder, door, side });
        if (round > 0) bySide[side].push(start);
        asked.set(door, sameCalls(`${door} (${side})`, server.takeCalls(), asked.get(door)));
      }
    }
    progress(round / runs);
  }
  return [...measured].map(([door, { own, baseline }]) => ({
    door,
    own: { ...sizeOf(folder, door, 'own'), ...medianOf(own) },
    baseline: { ...sizeOf(folder, door, 'baseline'), ...medianOf(baseline) },
    ratio: median(own.map((start, round) => start.cpuMilliseconds / (baseline[round] ?? start).cpuMilliseconds)),
    calls: asked.get(door) ?? [],
  }));
}

/** A baseline that asks less than its door would flatter nobody but itself: whoever changes a door changes it too. */
function sameCalls(who: string, calls: readonly string[], before = calls): readonly string[] {
  if (calls.toSorted().join() === before.toSorted().join()) return before;
  throw new Error(`${who} asked ${calls.join(', ')} where ${before.join(', ')} was asked: see bench/baselines`);
}

const sizeOf = (folder: string, door: Door, side: Side): Pick<Measured, 'kilobytes' | 'gzipKilobytes'> => {
  const bundle = readFileSync(join(folder, side, door, 'index.js'));
  return { kilobytes: bundle.length / 1024, gzipKilobytes: gzipSync(bundle, { level: 9 }).length / 1024 };
};
const medianOf = (starts: readonly Start[]): Start => ({
  milliseconds: median(starts.map((each) => each.milliseconds)),
  cpuMilliseconds: median(starts.map((each) => each.cpuMilliseconds)),
});
