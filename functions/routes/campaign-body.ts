// A campaign's progress as the API writes it.
import type { CampaignShown } from '../../shared/actions/read-campaign.ts';
import type { CampaignOut } from '../../shared/api/schemas/offer.ts';
import { isoOf } from '../../shared/core/time.ts';

export const campaignBody = ({ asOf, ...shown }: CampaignShown): CampaignOut => ({ ...shown, asOf: isoOf(asOf) });
