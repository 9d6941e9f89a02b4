// The public reads: the offer, a campaign's progress, liveness and the API's description. It reads no row of a supporter.
import type { ReadCampaignNeeds } from '../shared/actions/read-campaign.ts';
import type { ReadOfferNeeds } from '../shared/actions/read-offer.ts';
import { readCampaignRoute } from './routes/read-campaign.ts';
import { readHealthRoute } from './routes/read-health.ts';
import { readOfferRoute } from './routes/read-offer.ts';
import { type ReadOpenapiNeeds, readOpenapiRoute } from './routes/read-openapi.ts';
import { type HandlerNeeds, type HttpHandler, httpHandler } from './runtime/http-handler.ts';
import { lazily } from './runtime/lazily.ts';
import { wireOffer } from './runtime/wire-offer.ts';

export type OfferNeeds = HandlerNeeds & ReadOfferNeeds & ReadCampaignNeeds & ReadOpenapiNeeds;
export const serve = (needs: OfferNeeds): HttpHandler =>
  httpHandler(needs, [
    readOfferRoute(needs),
    readCampaignRoute(needs),
    readHealthRoute(needs),
    readOpenapiRoute(needs),
  ]);

const served = lazily(() => serve(wireOffer()));
export const handler: HttpHandler = async (event, context) => (await served())(event, context);
