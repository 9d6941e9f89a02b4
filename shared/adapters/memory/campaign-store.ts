// Campaign totals as the memory supporter store keeps them, and what was last shown.
import { isDeepStrictEqual } from 'node:util';
import type { CampaignProgress } from '../../core/campaign-progress.ts';
import type { CampaignId } from '../../core/ids.ts';
import type { Month } from '../../core/time.ts';
import type { CampaignStore } from '../../ports/campaign-store.ts';
import type { MemorySupporterStore } from './supporter-store.ts';

export interface MemoryCampaignStore extends CampaignStore {
  /** Plain JSON: what a local run without Java keeps over a restart. */
  dump(): readonly CampaignProgress[];
  restore(dump: readonly CampaignProgress[]): void;
}

export function memoryCampaignStore(supporters: Pick<MemorySupporterStore, 'totals'>): MemoryCampaignStore {
  const shown = new Map<string, CampaignProgress>();
  const locationOf = (campaign: CampaignId, month: Month): string => `${campaign}#${month}`;
  return {
    async readTotal(campaign, month) {
      const found = supporters.totals().find((each) => each.campaign === campaign && each.month === month);
      return found ?? { campaign, month, raisedMinor: 0, contributions: 0, counts: 0 };
    },
    readProgress: async (campaign, month) => structuredClone(shown.get(locationOf(campaign, month)) ?? null),
    async publish(next, before) {
      const ref = locationOf(next.campaign, next.month);
      if (isDeepStrictEqual(shown.get(ref) ?? null, before)) shown.set(ref, structuredClone(next));
    },
    dump: () => structuredClone([...shown.values()]),
    restore(dump) {
      shown.clear();
      for (const each of structuredClone(dump)) shown.set(locationOf(each.campaign, each.month), each);
    },
  };
}
