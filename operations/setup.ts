// npm run setup [-- --stage test|live] [--yes]: the Stripe account and the secrets of a stage, made as the functions need them.
// It shows what it would change before it changes anything, fills what is empty, overwrites nothing that is filled, and
// says no secret.
import { parseArgs } from 'node:util';
import { askPerson } from './ask-person.ts';
import { enterStage, stageOptions } from './enter-stage.ts';
import { openAccount } from './open-account.ts';
import { runCommand } from './run-command.ts';
import { setUp } from './setup/set-up.ts';
import { screen } from './terminal-screen.ts';

await runCommand(async () => {
  const { values } = parseArgs({ options: { ...stageOptions, yes: { type: 'boolean', default: false } } });
  const where = await enterStage(values.state, values.stage);
  screen.write(`\n  Setting up ${where}\n\n`);
  return setUp({ ...(await openAccount()), screen, ask: askPerson }, { isSure: values.yes });
});
