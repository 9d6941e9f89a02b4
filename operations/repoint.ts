// npm run repoint -- cus_…: after staff corrected a customer's address in Stripe's dashboard, links go to that address only.
// It prints how many addresses lead to the supporter, and never an address.
import { parseArgs } from 'node:util';
import { wireSync } from '../functions/runtime/wire-sync.ts';
import { CannotStart } from '../local/environment/cannot-start.ts';
import { repointSupporter } from '../shared/actions/repoint-supporter.ts';
import { parseCustomerId } from '../shared/core/ids.ts';
import { enterStage, stageOptions } from './stage/enter-stage.ts';
import { type CommandHelp, stageHelp } from './terminal/command-help.ts';
import { runCommand } from './terminal/run-command.ts';

const help: CommandHelp = {
  usage: 'repoint -- cus_… [--stage NAME]',
  does: "Lets links go to the address that Stripe has for a customer now, and to no other. Run it after you corrected the address in Stripe's dashboard.",
  options: { 'cus_…': 'the Stripe customer whose address was corrected', ...stageHelp },
  example: 'npm run repoint -- cus_NffrFeUfNV2Hib --stage live',
};

await runCommand(help, async () => {
  const { values, positionals } = parseArgs({ options: stageOptions, allowPositionals: true });
  const customer = parseCustomerId(positionals[0] ?? '');
  if (customer === null) throw new CannotStart('Name the supporter by the Stripe customer id: cus_….');
  await enterStage(values.state, values.stage);
  const needs = wireSync();
  const held = await needs.supporters.read(customer);
  if (held === null || held.isErased) throw new CannotStart(`Nothing is held of ${customer}.`);
  const marked = await needs.payments.markEmailCorrected(customer, `address-corrected.${needs.chance.token(16)}`);
  if (!marked.ok) throw new CannotStart('Stripe does not answer. Nothing has changed. Run the same command again.');
  const repointed = await repointSupporter(needs, customer);
  if (repointed === null) throw new CannotStart(`Nothing is held of ${customer}.`);
  if (repointed.pointed === 0)
    throw new CannotStart(
      `Stripe has no address of ${customer} that can be read. Correct it there, then run this again.`,
    );
  const lines = [
    `${customer}: the address that Stripe has now leads to it. ${repointed.dropped} older one(s) lead to it no longer.`,
    'Whoever redeemed a link to the old address is still recognised there. A link to the new address and the button',
    '"Forget all devices" on the account page end that.',
  ];
  process.stdout.write(`\n  ${lines.join('\n  ')}\n\n`);
  return true;
});
