// What every door is handed: the newsroom's settings, the time, chance, and a journal under the door's own name.
import { settings } from '../../mainstay.config.ts';
import { nodeHasher } from '../../shared/adapters/node/hasher.ts';
import { consoleJournal, systemChance, systemClock } from '../../shared/adapters/node/system.ts';
import type { Door } from '../../shared/api/routes.ts';
import type { Config } from './config.ts';

export function wireWorld(
  door: Door,
  config: Pick<Config, 'SITE_ORIGINS' | 'API_URL'> & Partial<Pick<Config, 'STAGE'>>,
) {
  const { offer, campaigns, standing, portalFreshMinutes, cookies, newsroom, progress, linkDays, letters } = settings;
  const [site = config.API_URL] = config.SITE_ORIGINS;
  return {
    offer,
    campaigns,
    portalFreshMinutes,
    linkDays,
    cookies,
    policy: { ...standing, offer },
    timeZone: newsroom.timeZone,
    discretion: progress,
    origins: config.SITE_ORIGINS,
    apiUrl: config.API_URL,
    accountPage: `${site}${newsroom.accountPath}`,
    cancelPage: `${site}${newsroom.reminderPath}`,
    supportPage: `${site}${newsroom.supportPath}`,
    newsroomName: newsroom.name,
    isDiscreet: letters.isDiscreet,
    mostLettersADay: letters.mostPerDay,
    lettersPerSecond: letters.perSecond,
    clock: systemClock,
    chance: systemChance,
    hasher: nodeHasher,
    journal: consoleJournal(door, config.STAGE ?? 'local'),
  };
}
export type World = ReturnType<typeof wireWorld>;
