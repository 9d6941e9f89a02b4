// Every payment that may count for a campaign, whether somebody's or nobody's, with what it counts now. It is read one page
// after the other, in no order, and while others save.
import type { Counted } from '../core/campaign.ts';
import type { CustomerId } from '../core/ids.ts';
import type { Payment } from '../core/payment.ts';

type CountedFields =
  | 'id'
  | 'campaign'
  | 'confirmedAt'
  | 'status'
  | 'amountMinor'
  | 'currency'
  | 'returnedMinor'
  | 'dispute'
  | 'settled';
export interface CountingPayment extends Pick<Payment, CountedFields> {
  /** Null where it belongs to nobody any more. */
  readonly customer: CustomerId | null;
  readonly counted: Counted | null;
}
export type CountingPayments = () => AsyncIterable<CountingPayment>;
