// One complete stage of Mainstay as a construct that a newsroom can add to its own CDK app: table, secrets, queues,
// functions, HTTP API, CDN, alarms and dashboard. It shares nothing with another stage.
import { Annotations } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { settings } from '#settings';
import type { MailTransport } from '../shared/api/mail-transport.ts';
import { acknowledgeFindings } from './acknowledged.ts';
import { addPager, type Watch } from './alarms/alarm.ts';
import { watchFunctions } from './alarms/watch-functions.ts';
import { watchBudget, watchMoney } from './alarms/watch-money.ts';
import { watchReminders } from './alarms/watch-reminders.ts';
import { watchStripe } from './alarms/watch-stripe.ts';
import { watchTable } from './alarms/watch-table.ts';
import { addApi, addRoutes } from './api.ts';
import { addMailQueue, addSyncQueue, connectMailQueue, connectSyncQueue, scheduleFunctions } from './background.ts';
import { addDashboard } from './dashboard.ts';
import { addDemoPages } from './demo-pages.ts';
import { addDistribution } from './distribution.ts';
import { addHosts, type NamedHost } from './hosts.ts';
import { addFunctions } from './lambda.ts';
import { addSender, type Sender, sendNoticesTo } from './mail.ts';
import type { EdgeNames } from './pass.ts';
import type { Stage } from './stage.ts';
import { addSecrets, addTable, type Secrets } from './storage.ts';
import { addWebFiles, type WebFiles } from './web-files.ts';

export interface MainstayProps extends Stage {
  readonly edge: EdgeNames;
  /** The From address of every e-mail; the mail service must have verified its domain. */
  readonly senderAddress: string;
  /** Which of the two mail services; `mail.transport` of the settings. */
  readonly mailTransport: MailTransport;
  /** Of a `MainstayShield` or of the newsroom's own web ACL; only CloudFront uses it. */
  readonly webAclArn?: string | undefined;
}

export class Mainstay extends Construct {
  readonly pager: Topic;
  readonly table: TableV2;
  readonly secrets: Secrets;
  readonly syncQueue: Queue;
  readonly mailQueue: Queue;
  /** Null where messages leave by SMTP: then the stage has no part of SES. */
  readonly sender: Sender | null;
  readonly api: HttpApi;
  /** The origin of `/v1` for readers and for Stripe's return URL. */
  readonly apiUrl: string;
  readonly hosts: readonly NamedHost[];
  /** Null where the newsroom has its own CDN, or none. */
  readonly distribution: Distribution | null;
  readonly webFiles: WebFiles | null;

  constructor(scope: Construct, id: string, props: MainstayProps) {
    super(scope, id);
    const { stage, mode, front } = props;
    this.pager = addPager(this);
    const watch: Watch = { scope: this, pager: this.pager, stage, runbook: props.runbook ?? 'docs/runbook.md' };
    this.table = addTable(this);
    this.secrets = addSecrets(this, props.mailTransport);
    this.syncQueue = addSyncQueue(watch);
    this.mailQueue = addMailQueue(watch);
    this.sender =
      props.mailTransport.kind === 'ses' ? addSender(this, props.senderAddress, props.senderIdentity) : null;
    this.api = addApi(this, props);
    this.apiUrl = apiUrlOf(this.api, props);
    const functions = addFunctions(this, { ...props, ...this });
    const { apiStage, accessLog } = addRoutes(this, this.api, functions);
    if (props.demoPages) addDemoPages(this, this.api, props.dist);
    this.hosts = addHosts(this, this.api, apiStage, props);
    connectSyncQueue(this, functions.sync, this.syncQueue, mode);
    connectMailQueue(this, functions.mail, this.mailQueue);
    scheduleFunctions(this, functions);
    if (this.sender !== null) sendNoticesTo(this, functions.mail, this.sender);

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

    createRetainedLast(this);
    watchFunctions(watch, this.api, functions);
    watchStripe(watch, accessLog);
    watchTable(watch, this.table);
    watchReminders(watch);
    if (props.silentHours !== undefined) watchMoney(watch, props.silentHours);
    if (props.budgetDollars !== undefined) watchBudget(watch, props.budgetDollars);
    addDashboard(this, { stage, api: this.api, functions, table: this.table, syncQueue: this.syncQueue });
    acknowledgeFindings(this);
    if (front.kind === 'own' && settings.edge.addressHeader === cloudFrontAddressHeader) {
      Annotations.of(this).addWarningV2('mainstay:address-header', addressHeaderWarning);
    }
  }
}

/**
 * AWS may refuse a domain, a certificate, an alias, or CloudFront to a new account, and CloudFormation then deletes what it
 * has created. It could not delete a protected table, so the table and the secrets are created after all of these.
 */
function createRetainedLast({ sender, hosts, distribution, table, secrets, webFiles }: Mainstay): void {
  const mayBeRefused = [
    ...(sender?.mayBeRefused ?? []),
    ...hosts.map(({ domain }) => domain),
    ...(distribution === null ? [] : [distribution]),
  ];
  const { Origin: _ofTheDistribution, ...others } = secrets;
  for (const retained of [table, ...Object.values(others)]) retained.node.addDependency(...mayBeRefused);
  // A bucket with files in it could not be deleted either.
  webFiles?.upload.node.addDependency(table);
}

/** The header of CloudFront, and the default. Another CDN sends the reader's address in another one. */
const cloudFrontAddressHeader = 'cloudfront-viewer-address';
const addressHeaderWarning =
  `edge.addressHeader is "${cloudFrontAddressHeader}". Unless your own CDN sends it, all readers are counted as one and soon ` +
  'refused. Name the header that holds the address of the reader: with Cloudflare "cf-connecting-ip".';

/** Behind a CDN it is the site's own origin, because only there do browsers keep cookies for their full life. */
function apiUrlOf(api: HttpApi, { front, origins, apiHost }: Stage): string {
  const [site] = origins;
  if (front.kind !== 'none' && site !== undefined) return site;
  return apiHost === undefined ? api.apiEndpoint : `https://${apiHost.name}`;
}
