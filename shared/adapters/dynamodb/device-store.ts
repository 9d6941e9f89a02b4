// Browsers that may act for supporters, under the hash of their token: who reads the table cannot be one of them.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { type Device, mostHoldings } from '../../core/device.ts';
import { parseCustomerId, parseHash } from '../../core/ids.ts';
import type { DeviceStore } from '../../ports/device-store.ts';
import { idField, instantField, parseRow, unlessForgotten } from './row-fields.ts';
import { deviceKey, timeToLive } from './table.ts';

const deviceRow = z.object({
  hash: idField(parseHash),
  holdings: z
    .array(
      z.object({
        customer: idField(parseCustomerId),
        since: instantField,
        // Rows from before there were links have none.
        isBorrowed: z._default(z.boolean(), false),
        freshUntil: z._default(instantField, 0),
      }),
    )
    .check(z.maxLength(mostHoldings)),
  forgetAt: instantField,
});

export function dynamodbDeviceStore(documentClient: DynamoDBDocumentClient, tableName: string): DeviceStore {
  return {
    async remember(device) {
      const Item = { ...deviceKey(device.hash), ...device, ttl: timeToLive(device.forgetAt) };
      await documentClient.send(new PutCommand({ TableName: tableName, Item }));
    },
    async renew(device, next) {
      try {
        await documentClient.send(renewal(tableName, device, next));
      } catch (error) {
        // Forgotten, or claimed anew: what happened meanwhile counts.
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },
    async read(hash, now) {
      const { Item } = await documentClient.send(
        new GetCommand({ TableName: tableName, Key: deviceKey(hash), ConsistentRead: true }),
      );
      return Item === undefined ? null : unlessForgotten(parseRow(deviceRow, Item, 'device'), now);
    },
    async forget(hash) {
      await documentClient.send(new DeleteCommand({ TableName: tableName, Key: deviceKey(hash) }));
    },
  };
}

// Only over the very row that was read: two renewals at once, or a renewal beside a claim, must not lose a holding.
const renewal = (tableName: string, device: Device, next: Device) =>
  new UpdateCommand({
    TableName: tableName,
    Key: deviceKey(device.hash),
    UpdateExpression: 'SET #holdings = :holdings, #forgetAt = :forgetAt, #ttl = :ttl',
    ConditionExpression: '#holdings = :heldBefore AND #forgetAt = :forgetBefore',
    ExpressionAttributeNames: { '#holdings': 'holdings', '#forgetAt': 'forgetAt', '#ttl': 'ttl' },
    ExpressionAttributeValues: {
      ':holdings': next.holdings,
      ':forgetAt': next.forgetAt,
      ':ttl': timeToLive(next.forgetAt),
      ':heldBefore': device.holdings,
      ':forgetBefore': device.forgetAt,
    },
  });
