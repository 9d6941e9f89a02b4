// Leaves out the next payments of a subscription that is paid for every month. Stripe's pause of the collection ends by itself at a
// given moment, makes the invoices in between void, and leaves the day of payment as it is; its pause of the subscription does neither.
import { hasEnded } from '../../core/membership.ts';
import { pauseEnd } from '../../core/pause.ts';
import { type Result, succeed } from '../../core/result.ts';
import { instantOfSeconds, secondsOf } from '../../core/time.ts';
import type { MembershipPause, PaymentsFailure } from '../../ports/payments.ts';
import { subscriptionAnswer } from './billing-answers.ts';
import type { StripeAccess } from './client.ts';
import { read } from './read-answer.ts';
import { unavailable } from './unavailable.ts';

export async function pauseMembership(
  access: StripeAccess,
  { membership, months, idempotencyKey }: MembershipPause,
): Promise<Result<'changed' | 'unsuitable', PaymentsFailure>> {
  const stripe = await access.client();
  try {
    const subscription = read(
      subscriptionAnswer,
      await stripe.subscriptions.retrieve(membership, { expand: ['customer'] }),
      access.mode,
    );
    const { status, cancel_at: cancelAt, items, billing_cycle_anchor: anchor } = subscription;
    const [item] = items.data;
    const { interval, interval_count: count = 1 } = item?.price.recurring ?? { interval: 'none' };
    const isMonthly = interval === 'month' && count === 1;
    const mayRest = months === 0 ? !hasEnded(status) : status === 'active' && cancelAt === null;
    if (item === undefined || items.data.length > 1 || !isMonthly || !mayRest) return succeed('unsuitable');
    const next = instantOfSeconds(item.current_period_end);
    const resumes = pauseEnd({ anchor: instantOfSeconds(anchor), next }, months);
    await stripe.subscriptions.update(
      membership,
      { pause_collection: months === 0 ? '' : { behavior: 'void', resumes_at: secondsOf(resumes) } },
      { idempotencyKey },
    );
    return succeed('changed');
  } catch (error) {
    return unavailable(error);
  }
}
