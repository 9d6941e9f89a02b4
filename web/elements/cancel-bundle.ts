// The bundle of the page that e-mails about reminders lead to: whoever opens it needs nothing of the supporter's page.
import { drawnNotes } from './draw-note.ts';
import { MainstayBanner } from './mainstay-banner.ts';
import { MainstayCancel } from './mainstay-cancel.ts';
import { startBundle } from './start-bundle.ts';

startBundle({ 'mainstay-banner': MainstayBanner, 'mainstay-cancel': MainstayCancel }, drawnNotes);
