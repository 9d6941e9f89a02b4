// The stored data of supporters as the API writes it.
import type { HeldPayment, HeldSupporter, Shown } from '../../shared/actions/read-supporter.ts';
import type { SupporterOut } from '../../shared/api/schemas/supporter.ts';
import { isoOf } from '../../shared/core/time.ts';
import { isoOrNull, membershipBody } from './membership-body.ts';

export const supporterBody = ({ device, supporters }: Shown): SupporterOut => ({
  device: { forgetAt: isoOf(device.forgetAt) },
  supporters: supporters.map(oneOf),
});

const oneOf = ({ customer, proof, freshUntil, standing, memberships, payments }: HeldSupporter) => ({
  supporter: customer,
  proof,
  freshUntil: isoOf(freshUntil),
  standing: {
    supporter: standing.supporter,
    until: isoOrNull(standing.until ?? null),
    reason: standing.reason ?? null,
  },
  memberships: memberships.map((each) => ({
    ...membershipBody(each),
    paidThrough: isoOrNull(each.paidThrough),
    grantedUntil: isoOrNull(each.grantedUntil),
  })),
  payments: payments.map(paymentBody),
});

function paymentBody(payment: HeldPayment) {
  const { id, amountMinor, currency, confirmedAt, purpose, status } = payment;
  const { returnedMinor, dispute, settled, campaign, counted } = payment;
  return {
    payment: id,
    amountMinor,
    currency,
    date: isoOrNull(confirmedAt),
    status,
    ...(purpose.kind === 'gift'
      ? { purpose: 'gift' as const, membership: null, periodEnd: null }
      : { purpose: 'membership' as const, membership: purpose.membership, periodEnd: isoOf(purpose.periodEnd) }),
    returnedMinor,
    dispute,
    settled,
    campaign,
    counted,
  };
}
