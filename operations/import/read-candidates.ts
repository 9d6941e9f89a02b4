// Reads the subscriptions to import from Stripe: all current ones of the account, or those that a list names. It reads page
// by page, and waits and tries again when Stripe limits the rate.
import Stripe from 'stripe';
import type { Installation } from '../../shared/core/installation.ts';
import { type Candidate, candidateOf } from './candidate.ts';
import type { CsvRow } from './parse-csv.ts';

export interface CandidateSource {
  readonly stripe: Stripe;
  readonly mode: 'test' | 'live';
  readonly installation: Installation;
  readonly wait: (milliseconds: number) => Promise<unknown>;
}
const pageSize = 100;
/** Of all the states that the list may return. */
const statuses = ['active', 'past_due', 'trialing'] as const;

export async function* candidatesOfAccount(source: CandidateSource): AsyncIterable<Candidate> {
  for (const status of statuses) {
    let after: string | undefined;
    do {
      const page = await patiently(source, () =>
        source.stripe.subscriptions.list({
          status,
          limit: pageSize,
          ...(after === undefined ? {} : { starting_after: after }),
        }),
      );
      for (const each of page.data) yield candidateOf(each, source);
      after = page.has_more ? page.data.at(-1)?.id : undefined;
    } while (after !== undefined);
  }
}

/** Yields `unknown` with the id for one that Stripe does not have. */
export async function* candidatesOfList(
  source: CandidateSource,
  rows: readonly CsvRow[],
): AsyncIterable<Candidate | { readonly unknown: string }> {
  for (const { kind, id } of rows) {
    const found = await patiently(source, () => namedBy(source.stripe, kind, id));
    if (found.length === 0) yield { unknown: id };
    for (const each of found) yield candidateOf(each, source);
  }
}

async function namedBy(stripe: Stripe, kind: CsvRow['kind'], id: string): Promise<readonly Stripe.Subscription[]> {
  try {
    if (kind === 'subscription') return [await stripe.subscriptions.retrieve(id)];
    return (await stripe.subscriptions.list({ customer: id, status: 'all', limit: pageSize })).data;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing') return [];
    throw error;
  }
}

/** Longer than any burst. Beyond it, another app uses up the rate that Stripe allows. */
const mostTries = 6;

/** The SDK retries failed requests, but not those that were refused by the rate limit. */
export async function patiently<T>({ wait }: Pick<CandidateSource, 'wait'>, work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeRateLimitError) || tries === mostTries) throw error;
      await wait(500 * 2 ** tries);
    }
  }
}
