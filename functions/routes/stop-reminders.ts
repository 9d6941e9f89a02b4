// POST /v1/reminders/cancel/{token}: a mail program's one-click unsubscribe (RFC 8058). No origin, no cookie and no limit: it comes
// from a provider's machines, for many of their readers at once. What the body says does not matter; 200 for every token.
import type { CancelReminderNeeds } from '../../shared/actions/cancel-reminder.ts';
import { stopReminders } from '../../shared/actions/stop-reminders.ts';
import { routes } from '../../shared/api/routes.ts';
import { succeed } from '../../shared/core/result.ts';
import { answering } from '../runtime/http-handler.ts';

export const stopRemindersRoute = (needs: CancelReminderNeeds) =>
  answering('stopReminders', routes.stopReminders, async ({ params }) => {
    await stopReminders(needs, params['token'] ?? '');
    return succeed({ status: 200 });
  });
