// GET /v1/campaigns/{campaign}: public, the same for everyone, and cacheable: it changes once a day.
import { type ReadCampaignNeeds, readCampaign } from '../../shared/actions/read-campaign.ts';
import { routes } from '../../shared/api/routes.ts';
import { parseCampaignId } from '../../shared/core/ids.ts';
import { fail, succeed } from '../../shared/core/result.ts';
import { answering } from '../runtime/http-handler.ts';

const cacheSeconds = 300;

export const readCampaignRoute = (needs: ReadCampaignNeeds) =>
  answering('readCampaign', routes.readCampaign, async ({ params }) => {
    const read = await readCampaign(needs, { campaign: parseCampaignId(params['campaign'] ?? '') });
    if (!read.ok) return fail({ failure: read.failure });
    return succeed({ status: 200, body: read.value, cacheSeconds });
  });
