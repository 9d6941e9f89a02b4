// GET /v1/offer: public, the same for everyone, and cacheable.
import { type ReadOfferNeeds, readOffer } from '../../shared/actions/read-offer.ts';
import { routes } from '../../shared/api/routes.ts';
import { fail, succeed } from '../../shared/core/result.ts';
import { answering } from '../runtime/http-handler.ts';
import { campaignBody } from './campaign-body.ts';

/** A changed offer is seen within five minutes. */
const cacheSeconds = 300;

export const readOfferRoute = (needs: ReadOfferNeeds) =>
  answering('readOffer', routes.readOffer, async ({ query }) => {
    const read = await readOffer(needs, query);
    if (!read.ok) return fail({ failure: read.failure });
    const { campaign, ...offer } = read.value;
    const body = { ...offer, campaign: campaign === null ? null : campaignBody(campaign) };
    return succeed({ status: 200, body, cacheSeconds });
  });
