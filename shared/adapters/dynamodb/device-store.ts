// Browsers that may act for supporters, under the hash of their token: who reads the table cannot be one of them.
import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { mostHoldings } from '../../core/device.ts';
import { parseCustomerId, parseHash } from '../../core/ids.ts';
import type { DeviceStore } from '../../ports/device-store.ts';
import { idField, instantField, parseRow, unlessForgotten } from './row-fields.ts';
import { deviceKey, timeToLive } from './table.ts';

const deviceRow = z.object({
  hash: idField(parseHash),
  holdings: z
    .array(z.object({ customer: idField(parseCustomerId), since: instantField }))
    .check(z.maxLength(mostHoldings)),
  freshUntil: instantField,
  forgetAt: instantField,
});

export function dynamodbDeviceStore(documentClient: DynamoDBDocumentClient, tableName: string): DeviceStore {
  return {
    async remember(device) {
      const Item = { ...deviceKey(device.hash), ...device, ttl: timeToLive(device.forgetAt) };
      await documentClient.send(new PutCommand({ TableName: tableName, Item }));
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
