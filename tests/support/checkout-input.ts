// A request for a checkout that asks for its contribution and nothing else; a test names what matters to it.
import type { CheckoutInput } from '../../shared/actions/create-checkout.ts';

type Given = Partial<CheckoutInput> & Pick<CheckoutInput, 'contribution'>;

export const checkoutInput = (given: Given): CheckoutInput => ({
  campaign: null,
  source: null,
  locale: null,
  replaces: null,
  isAgain: false,
  pass: null,
  claimHash: null,
  claimSecret: null,
  device: null,
  returnUrl: 'https://news.example/a',
  attemptKey: null,
  isForm: false,
  captcha: null,
  caller: 'a reader',
  country: null,
  ...given,
});
