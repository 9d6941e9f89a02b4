// Reads the paid checkouts that took part in a trial of asks: which variant, how much, and when. The word of the variant is in the
// source of each; no view was ever counted, and nothing says who gave.
import type Stripe from 'stripe';
import type { TrialSettings } from '../../shared/api/trial-settings.ts';
import type { Installation } from '../../shared/core/installation.ts';
import { instantOfDay, instantOfSeconds, secondsOf } from '../../shared/core/time.ts';
import { armIn } from '../../shared/core/trial.ts';
import { checkoutOf, sessionIn } from './read-stripe-month.ts';
import type { TrialGift } from './trial-report.ts';

interface TrialDays {
  readonly id: TrialSettings['id'];
  /** Days of UTC. */
  readonly from: string;
  readonly until: string;
}
const pageSize = 100;

/** The oldest first: the first ones decide, whenever somebody looks. */
export async function readTrial(
  { stripe, installation }: { readonly stripe: Stripe; readonly installation: Installation },
  { id, from, until }: TrialDays,
): Promise<readonly TrialGift[]> {
  const created = { gte: secondsOf(instantOfDay(from) ?? 0), lt: secondsOf(instantOfDay(until) ?? 0) };
  const gifts: TrialGift[] = [];
  for await (const each of stripe.checkout.sessions.list({ created, status: 'complete', limit: pageSize })) {
    const session = sessionIn.parse(each);
    for (const { source, currency, amountMinor } of checkoutOf(installation, session)) {
      const arm = armIn(source ?? '', id);
      if (arm !== null) gifts.push({ arm, currency, amountMinor, at: instantOfSeconds(session.created) });
    }
  }
  // Stripe lists the newest first, and its times are whole seconds.
  return gifts.reverse().sort((one, other) => one.at - other.at);
}
