// npm run cost: prints the cost sheet, as docs/operations.md shows it.
import { costTable } from './cost/cost-sheet.ts';
import type { CommandHelp } from './terminal/command-help.ts';
import { runCommand } from './terminal/run-command.ts';

const help: CommandHelp = {
  usage: 'cost',
  does: 'Prints what a month costs on AWS, for several sizes of a newsroom. It calls nothing.',
  options: {},
  example: 'npm run cost',
};

await runCommand(help, async () => {
  process.stdout.write(`${costTable()}\n`);
  return true;
});
