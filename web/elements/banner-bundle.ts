// The bundle of pages that have a banner and no box, as a front page: the same decision, in a third of the bytes.
import { MainstayBanner } from './mainstay-banner.ts';
import { startBundle } from './start-bundle.ts';

startBundle({ 'mainstay-banner': MainstayBanner });
