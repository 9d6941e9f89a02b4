// npm run setup [-- --stage test|live] [--yes]: prepares the Stripe account and the secrets of a stage for the functions. It
// shows every change before it makes one, fills empty secrets, overwrites no filled one, and prints no secret.
import { parseArgs } from 'node:util';
import { openAccount } from './account/open-account.ts';
import { setUp } from './setup/set-up.ts';
import { enterStage, stageOptions } from './stage/enter-stage.ts';
import { askPerson } from './terminal/ask-person.ts';
import { runCommand } from './terminal/run-command.ts';
import { screen } from './terminal/terminal-screen.ts';

await runCommand(async () => {
  const { values } = parseArgs({ options: { ...stageOptions, yes: { type: 'boolean', default: false } } });
  const where = await enterStage(values.state, values.stage);
  screen.write(`\n  Setting up ${where}\n\n`);
  return setUp({ ...(await openAccount()), screen, ask: askPerson }, { isSure: values.yes });
});
