// What was published of campaigns in memory, beside the payments that the memory stores hold.
import type { CampaignProgress } from '../../core/campaign-progress.ts';
import type { CampaignId } from '../../core/ids.ts';
import type { Month } from '../../core/time.ts';
import type { CampaignStore } from '../../ports/campaign-store.ts';
import type { MemoryAnonymousPaymentStore } from './anonymous-payment-store.ts';
import type { MemorySupporterStore } from './supporter-store.ts';

export interface MemoryCampaignStore extends CampaignStore {
  /** Plain JSON: what a local run without Java keeps over a restart. */
  dump(): readonly CampaignProgress[];
  restore(dump: readonly CampaignProgress[]): void;
}

export function memoryCampaignStore(
  supporters: Pick<MemorySupporterStore, 'dump'>,
  anonymousPayments: Pick<MemoryAnonymousPaymentStore, 'dump'>,
): MemoryCampaignStore {
  const published = new Map<string, CampaignProgress>();
  const nameOf = (campaign: CampaignId, month: Month): string => `${campaign}#${month}`;
  return {
    readProgress: async (campaign, month) => structuredClone(published.get(nameOf(campaign, month)) ?? null),
    async *countedPayments() {
      for (const [, { parts }] of supporters.dump().supporters) {
        for (const { part, counted } of Object.values(parts)) {
          if (part?.kind !== 'payment' || counted === null || part.confirmedAt === null) continue;
          yield { counted, confirmedAt: part.confirmedAt };
        }
      }
      for (const { counted, anonymousPayment } of anonymousPayments.dump()) {
        if (counted === null || anonymousPayment.confirmedAt === null) continue;
        yield { counted, confirmedAt: anonymousPayment.confirmedAt };
      }
    },
    async publish(progress) {
      const name = nameOf(progress.campaign, progress.month);
      const before = published.get(name);
      if (before === undefined || before.publishedAt < progress.publishedAt) {
        published.set(name, structuredClone(progress));
      }
    },
    dump: () => structuredClone([...published.values()]),
    restore(dump) {
      published.clear();
      for (const each of structuredClone(dump)) published.set(nameOf(each.campaign, each.month), each);
    },
  };
}
