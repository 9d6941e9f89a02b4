// An app with one stack for each kind of stage, beside one another, so that all templates cost one start of the CDK. It is
// run as a process of its own, and writes to the folder CDK_OUTDIR.
import { App } from 'aws-cdk-lib';
import { MainstayShield } from '../../infra/shield.ts';
import { MainstayStack } from '../../infra/stack.ts';
import { appEdge } from './app-edge.ts';
import { stageVariants } from './stage-variants.ts';

const [, , dist = ''] = process.argv;
const smtp = { kind: 'smtp', host: 'smtp.provider.example', port: 587, security: 'starttls' } as const;
const app = new App();
for (const [name, settings] of Object.entries(stageVariants)) {
  const shield = settings.front.kind === 'cloudfront' ? new MainstayShield(app, { stage: name, ...settings }) : null;
  new MainstayStack(app, {
    ...settings,
    stage: name,
    dist,
    senderAddress: 'post@meridian.example',
    mailTransport: name.startsWith('smtp') ? smtp : { kind: 'ses' },
    webAclArn: shield?.webAclArn,
    edge: appEdge,
  });
}
app.synth();
