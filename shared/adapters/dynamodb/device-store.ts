// Browsers that may act for supporters, under the hash of their token: who reads the table cannot be one of them.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Device } from '../../core/device.ts';
import type { DeviceStore } from '../../ports/device-store.ts';
import { parseDeviceRow } from './device-row.ts';
import { unlessForgotten } from './row-fields.ts';
import { deviceKey, timeToLive } from './table.ts';

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
      return Item === undefined ? null : unlessForgotten(parseDeviceRow(Item), now);
    },
    async forget(hash) {
      await documentClient.send(new DeleteCommand({ TableName: tableName, Key: deviceKey(hash) }));
    },
  };
}

// Only over the very row that was read: two renewals at once, or a renewal beside a claim, must not lose a holding.
const renewal = (tableName: string, device: Device, next: Device) => {
  const isSeen = device.former !== undefined && next.former === undefined;
  return new UpdateCommand({
    TableName: tableName,
    Key: deviceKey(device.hash),
    UpdateExpression: `SET #holdings = :holdings, #forgetAt = :forgetAt, #ttl = :ttl${isSeen ? ' REMOVE #former' : ''}`,
    ConditionExpression: '#holdings = :heldBefore AND #forgetAt = :forgetBefore',
    ExpressionAttributeNames: {
      ...{ '#holdings': 'holdings', '#forgetAt': 'forgetAt', '#ttl': 'ttl' },
      ...(isSeen ? { '#former': 'former' } : {}),
    },
    ExpressionAttributeValues: {
      ':holdings': next.holdings,
      ':forgetAt': next.forgetAt,
      ':ttl': timeToLive(next.forgetAt),
      ':heldBefore': device.holdings,
      ':forgetBefore': device.forgetAt,
    },
  });
};
