// POST /v1/reminders/cancel/{token}: a mail program's one-click unsubscribe (RFC 8058): no more of these messages, ever. No origin,
// no cookie and no limit: it comes from a provider's machines, for many of their readers at once, so the capability in its address
// is all it can show. What the body says does not matter; 200 for every token.
import { type CancelReminderNeeds, cancelReminder } from '../../shared/actions/cancel-reminder.ts';
import { routes } from '../../shared/api/routes.ts';
import { succeed } from '../../shared/core/result.ts';
import { answering } from '../runtime/http-handler.ts';

export const stopRemindersRoute = (needs: CancelReminderNeeds) =>
  answering('stopReminders', routes.stopReminders, async ({ params }) => {
    await cancelReminder(needs, { token: params['token'] ?? '', isForever: true });
    return succeed({ status: 200 });
  });
