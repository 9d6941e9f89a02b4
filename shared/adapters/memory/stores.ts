// All stores of one newsroom in memory, wired as the rows of one table are: what moves between two stores moves in one step.
import type { Chance } from '../../ports/system.ts';
import { memoryAnonymousPaymentStore } from './anonymous-payment-store.ts';
import { memoryAttemptLimiter } from './attempt-limiter.ts';
import { memoryCampaignStore } from './campaign-store.ts';
import { memoryCheckoutStore } from './checkout-store.ts';
import { memoryDeviceStore } from './device-store.ts';
import { memoryErasureStore } from './erasure-store.ts';
import { memoryLinkStore } from './link-store.ts';
import { memoryReconcileStore } from './reconcile-store.ts';
import { memoryReminderStore } from './reminder-store.ts';
import { memorySupporterStore } from './supporter-store.ts';
import { memorySwitches } from './switches.ts';

export function memoryStores(chance: Chance) {
  const [supporters, checkouts, devices] = [memorySupporterStore(), memoryCheckoutStore(), memoryDeviceStore()];
  const [links, reminders] = [memoryLinkStore(), memoryReminderStore()];
  const anonymousPayments = memoryAnonymousPaymentStore(supporters, [links, reminders]);
  return {
    supporters,
    anonymousPayments,
    erasures: memoryErasureStore(devices, checkouts, links),
    campaignStore: memoryCampaignStore(supporters, anonymousPayments),
    checkouts,
    devices,
    links,
    reminders,
    reconciliations: memoryReconcileStore(supporters, anonymousPayments, devices),
    limiter: memoryAttemptLimiter(chance),
    switches: memorySwitches(),
  };
}
