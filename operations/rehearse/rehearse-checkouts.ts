// The Checkouts of a rehearsal: of every kind that the newsroom offers one that is opened and expires, and two that somebody pays.
import { settings } from '#settings';
import { known, parseCheckoutId } from '../../shared/core/ids.ts';
import { type CurrencyOffer, type Frequency, frequencies } from '../../shared/core/offer.ts';
import { hour } from '../../shared/core/time.ts';
import type { Story } from './story.ts';

/** One of every currency and frequency that the newsroom offers, opened and expired. */
export async function rehearseCheckouts(story: Story): Promise<void> {
  const { recorder, payments, stripe } = story;
  for (const offer of settings.offer.currencies) {
    for (const frequency of frequencies) {
      recorder.begin(`checkout ${frequency}`);
      const { session } = await open(story, offer, frequency);
      await stripe.checkout.sessions.expire(session);
      await payments.readCheckout(session);
    }
  }
}

/** The steps that need somebody who pays on Stripe's page. */
export const paidSteps = ['paid checkout once', 'paid checkout monthly'] as const;

/** Opened as a reader's, paid on its page, and read as the function `sync` reads it, with all that it made. */
export async function rehearsePaidCheckouts(story: Story): Promise<void> {
  const { recorder, payments, payer } = story;
  const [offer] = settings.offer.currencies;
  if (offer === undefined) return;
  for (const frequency of ['once', 'monthly'] as const) {
    recorder.begin(`paid checkout ${frequency}`);
    const { session, url } = await open(story, offer, frequency);
    if (!(await payer.payCheckout({ session, url }))) continue;
    await payer.settle();
    const { customer } = await payments.readCheckout(session);
    await payments.readParts({ objectIds: [session], disputed: new Set() });
    if (customer !== null) await payments.deleteCustomer(customer);
  }
}

async function open({ payments, chance, now }: Story, { currency, amounts }: CurrencyOffer, frequency: Frequency) {
  const opened = await payments.openCheckout({
    contribution: { currency, frequency, amountMinor: amounts[frequency].minimumMinor },
    checkout: known(parseCheckoutId(`co_${chance.token(16)}`)),
    ...{ campaign: null, source: null, locale: 'en', replaces: null },
    successUrl: 'https://example.org/',
    cancelUrl: 'https://example.org/',
    expiresAt: now() + hour,
    idempotencyKey: `rehearsal.${chance.token(16)}`,
  });
  if (!opened.ok) throw new Error(`Stripe did not open a checkout in ${currency}`);
  return opened.value;
}
