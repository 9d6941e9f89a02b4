// POST /v1/checkouts: JSON gets 201 with the address of Checkout, a plain form is sent there (303).
import { type CreateCheckoutNeeds, createCheckout } from '../../shared/actions/create-checkout.ts';
import { routes } from '../../shared/api/routes.ts';
import { fail, succeed } from '../../shared/core/result.ts';
import { isoOf } from '../../shared/core/time.ts';
import { attemptKeyIn } from '../runtime/attempt-key.ts';
import { type CookieNames, claimCookie, claimIn, claimOnceOpened, deviceIn } from '../runtime/cookies.ts';
import { answering } from '../runtime/http-handler.ts';

export const createCheckoutRoute = (needs: CreateCheckoutNeeds & { readonly cookies: CookieNames }) =>
  answering('createCheckout', routes.createCheckout, async ({ body, cookies, header, caller, country, isForm }) => {
    const attemptKey = attemptKeyIn(header);
    if (!attemptKey.ok) return attemptKey;
    const opened = await createCheckout(needs, {
      contribution: { frequency: body.frequency, amountMinor: body.amountMinor, currency: body.currency },
      campaign: body.campaign ?? null,
      source: body.source ?? null,
      locale: body.locale ?? null,
      replaces: null,
      isAgain: body.again ?? false,
      returnUrl: body.returnUrl,
      claimHash: body.claimHash ?? null,
      claimSecret: claimIn(cookies, needs.cookies)?.secret ?? null,
      pass: cookies.get(needs.cookies.pass) ?? null,
      device: deviceIn(cookies, needs.cookies, needs.hasher),
      attemptKey: attemptKey.value,
      isForm,
      captcha: body.captcha ?? null,
      caller,
      country,
    });
    if (!opened.ok) return fail({ failure: opened.failure });
    const { checkout, url, expiresAt } = opened.value;
    const claim = [claimCookie(needs.cookies, claimOnceOpened(cookies, needs.cookies, opened.value))];
    return succeed(
      isForm
        ? { status: 303, location: url, cookies: claim }
        : { status: 201, body: { checkoutId: checkout, url, expiresAt: isoOf(expiresAt) }, cookies: claim },
    );
  });
