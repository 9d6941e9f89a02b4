// The bundle of pages that ask: banners, the contribution box and the campaign's progress, loaded deferred. All it needs
// to know stands on its own script tag: `data-pass`, the name of the pass cookie; `data-api`, where that is not "/v1";
// `data-asks-per-month`, how many page views of a month may ask.
import { MainstayBanner } from './banner.ts';
import { MainstayContribute } from './contribute.ts';
import { MainstayProgress } from './progress.ts';
import { proposeContribution } from './proposal.ts';
import { MainstayRemind } from './remind.ts';
import { wake } from './wake.ts';

proposeContribution();
wake({
  'mainstay-banner': MainstayBanner,
  'mainstay-contribute': MainstayContribute,
  'mainstay-progress': MainstayProgress,
  'mainstay-remind': MainstayRemind,
});
