// One stage of Mainstay, whole, as one construct that a newsroom can put into an app of its own: what it remembers, what
// waits, the functions, the gateway and the CDN before them, and what wakes somebody. It shares nothing with another stage.
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledgeFindings } from './acknowledged.ts';
import { addPager, type Watch } from './alarms/alarm.ts';
import { watchFunctions } from './alarms/watch-functions.ts';
import { watchBudget, watchMoney } from './alarms/watch-money.ts';
import { watchReminders } from './alarms/watch-reminders.ts';
import { watchStripe } from './alarms/watch-stripe.ts';
import { watchTable } from './alarms/watch-table.ts';
import { addApi, addRoutes } from './api.ts';
import { addMailQueue, addSyncQueue, scheduleFunctions, wakeMail, wakeWorker } from './background.ts';
import { addDashboard } from './dashboard.ts';
import { addDistribution } from './distribution.ts';
import { addHosts, type NamedHost } from './hosts.ts';
import { addFunctions } from './lambda.ts';
import { addSender, hearNotices, type Sender } from './mail.ts';
import type { EdgeNames } from './pass.ts';
import type { Stage } from './stage.ts';
import { addSecrets, addTable, type Secrets } from './storage.ts';
import { addWebFiles, type WebFiles } from './web-files.ts';

export interface MainstayProps extends Stage {
  readonly edge: EdgeNames;
  /** Our letters come from it; Amazon SES must have verified its domain. */
  readonly senderAddress: string;
  /** Of a `MainstayShield`, or any other of the newsroom's; only CloudFront can use it. */
  readonly webAclArn?: string | undefined;
}

export class Mainstay extends Construct {
  readonly pager: Topic;
  readonly table: TableV2;
  readonly secrets: Secrets;
  readonly syncQueue: Queue;
  readonly mailQueue: Queue;
  readonly sender: Sender;
  readonly api: HttpApi;
  /** Where `/v1` answers, as readers and Stripe's return see it. */
  readonly apiUrl: string;
  readonly hosts: readonly NamedHost[];
  /** Null where something of the newsroom's own, or nothing, stands before the API. */
  readonly distribution: Distribution | null;
  readonly webFiles: WebFiles | null;

  constructor(scope: Construct, id: string, props: MainstayProps) {
    super(scope, id);
    const { stage, mode, front } = props;
    this.pager = addPager(this);
    const watch: Watch = { scope: this, pager: this.pager, stage, runbook: props.runbook ?? 'docs/runbook.md' };
    this.table = addTable(this);
    this.secrets = addSecrets(this);
    this.syncQueue = addSyncQueue(watch);
    this.mailQueue = addMailQueue(watch);
    this.sender = addSender(this, props.senderAddress);
    this.api = addApi(this, props);
    this.apiUrl = apiUrlOf(this.api, props);
    const functions = addFunctions(this, { ...props, ...this });
    const { apiStage, accessLog } = addRoutes(this, this.api, functions);
    this.hosts = addHosts(this, this.api, apiStage, props);
    wakeWorker(this, functions.sync, this.syncQueue, mode);
    wakeMail(this, functions.mail, this.mailQueue);
    scheduleFunctions(this, functions);
    hearNotices(this, functions.mail, this.sender);

    this.webFiles = front.kind === 'cloudfront' ? addWebFiles(this, props.dist) : null;
    this.distribution =
      front.kind === 'cloudfront' && this.webFiles !== null
        ? addDistribution(this, {
            stage: props,
            front,
            edge: props.edge,
            api: this.api,
            originSecret: this.secrets.Origin,
            webFiles: this.webFiles,
            webAclArn: props.webAclArn,
          })
        : null;

    watchFunctions(watch, this.api, functions);
    watchStripe(watch, accessLog);
    watchTable(watch, this.table);
    watchReminders(watch);
    if (props.silentHours !== undefined) watchMoney(watch, props.silentHours);
    if (props.budgetDollars !== undefined) watchBudget(watch, props.budgetDollars);
    addDashboard(this, { stage, api: this.api, functions, table: this.table, syncQueue: this.syncQueue });
    acknowledgeFindings(this);
  }
}

/** Behind a CDN it is the site's own origin: only there do browsers keep cookies for as long as they should. */
function apiUrlOf(api: HttpApi, { front, origins, apiHost }: Stage): string {
  const [site] = origins;
  if (front.kind !== 'none' && site !== undefined) return site;
  return apiHost === undefined ? api.apiEndpoint : `https://${apiHost.name}`;
}
