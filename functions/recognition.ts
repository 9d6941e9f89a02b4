// Recognises supporters' browsers: renews and forgets devices, redeems links and grants, and shows what is stored about a
// supporter. It holds the key of passes and no key of Stripe's. It cannot open what it seals.
import type { ForgetDeviceNeeds } from '../shared/actions/forget-device.ts';
import type { ReadStandingNeeds } from '../shared/actions/read-standing.ts';
import type { ReadSupporterNeeds } from '../shared/actions/read-supporter.ts';
import type { RedeemGrantNeeds } from '../shared/actions/redeem-grant.ts';
import type { RedeemLinkNeeds } from '../shared/actions/redeem-link.ts';
import type { RequestLinkNeeds } from '../shared/actions/request-link.ts';
import type { Hasher } from '../shared/ports/hasher.ts';
import { forgetDeviceRoute } from './routes/forget-device.ts';
import { makeGrantRoute } from './routes/make-grant.ts';
import { readStandingRoute } from './routes/read-standing.ts';
import { readSupporterRoute } from './routes/read-supporter.ts';
import { redeemGrantRoute } from './routes/redeem-grant.ts';
import { redeemLinkRoute } from './routes/redeem-link.ts';
import { requestLinkRoute } from './routes/request-link.ts';
import type { CookieNames } from './runtime/cookies.ts';
import { type HandlerNeeds, type HttpHandler, httpHandler } from './runtime/http-handler.ts';
import { lazily } from './runtime/lazily.ts';
import { forPeople } from './runtime/problem-page.ts';
import { wireRecognition } from './runtime/wire-recognition.ts';

export type RecognitionNeeds = HandlerNeeds &
  ReadStandingNeeds &
  ReadSupporterNeeds &
  RedeemGrantNeeds &
  ForgetDeviceNeeds &
  RequestLinkNeeds &
  RedeemLinkNeeds & { readonly cookies: CookieNames; readonly hasher: Hasher; readonly accountPage: string };

export const serve = (needs: RecognitionNeeds): HttpHandler =>
  httpHandler(
    needs,
    [
      readStandingRoute(needs),
      forgetDeviceRoute(needs),
      readSupporterRoute(needs),
      requestLinkRoute(needs),
      redeemLinkRoute(needs),
      makeGrantRoute(needs),
      redeemGrantRoute(needs),
    ],
    forPeople,
  );

const served = lazily(() => serve(wireRecognition()));
export const handler: HttpHandler = async (event, context) => (await served())(event, context);
