// npm run recount [-- --dry-run] [--stage test|live]: counts every payment again with the campaigns, rates and time zone of the
// settings. After an interruption the same command goes on.
import { parseArgs } from 'node:util';
import { wireReconcile } from '../functions/runtime/wire-reconcile.ts';
import { wireSync } from '../functions/runtime/wire-sync.ts';
import { createDocumentClient } from '../shared/adapters/dynamodb/client.ts';
import { countingPayments } from '../shared/adapters/dynamodb/counting-payments.ts';
import { recount } from './recount/recount.ts';
import { enterStage, environmentOf, stageOptions } from './stage/enter-stage.ts';
import { type CommandHelp, stageHelp } from './terminal/command-help.ts';
import { runCommand } from './terminal/run-command.ts';
import { screen } from './terminal/terminal-screen.ts';

const help: CommandHelp = {
  usage: 'recount [-- --dry-run] [--stage NAME]',
  does: 'Counts every payment again, after campaigns, rates or the time zone changed. After an interruption the same command continues.',
  options: {
    '--dry-run': 'says how many payments count something else, and writes nothing',
    ...stageHelp,
  },
  example: 'npm run recount -- --stage live',
};

await runCommand(help, async () => {
  const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean', default: false }, ...stageOptions } });
  const where = await enterStage(values.state, values.stage);
  screen.write(`\n  Counting again in ${where}${values['dry-run'] ? ' (dry run)' : ''}\n`);
  // The output holds the counts. The log's metrics feed the alarms of the functions, so a command writes none.
  const log = { write: () => undefined };
  const payments = countingPayments({ documentClient: createDocumentClient(), tableName: environmentOf('TABLE') });
  const { reconciliations, clock } = wireReconcile();
  const worker = { ...wireSync(), log };
  return recount({ payments, worker, reconciliations, clock, log, screen }, { isDry: values['dry-run'] });
});
