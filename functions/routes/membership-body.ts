// A membership as the API writes it.
import type { MembershipOut } from '../../shared/api/schemas/supporter.ts';
import type { Membership } from '../../shared/core/membership.ts';
import { type Instant, isoOf } from '../../shared/core/time.ts';

export const membershipBody = (membership: Omit<Membership, 'kind' | 'customer'>): MembershipOut => {
  const { id, amountMinor, currency, frequency, status, renewsAt, endsAt } = membership;
  const dates = { renewsAt: isoOrNull(renewsAt), endsAt: isoOrNull(endsAt) };
  return { membership: id, amountMinor, currency, frequency, status, ...dates };
};

export const isoOrNull = (instant: Instant | null): string | null => (instant === null ? null : isoOf(instant));
