// The variants of an ask that are compared, as the newsroom writes them. Null compares nothing, and no page loads a byte for it.
import * as z from 'zod/mini';
import { checkPayable, parseCurrency } from '../core/money.ts';
import { frequencies, type Offer } from '../core/offer.ts';
import { instantOfDay } from '../core/time.ts';
import { arms } from '../core/trial.ts';
import { text } from './texts.ts';

const day = text(/^\d{4}-\d{2}-\d{2}$/, 'a day like "2026-11-30"').check(
  z.refine((value) => instantOfDay(value) !== null, { error: 'must be a day that there is' }),
);
const language = text(/^[a-z]{2,3}$/, 'a language like "de"');
const amounts = z.array(z.int().check(z.gte(1))).check(z.minLength(1), z.maxLength(8));
const byFrequency = z.strictObject({
  once: z.optional(amounts),
  monthly: z.optional(amounts),
  annual: z.optional(amounts),
});
const variant = z.strictObject({
  /** Sentences by language and key, as in web/strings/. */
  strings: z._default(z.record(language, z.record(z.string(), z.string().check(z.minLength(1), z.maxLength(300)))), {}),
  /** The suggested amounts, by currency. */
  amounts: z._default(z.record(z.string(), byFrequency), {}),
  /** The largest amount first. */
  isReversed: z._default(z.boolean(), false),
  /** Which is chosen at first. */
  frequency: z.optional(z.enum(frequencies)),
});
export const trialSettings = z._default(
  z.nullable(
    z.strictObject({
      /** In the browser and in the source of a checkout: a neutral word, another for each trial. */
      id: text(/^[a-z0-9]{1,6}$/, 'one to six of a-z and 0-9'),
      /** Both days are those of UTC; on `until` it is over. */
      from: day,
      until: day,
      /** The smallest difference that would be worth knowing: 125 is a quarter more gifts. It says how many gifts it takes. */
      worthwhilePercent: z._default(z.int().check(z.gte(105), z.lte(300)), 125),
      /** The first is what readers without JavaScript see; mostly `{}`. */
      variants: z.array(variant).check(z.minLength(2), z.maxLength(arms.length)),
    }),
  ),
  null,
);
export type TrialSettings = NonNullable<z.output<typeof trialSettings>>;

export function wrongTrial(trial: TrialSettings | null, { currencies }: Offer): string[] {
  if (trial === null) return [];
  const inOrder = (instantOfDay(trial.from) ?? 0) < (instantOfDay(trial.until) ?? 0);
  return [
    ...(inOrder ? [] : ['trial.until must be after trial.from']),
    ...trial.variants.flatMap((each, at) =>
      Object.entries(each.amounts).flatMap(([code, lists]) => {
        const offered = currencies.find(({ currency }) => currency === code);
        const currency = parseCurrency(code);
        if (offered === undefined || currency === null) return [`trial.variants.${at}.amounts: ${code} is not offered`];
        return frequencies.flatMap((frequency) =>
          (lists[frequency] ?? [])
            .filter((amountMinor) => {
              const { minimumMinor, maximumMinor } = offered.amounts[frequency];
              const isWithin = amountMinor >= minimumMinor && amountMinor <= maximumMinor;
              return !isWithin || !checkPayable({ amountMinor, currency }).ok;
            })
            .map((wrong) => `trial.variants.${at}.amounts.${code}.${frequency}: ${wrong} cannot be given`),
        );
      }),
    ),
  ];
}
