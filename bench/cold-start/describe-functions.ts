// The table of cold starts, and the functions that are over their budget.
import { columns, hundredth, tenth } from '../columns.ts';
import type { DependencyRow } from './measure-dependencies.ts';
import type { FunctionRow } from './measure-functions.ts';

/** A function may cost this many times what its dependencies cost alone. */
const mostTimes = 1.15;

export interface RunRecord {
  readonly text: string;
  readonly over: readonly string[];
}

export function describeFunctions(rows: readonly FunctionRow[], runs: number): RunRecord {
  const head = ['functionName', 'KB', 'gz KB', 'bare KB', '×', 'wall ms', 'bare', 'CPU ms', 'bare', '×', ''];
  const table = rows.map((row) => {
    const { functionName, own, baseline, ratio } = row;
    const sizes = [own.kilobytes, own.gzipKilobytes, baseline.kilobytes].map(tenth);
    const wall = [own.milliseconds, baseline.milliseconds].map(tenth);
    const cpu = [own.cpuMilliseconds, baseline.cpuMilliseconds].map(tenth);
    return [functionName, ...sizes, hundredth(timesBigger(row)), ...wall, ...cpu, hundredth(ratio), verdictOf(row)];
  });
  const text = [
    `Cold starts: import and first call in fresh processes, beside the same dependencies doing nothing ("bare").`,
    `Medians of ${runs} runs in turn; the second × is the median of the ratios of neighbouring runs. Budget: ${mostTimes} ×.`,
    columns(head, table),
    '',
    ...rows.map(({ functionName, calls }) => `  ${functionName} asked: ${calls.join(', ') || 'nothing'}`),
  ].join('\n');
  const over = rows
    .filter((row) => verdictOf(row) === 'over')
    .map(({ functionName }) => `${functionName} is too large or starts too slowly`);
  return { text, over };
}

export const describeDependencies = (rows: readonly DependencyRow[]): string =>
  [
    'Runtime dependencies, each alone in a bundle; "CPU ms" is what its import adds to that of an empty one.',
    columns(
      ['dependency', 'KB', 'gz KB', 'CPU ms'],
      rows.map((row) => [row.name, ...[row.kilobytes, row.gzipKilobytes, row.cpuMilliseconds].map(tenth)]),
    ),
  ].join('\n');

const timesBigger = ({ own, baseline }: FunctionRow): number => own.kilobytes / baseline.kilobytes;

const verdictOf = (row: FunctionRow): 'ok' | 'over' =>
  row.ratio <= mostTimes && timesBigger(row) <= mostTimes ? 'ok' : 'over';
