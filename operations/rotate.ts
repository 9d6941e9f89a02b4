// npm run rotate -- pass|seal|pepper|webhook|smtp|origin [--finish] [--stage test|live]: adds a new key beside the old one; later
// --finish removes the old one. It prints when that is safe, refuses before, and prints no secret.
import { parseArgs } from 'node:util';
import { CannotStart } from '../local/environment/cannot-start.ts';
import { createDocumentClient } from '../shared/adapters/dynamodb/client.ts';
import { systemChance, systemClock } from '../shared/adapters/node/system.ts';
import { fingerprintOf, openAccount } from './account/open-account.ts';
import { openPassKeys } from './account/pass-key-store.ts';
import { passedCredentials } from './account/smtp-credentials.ts';
import { originRotation } from './rotate/rotate-origin.ts';
import { passRotation } from './rotate/rotate-pass.ts';
import { pepperRotation } from './rotate/rotate-pepper.ts';
import { sealRotation } from './rotate/rotate-seal.ts';
import { smtpRotation } from './rotate/rotate-smtp.ts';
import { webhookRotation } from './rotate/rotate-webhook.ts';
import type { RotateNeeds } from './rotate/rotation.ts';
import { tableRotationRows } from './rotate/rotation-rows.ts';
import { readTarget } from './stage/deploy-target.ts';
import { enterStage, environmentOf, maybeEnvironmentOf, stageOptions } from './stage/enter-stage.ts';
import { storedSecrets } from './stage/stored-secrets.ts';
import { type CommandHelp, stageHelp } from './terminal/command-help.ts';
import { runCommand } from './terminal/run-command.ts';
import { screen } from './terminal/terminal-screen.ts';

const rotations = new Map([
  ['pass', passRotation],
  ['seal', sealRotation],
  ['pepper', pepperRotation],
  ['webhook', webhookRotation],
  ['smtp', smtpRotation],
  ['origin', originRotation],
]);

const help: CommandHelp = {
  usage: 'rotate -- pass|seal|pepper|webhook|smtp|origin [--finish] [--stage NAME]',
  does: 'Adds a new key beside the old one; later --finish removes the old one. It prints when that is safe, and no secret.',
  options: {
    'pass|seal|…': 'which secret',
    '--finish': 'removes the old one, if nothing depends on it',
    '--at-once': 'with --finish: removes a leaked one now, whatever that costs',
    'SMTP_USER=… SMTP_PASSWORD=…': 'environment, for smtp: the new credentials, which your provider makes',
    ...stageHelp,
  },
  example: 'npm run rotate -- pass --stage live',
};

await runCommand(help, async () => {
  const options = {
    ...stageOptions,
    finish: { type: 'boolean', default: false },
    'at-once': { type: 'boolean', default: false },
  } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const rotation = rotations.get(positionals[0] ?? '');
  if (rotation === undefined || positionals.length > 1) {
    throw new CannotStart(`Name what to rotate: npm run rotate -- ${[...rotations.keys()].join('|')} [--finish]`);
  }
  const where = await enterStage(values.state, values.stage);
  screen.write(`\n  Rotating ${positionals[0]} of ${where}\n\n`);
  const { begin, finish } = rotation(openNeeds());
  const input = { isFinishing: values.finish, isAtOnce: values['at-once'] };
  const { done, next } = input.isFinishing ? await finish(input) : await begin();
  screen.write(`  ✓ ${done}\n${next === null ? '' : `  → ${next}\n`}\n`);
  return true;
});

function openNeeds(): RotateNeeds {
  const target = readTarget();
  return {
    target,
    fingerprintOf,
    secrets: storedSecrets(),
    chance: systemChance,
    clock: systemClock,
    passKeys: openPassKeys(),
    stripe: async () => (await openAccount()).stripe,
    rows: tableRotationRows(createDocumentClient(), environmentOf('TABLE')),
    reach: fetch,
    smtpCredentials: passedCredentials(maybeEnvironmentOf('SMTP_USER'), maybeEnvironmentOf('SMTP_PASSWORD')),
  };
}
