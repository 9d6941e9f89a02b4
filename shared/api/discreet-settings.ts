// The texts of ours that a payer reads at Stripe and on a card statement. Stripe refuses some of them only when a reader
// gives, so what it refuses is refused here. Source: docs.stripe.com/get-started/account/statement-descriptors and the doc
// comments of stripe 23.1.0, read on 2026-11-26.
import * as z from 'zod/mini';

/** A statement holds so much; Stripe writes prefix, "* " and suffix. */
const statementLength = 22;
const joint = '* ';
const longestPrefix = 10;
const shortestPrefix = 2;
/** Of a descriptor that stands alone. */
const shortestStatement = 5;
/** 1200 in the doc comment of `custom_text.submit.message`, less what a statement can add. */
const longestNotice = 1200 - statementLength;

const says = (shape: RegExp, sentence: string) => z.regex(shape, { error: sentence });
const isOnStatement = [
  says(/^[^<>\\'"*]*$/, `must not hold < > \\ ' " or *: Stripe refuses them on a statement`),
  says(/[A-Za-z]/, 'must hold at least one Latin letter: Stripe refuses a statement without one'),
  // Stripe leaves other characters out without a word.
  says(/^[ -~]*$/, 'must be plain Latin letters, digits and signs: a statement shows no others'),
  says(/^\S(?:.*\S)?$/s, 'must not begin or end with a space'),
];
const statementText = (shortest: number, longest: number) =>
  z.string().check(z.minLength(shortest), z.maxLength(longest), ...isOnStatement);

const language = z.string().check(z.regex(/^[a-z]{2,3}$/));
const notice = z
  .string()
  .check(z.maxLength(longestNotice), says(/\{statement\}/, 'must hold {statement}, where the statement goes'));

export const discreetSettings = z.strictObject({
  /** On Stripe's page and on receipts. */
  productName: z
    .string()
    .check(
      z.minLength(1),
      z.maxLength(80),
      says(/^\S(?:.*\S)?$/s, 'must not begin or end with a space'),
      says(/^\P{Cc}*$/u, 'must be one line'),
    ),
  /** The prefix of card statements as the Stripe account has it; without it the longest possible is assumed. */
  statementPrefix: z.optional(statementText(shortestPrefix, longestPrefix)),
  /** What a card statement shows after the prefix. */
  statementSuffix: statementText(1, statementLength - joint.length - shortestPrefix),
  /** What a card statement shows of a membership, without the prefix; without it Stripe uses the account's own. */
  membershipStatement: z.optional(statementText(shortestStatement, statementLength)),
  /** At the top of Stripe's page, in place of the account's name. */
  checkoutName: z.optional(
    z
      .string()
      .check(
        z.minLength(1),
        z.maxLength(60),
        says(/^\S(?:.*\S)?$/s, 'must not begin or end with a space'),
        says(/^\P{Cc}*$/u, 'must be one line'),
      ),
  ),
  /**
   * What a payer reads before paying, by language, with `{statement}` where the statement's text goes. Without it our own
   * sentences, in six languages; `'none'` shows nothing.
   */
  statementNotice: z.optional(
    z.union([z.literal('none'), z.record(language, notice)], {
      error: `must be 'none', or by language ("en") a text with {statement} in it of at most ${longestNotice} characters`,
    }),
  ),
});
type DiscreetSettings = z.output<typeof discreetSettings>;

/** Prefix and suffix stand on one line; Stripe cuts or refuses what is longer. */
export function wrongStatement({ statementPrefix, statementSuffix }: DiscreetSettings): string[] {
  const prefixLength = statementPrefix?.length ?? longestPrefix;
  const longest = statementLength - joint.length - prefixLength;
  if (statementSuffix.length <= longest) return [];
  const because =
    statementPrefix === undefined
      ? `the prefix can take ${longestPrefix} of ${statementLength}; name a shorter one as discreet.statementPrefix`
      : `"${statementPrefix}${joint}" takes the rest of ${statementLength}`;
  return [`discreet.statementSuffix must be at most ${longest} characters long: ${because}`];
}
