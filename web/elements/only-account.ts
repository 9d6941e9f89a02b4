// The bundle of the supporter's page, kept apart so that no article carries it.
import { MainstayAccount } from './account.ts';
import { MainstayBanner } from './banner.ts';
import { MainstayCancel } from './cancel-reminder.ts';
import { wake } from './wake.ts';

wake({ 'mainstay-banner': MainstayBanner, 'mainstay-account': MainstayAccount, 'mainstay-cancel': MainstayCancel });
