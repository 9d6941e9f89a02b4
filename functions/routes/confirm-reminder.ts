// POST /v1/reminders/confirm: behind a button of our own page, because programs that look into mail open addresses and press
// nothing. A cookie lets the browser cancel the reminder once it has given; only the checkout function receives it.
import { type ConfirmReminderNeeds, confirmReminder } from '../../shared/actions/confirm-reminder.ts';
import { routes } from '../../shared/api/routes.ts';
import { lateAfter } from '../../shared/core/reminder.ts';
import { fail, succeed } from '../../shared/core/result.ts';
import { type CookieNames, reminderCookie } from '../runtime/cookies.ts';
import { answering } from '../runtime/http-handler.ts';

export const confirmReminderRoute = (needs: ConfirmReminderNeeds & { readonly cookies: CookieNames }) =>
  answering('confirmReminder', routes.confirmReminder, async ({ body }) => {
    const confirmed = await confirmReminder(needs, body.token);
    if (!confirmed.ok) return fail({ failure: confirmed.failure });
    const { secret, dueAt } = confirmed.value;
    const life = dueAt + lateAfter - needs.clock.now();
    return succeed({ status: 204, cookies: secret === null ? [] : [reminderCookie(needs.cookies, secret, life)] });
  });
