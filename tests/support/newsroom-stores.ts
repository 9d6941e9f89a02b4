// The stores of a newsroom under test: in memory, or as rows of a DynamoDB table. Both can be looked at whole, because
// "nothing was stored" is a promise about everything that is held and not about one row.

import { dynamodbAnonymousPaymentStore } from '../../shared/adapters/dynamodb/anonymous-payment-store.ts';
import { dynamodbAttemptLimiter } from '../../shared/adapters/dynamodb/attempt-limiter.ts';
import { dynamodbCampaignStore } from '../../shared/adapters/dynamodb/campaign-store.ts';
import { dynamodbCheckoutStore } from '../../shared/adapters/dynamodb/checkout-store.ts';
import { dynamodbDeviceStore } from '../../shared/adapters/dynamodb/device-store.ts';
import { dynamodbErasureStore } from '../../shared/adapters/dynamodb/erasure-store.ts';
import { dynamodbLinkStore } from '../../shared/adapters/dynamodb/link-store.ts';
import { dynamodbReminderStore } from '../../shared/adapters/dynamodb/reminder-store.ts';
import { dynamodbSupporterStore } from '../../shared/adapters/dynamodb/supporter-store.ts';
import { dynamodbSwitches } from '../../shared/adapters/dynamodb/switches.ts';
import { memoryAnonymousPaymentStore } from '../../shared/adapters/memory/anonymous-payment-store.ts';
import { memoryAttemptLimiter } from '../../shared/adapters/memory/attempt-limiter.ts';
import { memoryCampaignStore } from '../../shared/adapters/memory/campaign-store.ts';
import { memoryCheckoutStore } from '../../shared/adapters/memory/checkout-store.ts';
import { memoryDeviceStore } from '../../shared/adapters/memory/device-store.ts';
import { memoryErasureStore } from '../../shared/adapters/memory/erasure-store.ts';
import { memoryLinkStore } from '../../shared/adapters/memory/link-store.ts';
import { memoryReminderStore } from '../../shared/adapters/memory/reminder-store.ts';
import { memorySupporterStore } from '../../shared/adapters/memory/supporter-store.ts';
import { memorySwitches } from '../../shared/adapters/memory/switches.ts';
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
  /** Everything that outlives a request, save the counts of attempts. */
  held(): Promise<unknown>;
}
export type OpenStores = (clock: Clock, chance: Chance) => Stores;

export const inMemory = (_clock: Clock, chance: Chance) => {
  const [supporters, checkouts, devices] = [memorySupporterStore(), memoryCheckoutStore(), memoryDeviceStore()];
  const [links, reminders] = [memoryLinkStore(), memoryReminderStore()];
  const anonymousPayments = memoryAnonymousPaymentStore(supporters);
  const erasures = memoryErasureStore(devices, checkouts, links);
  return {
    supporters,
    anonymousPayments,
    erasures,
    campaignStore: memoryCampaignStore(supporters),
    checkouts,
    devices,
    links,
    reminders,
    limiter: memoryAttemptLimiter(chance),
    switches: memorySwitches(),
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
    supporters: dynamodbSupporterStore(documentClient, tableName),
    anonymousPayments: dynamodbAnonymousPaymentStore(documentClient, tableName),
    erasures: dynamodbErasureStore(documentClient, tableName),
    campaignStore: dynamodbCampaignStore(documentClient, tableName),
    checkouts: dynamodbCheckoutStore(documentClient, tableName),
    devices: dynamodbDeviceStore(documentClient, tableName),
    links: dynamodbLinkStore(documentClient, tableName),
    reminders: dynamodbReminderStore(documentClient, tableName),
    limiter: dynamodbAttemptLimiter(documentClient, tableName, { chance, secret }),
    switches: dynamodbSwitches(documentClient, tableName, clock),
    held: async () => lasting(await rows()),
  });

/** In a fixed order, so that two looks can be compared. */
export const lasting = (rows: readonly Record<string, unknown>[]): readonly Record<string, unknown>[] =>
  rows
    .filter((row) => !/^(?:LIMIT|SALT)#/.test(String(row['pk'])))
    .sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));

const nameOf = (row: Record<string, unknown>): string => `${String(row['pk'])} ${String(row['sk'])}`;
