// npm run preflight -- --stage test|live: asks AWS before a deploy what would make it fail, or what takes days, and says what to
// do. It needs no stack, changes nothing, and exits with 1 if it finds a problem.
import { parseArgs } from 'node:util';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { settings } from '#settings';
import { CannotStart } from '../local/environment/cannot-start.ts';
import { checkConcurrency } from './doctor/check-concurrency.ts';
import { checkSandbox } from './doctor/check-mail.ts';
import { checkSmtpServer } from './doctor/check-smtp.ts';
import { type Check, diagnose } from './doctor/diagnose.ts';
import { checkCertificates } from './preflight/check-certificates.ts';
import { checkAliases, checkZones } from './preflight/check-hosts.ts';
import { checkIdentity } from './preflight/check-identity.ts';
import { checkBootstrap, checkStack } from './preflight/check-stacks.ts';
import { mailIn, type PreflightNeeds, smtpOf } from './preflight/preflight-needs.ts';
import { regionOfStage } from './stage/stage-region.ts';
import type { CommandHelp } from './terminal/command-help.ts';
import { runCommand } from './terminal/run-command.ts';
import { screen } from './terminal/terminal-screen.ts';

const help: CommandHelp = {
  usage: 'preflight -- --stage NAME',
  does: 'Asks AWS, before a deploy, what would make it fail. It changes nothing and ends with 1 if it finds a problem.',
  options: { '--stage NAME': 'a stage of mainstay.config.ts; it need not be deployed yet' },
  example: 'npm run preflight -- --stage live',
};

await runCommand(help, async () => {
  const { values } = parseArgs({ options: { stage: { type: 'string' } } });
  const name = values.stage ?? '';
  const stage = settings.stages[name];
  if (stage === undefined) {
    const names = Object.keys(settings.stages).join(' or ');
    throw new CannotStart(`Name the stage that you will deploy: --stage ${names}.`);
  }
  const region = await regionOfStage(name);
  screen.write(`\n  Before the deploy of stage ${name} in ${region}\n\n`);
  const { sender, transport } = settings.mail;
  return diagnose(screen, checks({ name, stage, region, reach: fetch, sender }, smtpOf(transport)));
});

function checks(needs: PreflightNeeds, smtp: ReturnType<typeof smtpOf>): readonly Check[] {
  const { region } = needs;
  return [
    { about: 'CDK bootstrap', look: () => checkBootstrap(needs) },
    { about: 'Stack', look: async () => [(await checkStack(needs)).finding] },
    { about: 'Certificates', look: () => checkCertificates(needs) },
    { about: 'CloudFront aliases', look: () => checkAliases(needs) },
    { about: 'DNS', look: () => checkZones(needs) },
    ...(smtp !== null
      ? [{ about: 'Mail', look: () => checkSmtpServer(smtp) }]
      : [
          { about: 'SES identity', look: async () => checkIdentity(needs, (await checkStack(needs)).isDeployed) },
          { about: 'Mail', look: async () => [await checkSandbox(mailIn(region))] },
        ]),
    {
      about: 'Lambda concurrency',
      look: async () => [await checkConcurrency(new LambdaClient({ region, maxAttempts: 2 }))],
    },
  ];
}
