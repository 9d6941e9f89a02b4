// An app of a newsroom, as its developers would write it: a stack with a resource of its own, with Mainstay in it, and
// one of the three possible fronts. It is run as a process of its own, and writes to the folder CDK_OUTDIR.
import { App, Stack, Validations } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { Mainstay } from '../../infra/mainstay.ts';
import { MainstayShield } from '../../infra/shield.ts';
import { addOutputs } from '../../infra/stack.ts';
import { stageSettings } from '../../shared/api/stage-settings.ts';
import { appEdge } from './app-edge.ts';

const [, , dist = '', front = 'none', how = 'careful'] = process.argv;
const certificate = (region: string) =>
  `arn:aws:acm:${region}:000000000000:certificate/00000000-0000-0000-0000-00000000000a`;
const host = (name: string) => ({ name, certificate: certificate('eu-west-1') });
const settings = stageSettings.parse({
  mode: 'test',
  origins: ['https://staging.meridian.example'],
  runbook: 'https://wiki.meridian.example/runbook',
  front: front === 'cloudfront' ? { kind: front, certificate: certificate('us-east-1') } : { kind: front },
  ...(front === 'own' ? { apiHost: host('api.meridian.example'), stripeHost: host('stripe.meridian.example') } : {}),
});

const app = new App();
const stack = new Stack(app, 'the-meridian', { env: { region: 'eu-west-1' } });
const ours = new Topic(stack, 'Ours', { enforceSSL: how === 'careful' });
const shield = front === 'cloudfront' ? new MainstayShield(app, { stage: 'staging', ...settings }) : null;
const donations = new Mainstay(stack, 'Donations', {
  ...settings,
  stage: 'staging',
  dist,
  senderAddress: 'post@meridian.example',
  mailTransport: { kind: 'ses' },
  webAclArn: shield?.webAclArn,
  edge: appEdge,
});
addOutputs(stack, donations, settings);
// The construct's outputs can be used by the stack around it.
ours.node.addDependency(donations.pager);
Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
app.synth();
