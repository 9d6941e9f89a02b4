// The `offer` function's adapters: the settings, and what was published of campaigns. It reads no secret but the CDN's, where there is
// one, and no row of a supporter.
import { settings } from '#settings';
import { dynamodbCampaignStore } from '../../shared/adapters/dynamodb/campaign-store.ts';
import { createDocumentClient } from '../../shared/adapters/dynamodb/client.ts';
import { consoleLog, systemClock } from '../../shared/adapters/node/system.ts';
import { readConfig, required } from './config.ts';
import { openapiText } from './openapi-text.ts';
import { wireEdge } from './wire-edge.ts';
import { wireSecrets } from './wire-secrets.ts';

export function wireOffer() {
  const { offer, campaigns, newsroom } = settings;
  const config = readConfig();
  return {
    offer,
    openapi: openapiText,
    campaigns,
    timeZone: newsroom.timeZone,
    origins: config.SITE_ORIGINS,
    edge: wireEdge(config, wireSecrets),
    log: consoleLog('offer', config.STAGE),
    clock: systemClock,
    campaignStore: dynamodbCampaignStore(createDocumentClient(), required(config, 'TABLE')),
  };
}
