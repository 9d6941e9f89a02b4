// The stores of a newsroom under test: in memory, or as rows of a DynamoDB table. Both can be read completely, because
// "nothing was stored" is a statement about everything that is stored and not about one row.

import { dynamodbAttemptLimiter } from '../../shared/adapters/dynamodb/attempt-limiter.ts';
import { dynamodbStores } from '../../shared/adapters/dynamodb/stores.ts';
import { dynamodbSwitches } from '../../shared/adapters/dynamodb/switches.ts';
import { memoryStores } from '../../shared/adapters/memory/stores.ts';
import type { AnonymousPaymentStore } from '../../shared/ports/anonymous-payment-store.ts';
import type { AttemptLimiter } from '../../shared/ports/attempt-limiter.ts';
import type { CampaignStore } from '../../shared/ports/campaign-store.ts';
import type { CheckoutStore } from '../../shared/ports/checkout-store.ts';
import type { DeviceStore } from '../../shared/ports/device-store.ts';
import type { ErasureStore } from '../../shared/ports/erasure-store.ts';
import type { LinkStore } from '../../shared/ports/link-store.ts';
import type { ReminderStore } from '../../shared/ports/reminder-store.ts';
import type { SupporterStore } from '../../shared/ports/supporter-store.ts';
import type { Switches } from '../../shared/ports/switches.ts';
import type { Chance, Clock } from '../../shared/ports/system.ts';
import type { FreshTable } from './dynamodb-table.ts';

const secret = async () => ({ key: Buffer.alloc(32, 1) });

export interface Stores {
  readonly supporters: SupporterStore;
  readonly anonymousPayments: AnonymousPaymentStore;
  readonly erasures: ErasureStore;
  readonly campaignStore: CampaignStore;
  readonly checkouts: CheckoutStore;
  readonly devices: DeviceStore;
  readonly links: LinkStore;
  readonly reminders: ReminderStore;
  readonly limiter: AttemptLimiter;
  readonly switches: Switches;
  /** Everything that outlives a request, except the counts of attempts. */
  held(): Promise<unknown>;
}
export type OpenStores = (clock: Clock, chance: Chance) => Stores;

export const inMemory = (_clock: Clock, chance: Chance) => {
  const stores = memoryStores(chance);
  const { supporters, anonymousPayments, erasures, checkouts, devices, links, reminders } = stores;
  return {
    ...stores,
    held: async () => ({
      supporters: supporters.dump(),
      anonymousPayments: anonymousPayments.dump(),
      erasures: erasures.dump(),
      checkouts: checkouts.dump(),
      devices: devices.dump(),
      links: links.dump(),
      reminders: reminders.dump(),
    }),
  };
};

export const inTable =
  ({ documentClient, tableName, rows }: FreshTable): OpenStores =>
  (clock, chance) => ({
    ...dynamodbStores(documentClient, tableName),
    limiter: dynamodbAttemptLimiter(documentClient, tableName, { chance, secret }),
    switches: dynamodbSwitches(documentClient, tableName, clock),
    held: async () => lasting(await rows()),
  });

/** In a fixed order, so that two reads can be compared. */
export const lasting = (rows: readonly Record<string, unknown>[]): readonly Record<string, unknown>[] =>
  rows
    .filter((row) => !/^(?:LIMIT|SALT)#/.test(String(row['pk'])))
    .sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));

const nameOf = (row: Record<string, unknown>): string => `${String(row['pk'])} ${String(row['sk'])}`;
