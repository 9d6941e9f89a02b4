// Supporters as rows of the table: one per membership and payment, one STATE with what was forgotten and which addresses
// lead here.
import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { CustomerId } from '../../core/ids.ts';
import type { PartKey, Supporter } from '../../core/supporter.ts';
import type { Instant } from '../../core/time.ts';
import type { SupporterStore, Versioned, VersionedSupporter } from '../../ports/supporter-store.ts';
import { pointEmail, pointedFrom } from './email-pointers.ts';
import { parsePartRow } from './part-row.ts';
import { addressesOf, addressOf, dropPointers, pointersIn } from './pointers.ts';
import { instantField, parseRow } from './row-fields.ts';
import { type RowUpdate, updateRow } from './row-update.ts';
import { saveAll, savePart } from './save-parts.ts';
import { isPartRow, supporterRows } from './supporter-rows.ts';
import * as keys from './table.ts';
import type { TableRef } from './table-ref.ts';

export function dynamodbSupporterStore(documentClient: DynamoDBDocumentClient, tableName: string): SupporterStore {
  const table = { documentClient, tableName };
  return {
    readVersioned: (key) => readVersioned(table, key),
    save: (sync) => savePart(table, sync),
    readAllVersioned: (customer) => readAllVersioned(table, customer),
    saveAll: (all) => saveAll(table, all),
    read: (customer) => read(table, customer),
    forgetDevices: (customer) => updateUnlessErased(table, customer, forgetting),
    askErasure: (customer, from) => updateUnlessErased(table, customer, askingUntil(from)),
    dropPointers: (customer, current) => {
      const partitions = current.map(({ pepper, hash }) => keys.emailPartition(pepper, hash));
      return dropPointers(table, customer, (pk) => !partitions.includes(pk));
    },
    pointEmail: (emailHash, customer) => pointEmail(table, emailHash, customer),
    addressesOf: (customer) => addressesOf(table, customer),
    pointedFrom: (emailHashes) => pointedFrom(table, emailHashes),
  };
}

async function readVersioned({ documentClient, tableName }: TableRef, key: PartKey): Promise<Versioned> {
  const { Item } = await documentClient.send(
    new GetCommand({ TableName: tableName, Key: keys.partKey(key), ConsistentRead: true }),
  );
  return Item === undefined ? { version: 0, part: null, counted: null } : parsePartRow(Item);
}

const stateRow = z.object({
  generation: z.optional(z.int()),
  eraseFrom: z.optional(instantField),
  erasedAt: z.optional(instantField),
});

async function readAllVersioned(table: TableRef, customer: CustomerId): Promise<VersionedSupporter> {
  const rows = await supporterRows(table, customer);
  const state = rows.find((row) => row['sk'] === keys.stateSortKey) ?? {};
  const parts = rows.filter((row) => isPartRow(row)).map((row) => parsePartRow(row));
  return {
    parts: new Map(parts.map((each) => [each.part.id, each])),
    isErased: parseRow(stateRow, state, 'state').erasedAt !== undefined,
    addresses: pointersIn(state).map((pk) => addressOf(pk)),
  };
}

async function read(table: TableRef, customer: CustomerId): Promise<Supporter | null> {
  const rows = await supporterRows(table, customer);
  const state = parseRow(stateRow, rows.find((row) => row['sk'] === keys.stateSortKey) ?? {}, 'state');
  const parts = rows.filter((row) => isPartRow(row)).map((row) => parsePartRow(row).part);
  const isErased = state.erasedAt !== undefined;
  if (parts.length === 0 && !isErased) return null;
  return {
    customer,
    memberships: parts.filter((part) => part.kind === 'membership'),
    payments: parts.filter((part) => part.kind === 'payment'),
    generation: state.generation ?? 0,
    eraseFrom: state.eraseFrom ?? 0,
    isErased,
  };
}

const forgetting = {
  set: {},
  add: { generation: 1 },
  remove: ['eraseFrom'],
  condition: 'attribute_not_exists(#erasedAt)',
};
const askingUntil = (from: Instant) => ({
  set: { eraseFrom: from },
  condition: 'attribute_not_exists(#erasedAt) AND (attribute_not_exists(#eraseFrom) OR #eraseFrom < :from)',
  values: { from },
});
/** Of who is erased nothing is stored any more: what was asked for is so. */
async function updateUnlessErased(table: TableRef, customer: CustomerId, change: RowUpdate): Promise<void> {
  await updateRow(table, keys.stateKey(customer), change);
}
