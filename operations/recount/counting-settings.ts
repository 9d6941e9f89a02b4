// Names the settings that decide what a payment counts, so that `doctor` sees when they changed: the campaigns with their
// currencies and rates, and the time zone of their months. Goals decide nothing. Nothing of a person is in it.
import { nodeHasher } from '../../shared/adapters/node/hasher.ts';
import type { Campaign } from '../../shared/core/campaign.ts';

export interface CountingSettings {
  readonly campaigns: readonly Campaign[];
  readonly timeZone: string;
}

export function countingName({ campaigns, timeZone }: CountingSettings): string {
  const deciding = campaigns
    .map(({ id, currency, rates }) => [id, currency, Object.entries(rates).sort()] as const)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `counting${nodeHasher.digest(JSON.stringify([timeZone, deciding])).slice(0, nameLength)}`;
}
/** Long enough that no two settings share it. */
const nameLength = 22;
