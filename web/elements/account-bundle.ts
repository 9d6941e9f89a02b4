// The bundle of the supporter's page, kept apart so that no article carries it.
import { drawnNotes } from './draw-note.ts';
import { MainstayAccount } from './mainstay-account.ts';
import { MainstayBanner } from './mainstay-banner.ts';
import { startBundle } from './start-bundle.ts';

startBundle({ 'mainstay-banner': MainstayBanner, 'mainstay-account': MainstayAccount }, drawnNotes);
