// All stores on one table, for whatever holds them together: tests, benches and commands. A Lambda function names its own
// stores instead, because its bundle must hold no store that its access policy closes to it. The attempt limiter and the
// switches are not here: they also need a clock or a secret, which differ from caller to caller.
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamodbAnonymousPaymentStore } from './anonymous-payment-store.ts';
import { dynamodbCampaignStore } from './campaign-store.ts';
import { dynamodbCheckoutStore } from './checkout-store.ts';
import { dynamodbDeviceStore } from './device-store.ts';
import { dynamodbErasureStore } from './erasure-store.ts';
import { dynamodbLinkStore } from './link-store.ts';
import { dynamodbReconcileStore } from './reconcile-store.ts';
import { dynamodbReminderStore } from './reminder-store.ts';
import { dynamodbSupporterStore } from './supporter-store.ts';

export const dynamodbStores = (documentClient: DynamoDBDocumentClient, tableName: string) => ({
  supporters: dynamodbSupporterStore(documentClient, tableName),
  anonymousPayments: dynamodbAnonymousPaymentStore(documentClient, tableName),
  erasures: dynamodbErasureStore(documentClient, tableName),
  campaignStore: dynamodbCampaignStore(documentClient, tableName),
  checkouts: dynamodbCheckoutStore(documentClient, tableName),
  devices: dynamodbDeviceStore(documentClient, tableName),
  links: dynamodbLinkStore(documentClient, tableName),
  reminders: dynamodbReminderStore(documentClient, tableName),
  reconciliations: dynamodbReconcileStore(documentClient, tableName),
});
