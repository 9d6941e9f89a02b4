// The HTTP function of reminders: request one, confirm one, cancel one, stop them all. It seals addresses and cannot open a
// seal, holds no key of Stripe's, and sends no mail.
import type { CancelReminderNeeds } from '../shared/actions/cancel-reminder.ts';
import type { ConfirmReminderNeeds } from '../shared/actions/confirm-reminder.ts';
import type { RequestReminderNeeds } from '../shared/actions/request-reminder.ts';
import { cancelReminderRoute } from './routes/cancel-reminder.ts';
import { confirmReminderRoute } from './routes/confirm-reminder.ts';
import { requestReminderRoute } from './routes/request-reminder.ts';
import { showCancelRoute } from './routes/show-cancel.ts';
import { stopRemindersRoute } from './routes/stop-reminders.ts';
import type { CookieNames } from './runtime/cookies.ts';
import { type HandlerNeeds, type HttpHandler, httpHandler } from './runtime/http-handler.ts';
import { lazily } from './runtime/lazily.ts';
import { forPeople } from './runtime/problem-page.ts';
import { wireReminders } from './runtime/wire-reminders.ts';

export type RemindersNeeds = HandlerNeeds &
  RequestReminderNeeds &
  ConfirmReminderNeeds &
  CancelReminderNeeds & { readonly cookies: CookieNames; readonly supportPage: string; readonly cancelPage: string };

export const serve = (needs: RemindersNeeds): HttpHandler =>
  httpHandler(
    needs,
    [
      requestReminderRoute(needs),
      confirmReminderRoute(needs),
      cancelReminderRoute(needs),
      showCancelRoute(needs),
      stopRemindersRoute(needs),
    ],
    forPeople,
  );

const served = lazily(() => serve(wireReminders()));
export const handler: HttpHandler = async (event, context) => (await served())(event, context);
