// npm run simulate -- --seeds 100000 [--from 1]: as many worlds as there is time for, on every core, and their counts.
// Ends with 1 and the seeds when an invariant was broken. With --reminders the worlds are those of reminders, with --money
// those in which an oracle computes every standing and total, with --meetings those in which workers meet at one supporter
// and nothing heals what they did. With --trials each seed is a trial of asks without a difference, and one with.
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { simulateMeeting } from './meeting-world.ts';
import { simulateMoney } from './money-world.ts';
import { type ReminderReport, simulateReminders } from './reminder-world.ts';
import { simulateWorld, type WorldReport } from './simulate-world.ts';
import { simulateTrial, type TrialOutcome } from './trial-world.ts';

type Report = WorldReport | ReminderReport | TrialOutcome | Pick<WorldReport, 'seed' | 'broken'>;
type Sums = Readonly<Record<string, number>> & { readonly worlds: number; readonly failures: number };
const nothing: Sums = { worlds: 0, failures: 0 };
function add(sums: Sums, { seed: _, broken, ...counts }: Report): Sums {
  const numbers = Object.entries(counts).flatMap(([name, count]) =>
    typeof count === 'number' ? [[name, (sums[name] ?? 0) + count] as const] : [],
  );
  const failures = sums.failures + (broken.length > 0 ? 1 : 0);
  return { ...sums, ...Object.fromEntries(numbers), worlds: sums.worlds + 1, failures };
}

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    worker: { type: 'boolean' },
    reminders: { type: 'boolean', default: false },
    money: { type: 'boolean', default: false },
    meetings: { type: 'boolean', default: false },
    trials: { type: 'boolean', default: false },
  },
});
const [seeds, from] = [Number(values.seeds), Number(values.from)];
if (values.worker === true) await simulateHere();
else await simulateEverywhere();

async function simulate(seed: number): Promise<Report> {
  if (values.meetings) return { seed, broken: await simulateMeeting(seed) };
  if (values.trials) return simulateTrial(seed);
  if (values.money) return { seed, broken: await simulateMoney(seed) };
  return values.reminders ? simulateReminders(seed) : simulateWorld(seed);
}

async function simulateHere(): Promise<void> {
  for (let seed = from; seed < from + seeds; seed += 1) process.send?.(await simulate(seed));
}

async function simulateEverywhere(): Promise<void> {
  const cores = availableParallelism();
  const more = (['reminders', 'money', 'meetings', 'trials'] as const)
    .filter((kind) => values[kind])
    .map((kind) => `--${kind}`);
  const share = Math.ceil(seeds / cores);
  let sums = nothing;
  const hear = (report: Report): void => {
    sums = add(sums, report);
    if (report.broken.length > 0) process.stdout.write(`\nseed ${report.seed}: ${report.broken.join('; ')}\n`);
    if (sums.worlds % 500 === 0) process.stdout.write(`\r${sums.worlds} of ${seeds} worlds, ${sums.failures} broken`);
  };
  await Promise.all(
    Array.from({ length: cores }, (_, core) => {
      const first = from + core * share;
      const part = Math.max(0, Math.min(share, from + seeds - first));
      const child = fork(import.meta.filename, ['--worker', `--from=${first}`, `--seeds=${part}`, ...more]);
      child.on('message', (report: Report) => hear(report));
      return new Promise((resolve) => child.on('exit', resolve));
    }),
  );
  process.stdout.write(`\n${JSON.stringify(sums)}\n`);
  process.exitCode = sums.failures > 0 || sums.worlds < seeds ? 1 : 0;
}
