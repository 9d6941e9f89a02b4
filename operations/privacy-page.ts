// npm run privacy-page: writes the tables of docs/privacy.md from the code. A test fails while the page is out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withRetention } from './privacy-page/retention-tables.ts';
import type { CommandHelp } from './terminal/command-help.ts';
import { runCommand } from './terminal/run-command.ts';

const help: CommandHelp = {
  usage: 'privacy-page',
  does: 'Writes the tables of docs/privacy.md from the code.',
  options: {},
  example: 'npm run privacy-page',
};

await runCommand(help, async () => {
  const file = join(import.meta.dirname, '..', 'docs', 'privacy.md');
  writeFileSync(file, withRetention(readFileSync(file, 'utf8')));
  process.stdout.write('\n  Wrote docs/privacy.md\n\n');
  return true;
});
