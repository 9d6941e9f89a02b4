// POST /v1/reminders: 202, whatever is known about the address. The mailbox is asked first, so nothing is stored and the page
// gets nothing that could be joined to an address.
import { type RequestReminderNeeds, requestReminder } from '../../shared/actions/request-reminder.ts';
import { routes } from '../../shared/api/routes.ts';
import { isTimeZone } from '../../shared/api/time-zone.ts';
import { fail, succeed } from '../../shared/core/result.ts';
import { parseReturnUrl, returnTo } from '../../shared/core/return-url.ts';
import { answering } from '../runtime/http-handler.ts';

type Needs = RequestReminderNeeds & {
  readonly origins: readonly string[];
  /** Where a plain form is led that did not say where it stood. */
  readonly supportPage: string;
};

export const requestReminderRoute = (needs: Needs) =>
  answering('requestReminder', routes.requestReminder, async ({ body, isForm }) => {
    const { email, month, locale = null, timeZone = '' } = body;
    const requested = await requestReminder(needs, {
      email,
      month,
      locale,
      timeZone: isTimeZone(timeZone) ? timeZone : null,
      contribution: {
        frequency: body.frequency ?? null,
        amountMinor: body.amountMinor ?? null,
        currency: body.currency ?? null,
      },
    });
    if (!requested.ok) return fail({ failure: requested.failure });
    if (!isForm) return succeed({ status: 202, body: { status: 'accepted' } });
    const page = parseReturnUrl(body.returnUrl ?? '', needs.origins) ?? needs.supportPage;
    return succeed({ status: 303, location: returnTo(page, 'reminded') });
  });
