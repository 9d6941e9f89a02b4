// npm run setup [-- --stage test|live] [--yes]: the Stripe account and the secrets of a stage, made as the functions need them.
// It shows what it would change before it changes anything, fills what is empty, overwrites nothing that is filled, and
// says no secret.
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
