// The CDK app. It synthesises one stage, named with `-c stage=test|live` (test by default). It refuses a stage that
// mainstay.config.ts does not have, so a typing error never deploys something new.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { settings } from '#settings';
import { mailBundleOf } from '../shared/api/mail-transport.ts';
import { functions } from '../shared/api/routes.ts';
import { MainstayShield } from './shield.ts';
import { MainstayStack } from './stack.ts';

const app = new App();
const dist = contextText('dist', 'dist');
buildOnce(dist);
const stage = contextText('stage', 'test');
const stageSettings = settings.stages[stage];
if (stageSettings === undefined) {
  throw new Error(
    `There is no stage "${stage}" in mainstay.config.ts; it has ${Object.keys(settings.stages).join(', ')}.`,
  );
}
const { passHeader, secretHeader, notFromHereHeader } = settings.edge;
const shield = stageSettings.front.kind === 'cloudfront' ? new MainstayShield(app, { stage, ...stageSettings }) : null;
new MainstayStack(app, {
  ...stageSettings,
  stage,
  dist,
  edge: {
    ...{ passHeader, secretHeader, notFromHereHeader },
    passCookie: settings.cookies.pass,
    neverAsk: settings.neverAsk,
  },
  senderAddress: settings.mail.sender,
  mailTransport: settings.mail.transport,
  webAclArn: shield?.webAclArn,
});
// A finding of cdk-nag that infra/acknowledged.ts does not name stops the synthesis.
Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
app.synth();

/** `npx cdk bootstrap` on a fresh clone runs this file before anything is built, and the assets must exist. */
function buildOnce(folder: string): void {
  const isBuilt = ['web', 'demo', mailBundleOf(settings.mail.transport), ...functions].every((each) =>
    existsSync(join(folder, each)),
  );
  if (isBuilt || folder !== 'dist') return;
  execFileSync(process.execPath, ['build.ts'], { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** The value of `-c name=value` on the command line; anything but text is a mistake in cdk.json. */
function contextText(name: string, otherwise: string): string {
  const value: unknown = app.node.tryGetContext(name) ?? otherwise;
  if (typeof value !== 'string') throw new Error(`The context "${name}" must be text.`);
  return value;
}
