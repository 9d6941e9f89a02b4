// npm run grant-link -- --days 35: a link for a mailing to people who gave by bank transfer, in crypto or elsewhere. Who
// opens it and presses the button sees no banner until its last day. One link serves everybody in the mailing.
import { parseArgs } from 'node:util';
import { readConfig, required } from '../functions/runtime/config.ts';
import { parseKeyRing } from '../functions/runtime/secret-shapes.ts';
import { wireSecrets } from '../functions/runtime/wire-secrets.ts';
import { wireWorld } from '../functions/runtime/wire-world.ts';
import { CannotStart } from '../local/environment/cannot-start.ts';
import { grantSigner } from '../shared/adapters/node/grant-signer.ts';
import {
  grantEnd,
  grantLink,
  grantText,
  mostGrantDays,
  parseGrantDays,
  sharedGrantDays,
} from '../shared/core/grant.ts';
import { isoOf } from '../shared/core/time.ts';
import { enterStage, stageOptions } from './stage/enter-stage.ts';
import { type CommandHelp, stageHelp } from './terminal/command-help.ts';
import { runCommand } from './terminal/run-command.ts';

const help: CommandHelp = {
  usage: 'grant-link [-- --days N] [--stage NAME]',
  does: 'Prints one link for a mailing: whoever opens it sees no banner until its last day. It changes nothing.',
  options: {
    '--days N': `how long, from today; ${sharedGrantDays} without it`,
    ...stageHelp,
  },
  example: 'npm run grant-link -- --days 35 --stage live',
};

await runCommand(help, async () => {
  const { values } = parseArgs({
    options: { days: { type: 'string', default: String(sharedGrantDays) }, ...stageOptions },
  });
  const days = parseGrantDays(values.days);
  if (days === null) throw new CannotStart(`--days must be a whole number from 1 to ${mostGrantDays}.`);
  const where = await enterStage(values.state, values.stage);
  const config = readConfig();
  const { clock, accountPage } = wireWorld('recognition', config);
  const signer = grantSigner(wireSecrets()(required(config, 'PASS_SECRET'), parseKeyRing).current);
  const until = grantEnd(clock.now(), days);
  const key = await signer.currentKey();
  const text = grantText({ keyId: key.keyId, until });
  process.stdout.write(
    `\n  For ${where}, until ${isoOf(until)}:\n\n  ${grantLink(accountPage, `${text}.${key.sign(text)}`)}\n\n`,
  );
  return true;
});
