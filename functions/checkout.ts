// The HTTP function that uses Stripe's key for a reader: opens and claims checkouts, seals a payer's address for a link, opens the portal, changes, pauses
// or ends a membership, and erases a supporter.
import type { CreateCheckoutNeeds } from '../shared/actions/create-checkout.ts';
import type { EraseSupporterNeeds } from '../shared/actions/erase-supporter.ts';
import type { OpenPortalNeeds } from '../shared/actions/open-portal.ts';
import type { ReplaceMembershipNeeds } from '../shared/actions/replace-membership.ts';
import type { ReturnNeeds } from '../shared/actions/return-from-checkout.ts';
import type { SendOwnLinkNeeds } from '../shared/actions/send-own-link.ts';
import { changeMembershipRoute, type MembershipNeeds } from './routes/change-membership.ts';
import { claimCheckoutRoute } from './routes/claim-checkout.ts';
import { createCheckoutRoute } from './routes/create-checkout.ts';
import { eraseSupporterRoute } from './routes/erase-supporter.ts';
import { openPortalRoute } from './routes/open-portal.ts';
import { replaceMembershipRoute } from './routes/replace-membership.ts';
import { returnFromCheckoutRoute } from './routes/return-from-checkout.ts';
import { returnFromNamedCheckoutRoute } from './routes/return-from-named-checkout.ts';
import { sendOwnLinkRoute } from './routes/send-own-link.ts';
import type { CookieNames } from './runtime/cookies.ts';
import { type HandlerNeeds, type HttpHandler, httpHandler } from './runtime/http-handler.ts';
import { lazily } from './runtime/lazily.ts';
import { forPeople } from './runtime/problem-page.ts';
import { wireCheckout } from './runtime/wire-checkout.ts';

export type CheckoutNeeds = HandlerNeeds &
  CreateCheckoutNeeds &
  ReturnNeeds &
  SendOwnLinkNeeds &
  OpenPortalNeeds &
  MembershipNeeds &
  ReplaceMembershipNeeds &
  EraseSupporterNeeds & { readonly cookies: CookieNames };

export const serve = (needs: CheckoutNeeds): HttpHandler =>
  httpHandler(
    needs,
    [
      createCheckoutRoute(needs),
      returnFromCheckoutRoute(needs),
      returnFromNamedCheckoutRoute(needs),
      claimCheckoutRoute(needs),
      sendOwnLinkRoute(needs),
      openPortalRoute(needs),
      changeMembershipRoute(needs),
      replaceMembershipRoute(needs),
      eraseSupporterRoute(needs),
    ],
    forPeople,
  );

const served = lazily(() => serve(wireCheckout()));
export const handler: HttpHandler = async (event, context) => (await served())(event, context);
