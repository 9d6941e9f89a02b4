// POST /v1/reminders/cancel: 204 for every token, known or not, used or not.
import { type CancelReminderNeeds, cancelReminder } from '../../shared/actions/cancel-reminder.ts';
import { routes } from '../../shared/api/routes.ts';
import { succeed } from '../../shared/core/result.ts';
import { answering } from '../runtime/http-handler.ts';

export const cancelReminderRoute = (needs: CancelReminderNeeds) =>
  answering('cancelReminder', routes.cancelReminder, async ({ body }) => {
    await cancelReminder(needs, { token: body.token, isForever: body.forever ?? false });
    return succeed({ status: 204 });
  });
