// npm run switch -- checkouts|mail stop|go: stops checkouts or mail, or starts them again. The functions read the change
// within half a minute, without a deploy. Without arguments it prints the state of the switches.
import { parseArgs } from 'node:util';
import * as z from 'zod/mini';
import { CannotStart } from '../local/environment/cannot-start.ts';
import { createDocumentClient } from '../shared/adapters/dynamodb/client.ts';
import { dynamodbSwitches, throwSwitch } from '../shared/adapters/dynamodb/switches.ts';
import { systemClock } from '../shared/adapters/node/system.ts';
import { switches } from '../shared/ports/switches.ts';
import { enterStage, environmentOf, stageOptions } from './stage/enter-stage.ts';
import { type CommandHelp, stageHelp } from './terminal/command-help.ts';
import { runCommand } from './terminal/run-command.ts';

const command = z.union([z.tuple([]), z.tuple([z.enum(switches), z.enum(['stop', 'go'])])]);

const help: CommandHelp = {
  usage: 'switch [-- checkouts|mail stop|go] [--stage NAME]',
  does: 'Stops checkouts or mail, or starts them again. Without arguments it prints the state of the switches.',
  options: {
    'checkouts|mail': 'which switch',
    'stop|go': 'its new state',
    ...stageHelp,
  },
  example: 'npm run switch -- checkouts stop --stage live',
};

await runCommand(help, async () => {
  const { values, positionals } = parseArgs({ options: stageOptions, allowPositionals: true });
  const parsed = command.safeParse(positionals);
  if (!parsed.success)
    throw new CannotStart(`Name the switch and its state: npm run switch -- ${switches.join('|')} stop|go`);
  const where = await enterStage(values.state, values.stage);
  const [documents, table] = [createDocumentClient(), environmentOf('TABLE')];
  const [name, how] = parsed.data;
  if (name !== undefined) await throwSwitch(documents, table, { name, isStopped: how === 'stop' });
  const current = dynamodbSwitches(documents, table, systemClock);
  for (const each of switches) {
    process.stdout.write(`  ${each.padEnd(12)}${(await current.isStopped(each)) ? 'stopped' : 'going'}\n`);
  }
  process.stdout.write(`\n  ${where}; the functions read a change within half a minute.\n\n`);
  return true;
});
