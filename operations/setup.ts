// npm run setup [-- --stage test|live] [--yes]: prepares the Stripe account and the secrets of a stage for the functions. It
// shows every change before it makes one, fills empty secrets, overwrites no filled one, and prints no secret.
import { parseArgs } from 'node:util';
import { openAccount } from './account/open-account.ts';
import { setUp } from './setup/set-up.ts';
import { enterStage, stageOptions } from './stage/enter-stage.ts';
import { askPerson } from './terminal/ask-person.ts';
import { type CommandHelp, stageHelp } from './terminal/command-help.ts';
import { runCommand } from './terminal/run-command.ts';
import { screen } from './terminal/terminal-screen.ts';

const help: CommandHelp = {
  usage: 'setup [-- --yes] [--stage NAME]',
  does: 'Prepares the Stripe account and the secrets of a stage. It shows every change and asks before it makes one.',
  options: {
    '--yes': 'does not ask',
    'STRIPE_FUNCTIONS_KEY=rk_…': 'environment: the key that the functions will use',
    'STRIPE_SETUP_KEY=sk_…': 'environment: a key that may change the account; it is stored nowhere',
    'SMTP_USER=… SMTP_PASSWORD=…': 'environment: the credentials of the provider, where mail.transport is smtp',
    ...stageHelp,
  },
  example: 'STRIPE_FUNCTIONS_KEY=rk_test_… STRIPE_SETUP_KEY=sk_test_… npm run setup -- --stage test',
};

await runCommand(help, async () => {
  const { values } = parseArgs({ options: { ...stageOptions, yes: { type: 'boolean', default: false } } });
  const where = await enterStage(values.state, values.stage);
  screen.write(`\n  Setting up ${where}\n\n`);
  return setUp({ ...(await openAccount()), screen, ask: askPerson }, { isSure: values.yes });
});
