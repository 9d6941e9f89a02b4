// Our own marker in Stripe's metadata: opaque ids only, and which installation wrote it. What carries this one's is ours;
// everything else on the account belongs to somebody else, who may be another installation, and is left alone.
import type { Marker } from '../../core/checkout.ts';
import { parseCampaignId, parseCheckoutId } from '../../core/ids.ts';
import { type Installation, ownerOf } from '../../core/installation.ts';
import { type Instant, instantOfDay } from '../../core/time.ts';
import type { NewCheckout } from '../../ports/payments.ts';

type Metadata = Readonly<Record<string, string>> | null | undefined;

/** Metadata does not flow from a session to what it makes (docs.stripe.com/metadata), so the same goes on each. */
export const markerOf = (
  { id }: Installation,
  { checkout, campaign, source }: NewCheckout,
): Record<string, string> => ({
  mainstay: id,
  mainstay_checkout: checkout,
  ...(campaign === null ? {} : { mainstay_campaign: campaign }),
  ...(source === null ? {} : { mainstay_source: source }),
});

/** What came from elsewhere and was taken in by `npm run import`: no checkout of ours made it. */
export const importMarkerOf = ({ id }: Installation) => ({ mainstay: id, mainstay_source: 'imported' });
export const isImported = (installation: Installation, metadata: Metadata): boolean =>
  isMarkedBy(installation, metadata) && metadata?.['mainstay_source'] === 'imported';

export const isMarkedBy = (installation: Installation, metadata: Metadata): boolean =>
  ownerOf(installation, metadata?.['mainstay']) === 'this installation';

export function readMarker(installation: Installation, metadata: Metadata): Marker | null {
  if (metadata === null || metadata === undefined || !isMarkedBy(installation, metadata)) return null;
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
