// npm run payouts -- --month 2026-11 [--stage test|live]: writes two CSV files for the accountant, from Stripe's own payouts and
// balance. It reads Stripe only, changes nothing, and names no person.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Stripe from 'stripe';
import { settings } from '#settings';
import { CannotStart } from '../local/environment/cannot-start.ts';
import { showProgress } from '../local/environment/progress.ts';
import { systemClock } from '../shared/adapters/node/system.ts';
import { type Month, monthBefore, monthNumberOf, monthOf } from '../shared/core/time.ts';
import { newKeyLink, payoutRows } from './account/key-rows.ts';
import { openAccount } from './account/open-account.ts';
import { type PayoutsWritten, type WriteNeeds, writeMonth, writePayouts } from './payouts/write-accounts.ts';
import { boundsOf } from './report/month-report.ts';
import { enterStage, stageOptions } from './stage/enter-stage.ts';
import { type CommandHelp, stageHelp } from './terminal/command-help.ts';
import { permissionSentence } from './terminal/permission-sentence.ts';
import { runCommand } from './terminal/run-command.ts';
import { screen } from './terminal/terminal-screen.ts';

const help: CommandHelp = {
  usage: 'payouts [-- --month MONTH] [--out FOLDER] [--stage NAME]',
  does: "Writes two CSV files for the accountant: each payout by purpose, and the month's balance. It ends with 1 if a sum differs.",
  options: {
    '--month MONTH': 'like 2026-11; the last whole month without it',
    '--out FOLDER': 'where to write; this folder without it',
    '--sources': 'a line for each source too: what led readers to give',
    '--decimal-comma': 'for spreadsheets that write 12,34: semicolons between cells',
    ...stageHelp,
  },
  example: 'npm run payouts -- --month 2026-11 --stage live',
};

await runCommand(help, async () => {
  const { values } = parseArgs({
    options: {
      ...stageOptions,
      ...{ month: { type: 'string' }, out: { type: 'string', default: '.' } },
      ...{ sources: { type: 'boolean', default: false }, 'decimal-comma': { type: 'boolean', default: false } },
    },
  });
  const { timeZone } = settings.newsroom;
  await enterStage(values.state, values.stage);
  const month = values.month ?? monthBefore(monthOf(systemClock.now(), timeZone));
  if (monthNumberOf(month) === null) throw new CannotStart('--month must be a month, like 2026-11.');
  const { stripe, target } = await openAccount();
  const { installation } = target;
  const needs = { stripe, installation, month, isBySource: values.sources, hasDecimalComma: values['decimal-comma'] };
  try {
    return await write(needs, values.out);
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripePermissionError)) throw error;
    throw new CannotStart(
      `The Stripe key lacks a permission: the functions read no payouts. Stripe: ${permissionSentence(error)} Make a key for this command at ${newKeyLink(target.mode, payoutRows)} and pass it: STRIPE_SETUP_KEY=rk_… npm run payouts`,
    );
  }
});

async function write(needs: WriteNeeds, folder: string): Promise<boolean> {
  const { step } = showProgress(screen);
  const { month } = needs;
  const files = { payouts: join(folder, `payouts-${month}.csv`), month: join(folder, `balance-${month}.csv`) };
  const written = await step("Stripe's payouts", () => writePayouts(needs, between(month, 'UTC'), files.payouts));
  await step('The balance of the month', () =>
    writeMonth(needs, between(month, settings.newsroom.timeZone), files.month),
  );
  screen.write(`\n  ${files.payouts}\n  ${files.month}\n  ${sentenceOf(written)}\n\n`);
  for (const id of written.unlisted)
    screen.write(`  ${id}: made by hand, or not reconciled yet. Stripe does not say what is in it.\n`);
  for (const id of written.unequal) screen.write(`  ${id}: its lines do not add up to it.\n`);
  return written.unequal.length === 0;
}

function between(month: Month, timeZone: string): { readonly from: number; readonly to: number } {
  const [from, to] = boundsOf(month, timeZone);
  return { from, to };
}

function sentenceOf({ payouts, unequal }: PayoutsWritten): string {
  if (unequal.length > 0) return `${unequal.length} of ${payouts} payouts differ from their lines.`;
  const count = `${payouts} ${payouts === 1 ? 'payout' : 'payouts'}`;
  return `${count}: the lines of the first file add up to what Stripe paid out, to the cent.`;
}
