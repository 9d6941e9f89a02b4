// Counts tries to pay in memory, by windows of ten minutes. The last two are kept.
import { type PaymentTries, triesWindow } from '../../core/card-testing.ts';
import type { PaymentTryCounter } from '../../ports/payment-tries.ts';

export function memoryPaymentTries(): PaymentTryCounter {
  const windows = new Map<number, PaymentTries>();
  const triesOf = (window: number): PaymentTries => windows.get(window) ?? { tried: 0, declined: 0 };
  return {
    async count(outcome, now) {
      const window = Math.floor(now / triesWindow);
      const { tried, declined } = triesOf(window);
      windows.set(window, { tried: tried + 1, declined: declined + (outcome === 'declined' ? 1 : 0) });
      for (const each of windows.keys()) if (each < window - 1) windows.delete(each);
    },
    async lately(now) {
      const window = Math.floor(now / triesWindow);
      return [triesOf(window), triesOf(window - 1)];
    },
  };
}
