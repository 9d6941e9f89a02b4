// npm run report -- --month 2026-11 [--out file.html] [--stage test|live]: writes a month's income and memberships as one
// printable page for a publisher. It reads the table once and Stripe's lists of the month; it changes nothing.
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { settings } from '#settings';
import { wireSync } from '../functions/runtime/wire-sync.ts';
import { CannotStart } from '../local/environment/cannot-start.ts';
import { showProgress } from '../local/environment/progress.ts';
import { createDocumentClient } from '../shared/adapters/dynamodb/client.ts';
import { systemClock } from '../shared/adapters/node/system.ts';
import { parsePaymentId } from '../shared/core/ids.ts';
import { monthNumberOf, monthOf } from '../shared/core/time.ts';
import { openAccount } from './account/open-account.ts';
import { boundsOf, monthReport } from './report/month-report.ts';
import { isAgreed } from './report/page/check-section.ts';
import { reportPage } from './report/page/report-page.ts';
import { readRows } from './report/read-rows.ts';
import { readStripeMonth } from './report/read-stripe-month.ts';
import { readTrial } from './report/read-trial.ts';
import { trialReport } from './report/trial-report.ts';
import { enterStage, environmentOf, stageOptions } from './stage/enter-stage.ts';
import { type CommandHelp, stageHelp } from './terminal/command-help.ts';
import { runCommand } from './terminal/run-command.ts';
import { screen } from './terminal/terminal-screen.ts';

const help: CommandHelp = {
  usage: 'report [-- --month MONTH] [--out FILE] [--stage NAME]',
  does: "Writes a month's income and memberships as one printable page. It ends with 1 if it differs from Stripe.",
  options: {
    '--month MONTH': 'like 2026-11; this month without it',
    '--out FILE': 'where to write; mainstay-MONTH.html without it',
    ...stageHelp,
  },
  example: 'npm run report -- --month 2026-11 --stage live',
};

await runCommand(help, async () => {
  const { values } = parseArgs({ options: { ...stageOptions, month: { type: 'string' }, out: { type: 'string' } } });
  const { timeZone, name } = settings.newsroom;
  await enterStage(values.state, values.stage);
  const now = systemClock.now();
  const month = values.month ?? monthOf(now, timeZone);
  if (monthNumberOf(month) === null) throw new CannotStart('--month must be a month, like 2026-11.');
  const { step } = showProgress(screen);
  const { payments } = wireSync();
  const { stripe: client, target } = await openAccount();
  const rows = await step('Rows of the table', () => readRows(createDocumentClient(), environmentOf('TABLE')));
  const stripe = await step("Stripe's lists of the month", () =>
    readStripeMonth({ stripe: client, installation: target.installation }, ...boundsOf(month, timeZone)),
  );
  const isMarked = async (id: string): Promise<boolean> => {
    const payment = parsePaymentId(id);
    return payment !== null && (await payments.readPayment(payment)).marker !== null;
  };
  const { campaigns, trial: compared } = settings;
  const trial =
    compared === null
      ? null
      : trialReport(compared, await readTrial({ stripe: client, installation: target.installation }, compared), now);
  const needs = { newsroom: name, timeZone, campaigns, now, rows, stripe, isMarked, trial };
  const report = await step('Sums', () => monthReport(needs, month));
  const file = resolve(values.out ?? `mainstay-${month}.html`);
  await writeFile(file, reportPage(report));
  screen.write(
    `\n  ${file}\n  ${isAgreed(report) ? 'It agrees with Stripe, to the cent.' : 'It differs from Stripe: the last section says how.'}\n\n`,
  );
  // Ids help to find the cause. The page itself shows none.
  for (const id of report.check.unequal) screen.write(`  differs: ${id}\n`);
  for (const { id } of report.check.missing) screen.write(`  is missing here: ${id}\n`);
  return isAgreed(report);
});
