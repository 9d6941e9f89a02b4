// An app of a newsroom's own, as its people would write it: a stack that already holds something, with Mainstay in it. It
// is run as a process of its own, and writes where CDK_OUTDIR says.
import { App, Stack, Validations } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { Mainstay } from '../../infra/mainstay.ts';
import { addOutputs } from '../../infra/stack.ts';
import { stageSettings } from '../../shared/api/stage-settings.ts';

const [, , dist = '', how = 'careful'] = process.argv;
const app = new App();
const stack = new Stack(app, 'the-meridian');
const ours = new Topic(stack, 'Ours', { enforceSSL: how === 'careful' });
const donations = new Mainstay(stack, 'Donations', {
  ...stageSettings.parse({ mode: 'test', origins: ['https://staging.meridian.example'] }),
  ...{ stage: 'staging', dist, senderAddress: 'post@meridian.example' },
  edge: { passCookie: 'layout', passHeader: 'x-layout', secretHeader: 'x-origin' },
  runbook: 'https://wiki.meridian.example/runbook',
});
addOutputs(stack, donations);
// What the construct hands out can be used by what stands around it.
donations.table.metricUserErrors();
ours.node.addDependency(donations.pager);
Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
app.synth();
