// The stores of a run without Java, all in memory, and how they are saved as plain JSON and read again.
import type { MemoryAnonymousPaymentStore } from '../../shared/adapters/memory/anonymous-payment-store.ts';
import type { AttemptDump } from '../../shared/adapters/memory/attempt-limiter.ts';
import type { MemoryCampaignStore } from '../../shared/adapters/memory/campaign-store.ts';
import type { CheckoutDump } from '../../shared/adapters/memory/checkout-store.ts';
import type { MemoryErasureStore } from '../../shared/adapters/memory/erasure-store.ts';
import type { MemoryLinkStore } from '../../shared/adapters/memory/link-store.ts';
import { memoryMailQueue } from '../../shared/adapters/memory/mail-queue.ts';
import type { MemoryReminderStore } from '../../shared/adapters/memory/reminder-store.ts';
import { memoryStores } from '../../shared/adapters/memory/stores.ts';
import type { SupporterDump } from '../../shared/adapters/memory/supporter-records.ts';
import { memorySyncQueue, type SyncQueueDump } from '../../shared/adapters/memory/sync-queue.ts';
import { systemChance, systemClock } from '../../shared/adapters/node/system.ts';
import type { Device } from '../../shared/core/device.ts';

/** Plain JSON. */
export interface StandInDump {
  readonly supporters: SupporterDump;
  readonly anonymousPayments: ReturnType<MemoryAnonymousPaymentStore['dump']>;
  readonly campaigns: ReturnType<MemoryCampaignStore['dump']>;
  readonly checkouts: CheckoutDump;
  readonly devices: readonly Device[];
  readonly erasures: ReturnType<MemoryErasureStore['dump']>;
  readonly attempts: AttemptDump;
  readonly syncQueue: SyncQueueDump;
  readonly links?: ReturnType<MemoryLinkStore['dump']>;
  readonly reminders?: ReturnType<MemoryReminderStore['dump']>;
}
/** As in AWS: five receives, and a worker's time for one sync request. */
const policy = { visibilitySeconds: 60, maxReceives: 5 };

// The cursor of a reconciliation is not saved: after a restart the next run compares everything again.
export const openStores = () => ({
  ...memoryStores(systemChance),
  syncQueue: memorySyncQueue(systemClock, policy),
  mail: memoryMailQueue(systemClock),
});

interface Saving {
  dump(): StandInDump;
  restore(dump: StandInDump): void;
}
export const savingOf = (stores: ReturnType<typeof openStores>): Saving => ({
  dump: () => ({
    supporters: stores.supporters.dump(),
    anonymousPayments: stores.anonymousPayments.dump(),
    campaigns: stores.campaignStore.dump(),
    checkouts: stores.checkouts.dump(),
    devices: stores.devices.dump(),
    erasures: stores.erasures.dump(),
    attempts: stores.limiter.dump(),
    syncQueue: stores.syncQueue.dump(),
    links: stores.links.dump(),
    reminders: stores.reminders.dump(),
  }),
  restore: (dump) => {
    stores.supporters.restore(dump.supporters);
    stores.anonymousPayments.restore(dump.anonymousPayments);
    stores.campaignStore.restore(dump.campaigns);
    stores.checkouts.restore(dump.checkouts);
    stores.devices.restore(dump.devices);
    stores.erasures.restore(dump.erasures);
    stores.limiter.restore(dump.attempts);
    stores.syncQueue.restore(dump.syncQueue);
    stores.links.restore(dump.links ?? []);
    if (dump.reminders !== undefined) stores.reminders.restore(dump.reminders);
  },
});
