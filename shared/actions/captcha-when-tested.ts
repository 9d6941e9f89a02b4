// A captcha that is asked only while cards are tested: on every other day it would show another company who wants to give.
import { isCardTesting } from '../core/card-testing.ts';
import type { Captcha } from '../ports/captcha.ts';
import type { PaymentTryCounter } from '../ports/payment-tries.ts';
import type { Clock } from '../ports/system.ts';

export interface CaptchaWhenTestedNeeds {
  readonly captcha: Captcha;
  readonly tries: Pick<PaymentTryCounter, 'lately'>;
  readonly clock: Clock;
}

export const captchaWhenTested = ({ captcha, tries, clock }: CaptchaWhenTestedNeeds): Captcha => ({
  async check(proof) {
    const lately = await tries.lately(clock.now());
    return lately.some(isCardTesting) ? captcha.check(proof) : 'passed';
  },
});
