// What a payer reads of us at Stripe and on a statement: as the settings say and no more. Stripe's Link is never offered, because
// it stores an address and a card across shops.
import type Stripe from 'stripe';
import { type StatementNotices, statementNotice, statementNotices } from '../../core/statement-notice.ts';
import type { NewCheckout } from '../../ports/payments.ts';

export interface CheckoutTexts {
  /** What stands on Stripe's page and, after the newsroom's own name, on the card statement. */
  readonly productName: string;
  readonly statementSuffix: string;
  /** Of the account; without it the notice names the suffix alone. */
  readonly statementPrefix?: string | undefined;
  /** Of memberships: setup gives it to the product. Without it Stripe uses the account's own. */
  readonly membershipStatement?: string | undefined;
  /** At the top of Checkout, in place of the account's name. */
  readonly checkoutName?: string | undefined;
  /** Without it our own sentences. */
  readonly statementNotice?: 'none' | StatementNotices | undefined;
}
/** `product` as it was made on the account; without one each checkout names its own. */
export type Texts = CheckoutTexts & { readonly product?: string | undefined };

type Shown = Pick<Stripe.Checkout.SessionCreateParams, 'wallet_options' | 'branding_settings' | 'custom_text'>;

export function shownOf(texts: Texts, { contribution, locale }: Pick<NewCheckout, 'contribution' | 'locale'>): Shown {
  const statement = contribution.frequency === 'once' ? statementOfGift(texts) : statementOfMembership(texts);
  const notice = statement === null ? null : noticeOf(texts, locale, statement);
  return {
    wallet_options: { link: { display: 'never' } },
    ...(texts.checkoutName === undefined ? {} : { branding_settings: { display_name: texts.checkoutName } }),
    ...(notice === null ? {} : { custom_text: { submit: { message: notice } } }),
  };
}

const noticeOf = ({ statementNotice: own = statementNotices }: Texts, locale: string | null, statement: string) =>
  own === 'none' ? null : statementNotice(own, locale, statement);

const statementOfGift = ({ statementPrefix: prefix, statementSuffix: suffix }: Texts): string =>
  prefix === undefined ? suffix : `${prefix}* ${suffix}`;

/** Only our own product has it; the account's own descriptor is not known here. */
const statementOfMembership = ({ product, membershipStatement }: Texts): string | null =>
  product === undefined ? null : (membershipStatement ?? null);
