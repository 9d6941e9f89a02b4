// The CDK app: one stack per synthesis, of the stage named with `-c stage=test|live` (test when none is named). It
// refuses a stage that mainstay.config.ts does not know, so a typing error never deploys something new.
import { App } from 'aws-cdk-lib';
import { settings } from '../mainstay.config.ts';
import { MainstayStack } from './stack.ts';

const app = new App();
const stage = contextText('stage', 'test');
const stageSettings = settings.stages[stage];
if (stageSettings === undefined) {
  throw new Error(
    `There is no stage "${stage}" in mainstay.config.ts; it has ${Object.keys(settings.stages).join(', ')}.`,
  );
}
new MainstayStack(app, {
  stage,
  ...stageSettings,
  senderAddress: settings.letters.sender,
  dist: contextText('dist', 'dist'),
});
app.synth();

/** A `-c name=value` of the command line; anything but text is a mistake in cdk.json. */
function contextText(name: string, otherwise: string): string {
  const value: unknown = app.node.tryGetContext(name) ?? otherwise;
  if (typeof value !== 'string') throw new Error(`The context "${name}" must be text.`);
  return value;
}
