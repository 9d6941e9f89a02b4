// npm run import -- --stripe [--product prod_…] | --csv file [--yes] [--stage test|live]: makes existing Stripe
// subscriptions memberships. It counts first, prints the numbers and asks. It prints nothing personal and may be repeated.
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { wireSync } from '../functions/runtime/wire-sync.ts';
import { CannotStart } from '../local/environment/cannot-start.ts';
import { systemChance } from '../shared/adapters/node/system.ts';
import { openAccount } from './account/open-account.ts';
import { importLines, mostLines } from './import/import-lines.ts';
import { type ImportInput, type ImportNeeds, importMemberships } from './import/import-memberships.ts';
import { csvTextOf, parseCsv } from './import/parse-csv.ts';
import { readArchived } from './import/read-archived.ts';
import { candidatesOfAccount, candidatesOfList } from './import/read-candidates.ts';
import { enterStage, stageOptions } from './stage/enter-stage.ts';
import { askPerson } from './terminal/ask-person.ts';
import { type CommandHelp, stageHelp } from './terminal/command-help.ts';
import { runCommand } from './terminal/run-command.ts';
import { screen } from './terminal/terminal-screen.ts';

const options = {
  ...stageOptions,
  stripe: { type: 'boolean', default: false },
  csv: { type: 'string' },
  product: { type: 'string', multiple: true },
  yes: { type: 'boolean', default: false },
} as const;

const help: CommandHelp = {
  usage: 'import -- --stripe|--csv FILE [--stage NAME]',
  does: 'Makes existing Stripe subscriptions memberships. It counts first, prints the numbers and asks.',
  options: {
    '--stripe': 'all live subscriptions of the account',
    '--csv FILE': 'the subscriptions in the columns `subscription` and `customer`',
    '--product prod_…': 'only this product; may be repeated',
    '--yes': 'does not ask',
    ...stageHelp,
  },
  example: 'npm run import -- --stripe --product prod_NWjs8kKbJWmuuc --stage live',
};

await runCommand(help, async () => {
  const { values } = parseArgs({ options });
  if (values.stripe === (values.csv !== undefined)) throw new CannotStart('Name the source: --stripe, or --csv file.');
  const rows = values.csv === undefined ? null : parseCsv(await textOf(values.csv));
  const where = await enterStage(values.state, values.stage);
  const { stripe, target } = await openAccount();
  // The output holds the counts. The log's metrics feed the alarms of the functions, so a command writes none.
  const worker = { ...wireSync(), log: { write: () => undefined } };
  const needs: ImportNeeds = {
    stripe,
    worker,
    screen,
    mode: target.mode,
    installation: target.installation,
    wait,
    run: systemChance.token(9),
  };
  const source = () => (rows === null ? candidatesOfAccount(needs) : candidatesOfList(needs, rows));
  const run = async (input: ImportInput) => {
    const counts = await importMemberships(needs, source(), input);
    const archived = await readArchived(needs, [...counts.products.keys()].slice(0, mostLines));
    screen.write(`\n${importLines(counts, input.isDry, archived).join('\n')}\n\n`);
    return counts;
  };
  screen.write(`\n  Importing into ${where}; counting first\n`);
  const { made, held } = await run({ isDry: true, products: values.product ?? [] });
  if (made + held === 0) return true;
  if (!values.yes && askPerson === null) throw new CannotStart('Nothing was changed. Without a terminal, pass --yes.');
  if (!values.yes && (await askPerson?.(questionOf(made, held))) !== true) return false;
  const { failed } = await run({ isDry: false, products: values.product ?? [] });
  if (made > 0) screen.write('  Import earlier payments with: npm run reconcile -- --full\n\n');
  return failed.length === 0;
});

const questionOf = (made: number, held: number): string =>
  made > 0 ? `Mark ${made} at Stripe and import them?` : `Write the address pointers of the ${held} again?`;

async function textOf(file: string): Promise<string> {
  try {
    return csvTextOf(await readFile(file));
  } catch {
    // The file is missing or not readable.
    throw new CannotStart(`${file} could not be read.`);
  }
}
