// The bundle of a page that asks and is the supporter's page at once: it weighs less than both bundles, which share half of what
// they hold. The page of e-mails about reminders is another, so its element is not here.
import { drawnNotes } from './draw-note.ts';
import { loadRemind } from './load-remind.ts';
import { MainstayAccount } from './mainstay-account.ts';
import { MainstayBanner } from './mainstay-banner.ts';
import { MainstayContribute } from './mainstay-contribute.ts';
import { MainstayProgress } from './mainstay-progress.ts';
import { readArrival } from './proposal.ts';
import { startBundle } from './start-bundle.ts';

loadRemind();
startBundle(
  {
    'mainstay-account': MainstayAccount,
    'mainstay-banner': MainstayBanner,
    'mainstay-contribute': MainstayContribute,
    'mainstay-progress': MainstayProgress,
  },
  drawnNotes,
  readArrival,
);
