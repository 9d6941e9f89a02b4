// The bundle of pages that ask: banners, the contribution box and the campaign's progress, loaded deferred. All it needs
// to know stands on its own script tag: `data-pass`, the name of the pass cookie; `data-api`, where that is not "/v1";
// `data-asks-per-month`, how many page views of a month may ask.
import { drawnNotes } from './draw-note.ts';
import { loadRemind } from './load-remind.ts';
import { MainstayBanner } from './mainstay-banner.ts';
import { MainstayContribute } from './mainstay-contribute.ts';
import { MainstayProgress } from './mainstay-progress.ts';
import { readArrival } from './proposal.ts';
import { startBundle } from './start-bundle.ts';

loadRemind();
startBundle(
  {
    'mainstay-banner': MainstayBanner,
    'mainstay-contribute': MainstayContribute,
    'mainstay-progress': MainstayProgress,
  },
  drawnNotes,
  readArrival,
);
