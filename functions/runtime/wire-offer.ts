// The `offer` door's own plugs: what stands in the settings, and a journal. No secret, no row, and nothing that hashes.
import { settings } from '../../mainstay.config.ts';
import { consoleJournal } from '../../shared/adapters/node/system.ts';
import { readConfig } from './config.ts';

export function wireOffer() {
  const { offer, campaigns } = settings;
  return { offer, campaigns, origins: readConfig().SITE_ORIGINS, journal: consoleJournal('offer') };
}
