// Our own marker in Stripe's metadata: opaque ids only. What carries it is ours; everything else on the account belongs
// to somebody else and is left alone.
import type { Marker } from '../../core/checkout.ts';
import { parseCampaignId, parseCheckoutId } from '../../core/ids.ts';
import { type Instant, instantOfDay } from '../../core/time.ts';
import type { NewCheckout } from '../../ports/payments.ts';

type Metadata = Readonly<Record<string, string>> | null | undefined;

/** Metadata does not flow from a session to what it makes (docs.stripe.com/metadata), so the same goes on each. */
export const markerOf = ({ checkout, campaign, source }: NewCheckout): Record<string, string> => ({
  mainstay: '1',
  mainstay_checkout: checkout,
  ...(campaign === null ? {} : { mainstay_campaign: campaign }),
  ...(source === null ? {} : { mainstay_source: source }),
});

/** What came from elsewhere and was taken in by `npm run import`: no checkout of ours made it. */
export const importMarker = { mainstay: '1', mainstay_source: 'imported' } as const;
export const isImported = (metadata: Metadata): boolean =>
  metadata?.['mainstay'] === importMarker.mainstay && metadata['mainstay_source'] === importMarker.mainstay_source;

export function readMarker(metadata: Metadata): Marker | null {
  if (metadata?.['mainstay'] !== '1') return null;
  return {
    checkout: parseCheckoutId(metadata['mainstay_checkout'] ?? ''),
    campaign: parseCampaignId(metadata['mainstay_campaign'] ?? ''),
  };
}

/** `mainstay_grant: 2027-01-31`: staff let a membership stand until the end of that day (UTC) without money. */
export function readGrant(metadata: Metadata): Instant | null {
  const lastDay = instantOfDay(metadata?.['mainstay_grant'] ?? '');
  return lastDay === null ? null : lastDay + 86_400_000;
}
