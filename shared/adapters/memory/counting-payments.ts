// Every payment in memory that may count for a campaign, somebody's or nobody's, as the table reads them.
import type { CountingPayments } from '../../ports/counting-payments.ts';
import type { MemoryAnonymousPaymentStore } from './anonymous-payment-store.ts';
import type { MemorySupporterStore } from './supporter-store.ts';

export const countingPayments = (
  supporters: Pick<MemorySupporterStore, 'dump'>,
  anonymousPayments: Pick<MemoryAnonymousPaymentStore, 'dump'>,
): CountingPayments =>
  async function* read() {
    const held = supporters.dump().supporters.flatMap(([, { parts }]) => Object.values(parts));
    for (const { part, counted } of held) {
      if (part?.kind === 'payment' && (part.campaign !== null || counted !== null)) yield { ...part, counted };
    }
    for (const { anonymousPayment, counted } of anonymousPayments.dump()) {
      if (anonymousPayment.campaign !== null || counted !== null)
        yield { ...anonymousPayment, customer: null, counted };
    }
  };
