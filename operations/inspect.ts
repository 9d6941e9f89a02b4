// npm run inspect -- cus_…|cs_…|sub_…|pi_…|in_…: shows what the table holds beside what Stripe says. Ids, states and
// amounts only; it reads nothing personal.
import { parseArgs } from 'node:util';
import { wireReconcile } from '../functions/runtime/wire-reconcile.ts';
import { wireSync } from '../functions/runtime/wire-sync.ts';
import { CannotStart } from '../local/environment/cannot-start.ts';
import { inspect } from '../shared/actions/inspect.ts';
import { inspectedLines } from './inspect/inspected-lines.ts';
import { enterStage, stageOptions } from './stage/enter-stage.ts';
import { type CommandHelp, stageHelp } from './terminal/command-help.ts';
import { runCommand } from './terminal/run-command.ts';

const help: CommandHelp = {
  usage: 'inspect -- ID [--stage NAME]',
  does: 'Shows what the table holds beside what Stripe says. It reads nothing personal and ends with 1 if nothing is held.',
  options: {
    ID: 'begins with cus_, cs_, sub_, pi_ or in_',
    ...stageHelp,
  },
  example: 'npm run inspect -- cus_NffrFeUfNV2Hib --stage live',
};

await runCommand(help, async () => {
  const { values, positionals } = parseArgs({ options: stageOptions, allowPositionals: true });
  const [id = ''] = positionals;
  await enterStage(values.state, values.stage);
  const inspected = await inspect({ ...wireSync(), listing: wireReconcile().listing }, id);
  if (inspected === null) throw new CannotStart('Pass an id that begins with cus_, cs_, sub_, pi_ or in_.');
  if (inspected.length === 0) throw new CannotStart(`Nothing is held of ${id}.`);
  const lines = inspected.flatMap(inspectedLines);
  process.stdout.write(`\n${lines.join('\n')}\n\n`);
  return true;
});
