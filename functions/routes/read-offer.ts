// GET /v1/offer: public, the same for everyone, and cacheable.
import { type ReadOfferNeeds, readOffer } from '../../shared/actions/read-offer.ts';
import { routes } from '../../shared/api/routes.ts';
import { fail, succeed } from '../../shared/core/result.ts';
import { answering } from '../runtime/http-handler.ts';

/** A changed offer is seen within five minutes. */
const cacheSeconds = 300;

export const readOfferRoute = (needs: ReadOfferNeeds) =>
  answering('readOffer', routes.readOffer, async ({ query }) => {
    const read = readOffer(needs, query);
    if (!read.ok) return fail({ failure: read.failure });
    return succeed({ status: 200, body: read.value, cacheSeconds });
  });
