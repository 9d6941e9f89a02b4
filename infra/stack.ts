// One stage of Mainstay, whole: what it remembers, what waits, the doors, the gateway before them, and what wakes
// somebody. Test and live are two stacks that share nothing; only the live one is protected against termination.
import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { addPager, watchDoors, watchTable } from './alarms.ts';
import { addApi, addRoutes } from './api.ts';
import { addDoorbellQueue, addLetterQueue, scheduleReconcile, wakeLetters, wakeWorker } from './background.ts';
import { addDoors } from './lambda.ts';
import { addSender } from './mail.ts';
import { addSecrets, addTable } from './storage.ts';

export interface Stage {
  /** Part of the stack's name and of every metric's namespace: `test` or `live` of the settings. */
  readonly stage: string;
  /** Which of Stripe's two worlds it belongs to. */
  readonly mode: 'test' | 'live';
  /** Every origin whose pages may call the API. */
  readonly origins: readonly string[];
  /** The address our letters come from. */
  readonly senderAddress: string;
  /** The folder `npm run build` wrote: one folder per door. */
  readonly dist: string;
}

export class MainstayStack extends Stack {
  constructor(scope: Construct, stage: Stage) {
    super(scope, `mainstay-${stage.stage}`, {
      description: `Mainstay, stage ${stage.stage}: donations and memberships of a newsroom (Stripe ${stage.mode} mode)`,
      terminationProtection: stage.mode === 'live',
    });
    const pager = addPager(this);
    const table = addTable(this);
    const secrets = addSecrets(this);
    const doorbells = addDoorbellQueue(this, pager);
    const letters = addLetterQueue(this, pager);
    const sender = addSender(this, stage.senderAddress);
    const api = addApi(this, stage);
    const doors = addDoors(this, { ...stage, apiUrl: api.apiEndpoint, table, doorbells, letters, secrets, sender });
    const accessLog = addRoutes(api, doors);
    wakeWorker(doors.doorbells, doorbells, stage.mode);
    wakeLetters(doors.letters, letters);
    scheduleReconcile(doors.reconcile);
    watchDoors(pager, { stage: stage.stage, api, doors, accessLog });
    watchTable(pager, table);

    new CfnOutput(this, 'ApiUrl', { value: api.apiEndpoint });
    new CfnOutput(this, 'TableName', { value: table.tableName });
    new CfnOutput(this, 'DoorbellsUrl', { value: doorbells.queueUrl });
    const deadLetters = doorbells.deadLetterQueue?.queue.queueUrl;
    if (deadLetters !== undefined) new CfnOutput(this, 'DeadLettersUrl', { value: deadLetters });
    new CfnOutput(this, 'PagerTopic', { value: pager.topicArn, description: 'Subscribe whoever is to be woken' });
    for (const [name, secret] of Object.entries(secrets)) {
      new CfnOutput(this, `${name}SecretArn`, { value: secret.ref, description: 'Empty until it is filled' });
    }
  }
}
