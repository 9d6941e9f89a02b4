// npm run doctor [-- --stage test|live]: checks a stage and prints each result with its remedy. It changes nothing and exits
// with 1 if it finds a problem.
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { settings } from '#settings';
import { createQueueClient } from '../shared/adapters/aws/sync-queue.ts';
import { createDocumentClient } from '../shared/adapters/dynamodb/client.ts';
import { dynamodbReconcileStore } from '../shared/adapters/dynamodb/reconcile-store.ts';
import { dynamodbSwitches } from '../shared/adapters/dynamodb/switches.ts';
import { systemChance, systemClock } from '../shared/adapters/node/system.ts';
import { openAccount } from './account/open-account.ts';
import { checkAccount } from './doctor/check-account.ts';
import { checkConcurrency } from './doctor/check-concurrency.ts';
import { checkMail } from './doctor/check-mail.ts';
import { checkPage, type PageNeeds } from './doctor/check-page.ts';
import { checkPager } from './doctor/check-pager.ts';
import { checkSite } from './doctor/check-site.ts';
import { checkSmtp } from './doctor/check-smtp.ts';
import { checkStorage } from './doctor/check-storage.ts';
import { checkWebhook } from './doctor/check-webhook.ts';
import { type Check, diagnose } from './doctor/diagnose.ts';
import { countingName } from './recount/counting-settings.ts';
import { type DeployTarget, readTarget } from './stage/deploy-target.ts';
import { enterStage, environmentOf, stageOptions } from './stage/enter-stage.ts';
import { storedSecrets } from './stage/stored-secrets.ts';
import { type CommandHelp, stageHelp } from './terminal/command-help.ts';
import { runCommand } from './terminal/run-command.ts';
import { screen } from './terminal/terminal-screen.ts';

const help: CommandHelp = {
  usage: 'doctor [-- --stage NAME]',
  does: 'Checks a stage and prints each result with its remedy. It changes nothing and ends with 1 if it finds a problem.',
  options: {
    ...stageHelp,
  },
  example: 'npm run doctor -- --stage live',
};

await runCommand(help, async () => {
  const { values } = parseArgs({ options: stageOptions });
  const where = await enterStage(values.state, values.stage);
  screen.write(`\n  Checking ${where}\n\n`);
  return diagnose(screen, checks());
});

function checks(): readonly Check[] {
  const target = readTarget();
  const secrets = storedSecrets();
  // In a local run mail and concurrency are not those of AWS, so checking them shows nothing.
  const isInAws = target.stage !== 'local';
  return [
    { about: 'Stripe account', look: async () => checkAccount(await openAccount()) },
    { about: 'API', look: () => checkSite({ target, reach: fetch }) },
    { about: "Site's pages", look: () => checkPage(pageNeeds(target)) },
    {
      about: 'Webhook function',
      look: () => checkWebhook({ target, secrets, chance: systemChance, clock: systemClock, reach: fetch }),
    },
    { about: 'Storage', look: () => checkStorage(storageNeeds(isInAws)) },
    ...(isInAws
      ? [
          { about: 'Lambda concurrency', look: async () => [await checkConcurrency()] },
          {
            about: 'Mail',
            look: () =>
              target.smtp === null ? checkMail(settings.mail.sender) : checkSmtp(target.smtp, { target, secrets }),
          },
          { about: 'Pager', look: () => checkPager({ topic: environmentOf('PAGER_TOPIC') }) },
        ]
      : []),
  ];
}

function pageNeeds(target: DeployTarget): PageNeeds {
  const { accountPath, supportPath } = settings.newsroom;
  const front = settings.stages[target.stage]?.front.kind ?? 'none';
  const paths = ['/', accountPath, supportPath];
  return { target, paths, reach: fetch, passCookie: settings.cookies.pass, isFronted: front !== 'none' };
}

function storageNeeds(isInAws: boolean) {
  const documents = createDocumentClient();
  const table = environmentOf('TABLE');
  return {
    table,
    isInAws,
    clock: systemClock,
    countingName: countingName({ campaigns: settings.campaigns, timeZone: settings.newsroom.timeZone }),
    sqs: createQueueClient(),
    dynamodb: new DynamoDBClient({ maxAttempts: 2 }),
    syncQueueUrl: environmentOf('SYNC_QUEUE_URL'),
    deadLettersUrl: environmentOf('DEAD_LETTERS_URL'),
    switches: dynamodbSwitches(documents, table, systemClock),
    reconciliations: dynamodbReconcileStore(documents, table),
  };
}
