// The bundle of pages that have a banner and no box, as a front page: the same decision, in a third of the bytes.
import { MainstayBanner } from './banner.ts';
import { wake } from './wake.ts';

wake({ 'mainstay-banner': MainstayBanner });
