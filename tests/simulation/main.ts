// npm run simulate -- --seeds 100000 [--from 1]: as many worlds as there is time for, on every core, and what they saw.
// Ends with 1 and the seeds when a promise was broken.
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { simulateWorld, type WorldReport } from './simulate-world.ts';

type Sums = Record<
  'worlds' | 'deliveries' | 'dropped' | 'repeated' | 'deaths' | 'errors' | 'steps' | 'failures',
  number
>;
const nothing: Sums = {
  ...{ worlds: 0, deliveries: 0, dropped: 0, repeated: 0 },
  ...{ deaths: 0, errors: 0, steps: 0, failures: 0 },
};
const add = (sums: Sums, report: WorldReport): Sums => ({
  worlds: sums.worlds + 1,
  deliveries: sums.deliveries + report.deliveries,
  dropped: sums.dropped + report.dropped,
  repeated: sums.repeated + report.repeated,
  deaths: sums.deaths + report.deaths,
  errors: sums.errors + report.errors,
  steps: sums.steps + report.steps,
  failures: sums.failures + (report.broken.length > 0 ? 1 : 0),
});

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    worker: { type: 'boolean' },
  },
});
const [seeds, from] = [Number(values.seeds), Number(values.from)];
if (values.worker === true) await simulateHere();
else await simulateEverywhere();

async function simulateHere(): Promise<void> {
  for (let seed = from; seed < from + seeds; seed += 1) process.send?.(await simulateWorld(seed));
}

async function simulateEverywhere(): Promise<void> {
  const cores = availableParallelism();
  const share = Math.ceil(seeds / cores);
  let sums = nothing;
  const hear = (report: WorldReport): void => {
    sums = add(sums, report);
    if (report.broken.length > 0) process.stdout.write(`\nseed ${report.seed}: ${report.broken.join('; ')}\n`);
    if (sums.worlds % 500 === 0) process.stdout.write(`\r${sums.worlds} of ${seeds} worlds, ${sums.failures} broken`);
  };
  await Promise.all(
    Array.from({ length: cores }, (_, core) => {
      const first = from + core * share;
      const part = Math.max(0, Math.min(share, from + seeds - first));
      const child = fork(import.meta.filename, ['--worker', `--from=${first}`, `--seeds=${part}`]);
      child.on('message', (report: WorldReport) => hear(report));
      return new Promise((resolve) => child.on('exit', resolve));
    }),
  );
  process.stdout.write(`\n${JSON.stringify(sums)}\n`);
  process.exitCode = sums.failures > 0 || sums.worlds < seeds ? 1 : 0;
}
