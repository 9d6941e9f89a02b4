// npm run reconcile [-- --since 2026-11-01 | --full] [--dry-run]: makes our state what Stripe says, part by part, without
// the queue. After an interruption the same command continues where it stopped. --dry-run prints the differences and writes
// nothing.
import { parseArgs } from 'node:util';
import { wireReconcile } from '../functions/runtime/wire-reconcile.ts';
import { wireSync } from '../functions/runtime/wire-sync.ts';
import { CannotStart } from '../local/environment/cannot-start.ts';
import { instantOfDay } from '../shared/core/time.ts';
import { syncListings } from './reconcile/sync-listings.ts';
import { enterStage, stageOptions } from './stage/enter-stage.ts';
import { type CommandHelp, stageHelp } from './terminal/command-help.ts';
import { runCommand } from './terminal/run-command.ts';

const screen = { write: (text: string) => void process.stdout.write(text), isTerminal: process.stdout.isTTY === true };

const help: CommandHelp = {
  usage: 'reconcile [-- --since DAY|--full] [--dry-run] [--stage NAME]',
  does: 'Makes our state what Stripe says. After an interruption the same command continues.',
  options: {
    '--since DAY': 'everything since this day (UTC), like 2026-11-01; the last 72 hours without it',
    '--full': 'everything there is',
    '--dry-run': 'prints the differences and writes nothing',
    ...stageHelp,
  },
  example: 'npm run reconcile -- --since 2026-11-01 --dry-run --stage live',
};

await runCommand(help, async () => {
  const { values } = parseArgs({
    options: {
      since: { type: 'string' },
      full: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      ...stageOptions,
    },
  });
  const since = values.since === undefined ? null : instantOfDay(values.since);
  if (values.since !== undefined && since === null) throw new CannotStart('--since must be a day, like 2026-11-01.');
  const where = await enterStage(values.state, values.stage);
  screen.write(`\n  Reconciling ${where}${values['dry-run'] ? ' (dry run)' : ''}\n`);
  // The output holds the counts. The log's metrics feed the alarms of the functions, so a command writes none.
  const worker = { ...wireSync(), log: { write: () => undefined } };
  return syncListings(
    { ...wireReconcile(), log: worker.log, worker, screen },
    {
      since,
      isFull: values.full,
      isDry: values['dry-run'],
    },
  );
});
