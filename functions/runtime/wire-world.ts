// What every function receives: the newsroom's settings, the clock, chance, and a log under the function's own name.
import { settings } from '#settings';
import { nodeHasher } from '../../shared/adapters/node/hasher.ts';
import { consoleLog, systemChance, systemClock, systemPause } from '../../shared/adapters/node/system.ts';
import type { FunctionName } from '../../shared/api/routes.ts';
import type { Config } from './config.ts';

export function wireWorld(
  functionName: FunctionName,
  config: Pick<Config, 'SITE_ORIGINS' | 'API_URL'> & Partial<Pick<Config, 'STAGE'>>,
) {
  const { offer, neverAsk, campaigns, standing, portalFreshMinutes, cookies, newsroom, linkDays, mail } = settings;
  const [site = config.API_URL] = config.SITE_ORIGINS;
  return {
    offer,
    neverAsk,
    campaigns,
    portalFreshMinutes,
    linkDays,
    cookies,
    policy: { ...standing, offer },
    timeZone: newsroom.timeZone,
    origins: config.SITE_ORIGINS,
    apiUrl: config.API_URL,
    accountPage: `${site}${newsroom.accountPath}`,
    cancelPage: `${site}${newsroom.reminderPath}`,
    supportPage: `${site}${newsroom.supportPath}`,
    newsroomName: newsroom.name,
    isDiscreet: mail.isDiscreet,
    mostMessagesADay: mail.mostPerDay,
    mostLinksADay: mail.mostLinksPerDay,
    mostQuestionsADay: mail.mostQuestionsPerDay,
    messagesPerSecond: mail.perSecond,
    suppressDays: mail.suppressDays,
    clock: systemClock,
    chance: systemChance,
    pause: systemPause,
    hasher: nodeHasher,
    log: consoleLog(functionName, config.STAGE ?? 'local'),
  };
}
export type World = ReturnType<typeof wireWorld>;
