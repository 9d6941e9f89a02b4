// The one press of a mail program (RFC 8058): no more of these messages, ever. It comes from the mail provider's own
// machines, without a cookie and often without an origin, so the capability in its address is all it can show.
import type { Result } from '../core/result.ts';
import { type CancelReminderNeeds, cancelReminder } from './cancel-reminder.ts';

export const stopReminders = (needs: CancelReminderNeeds, token: string): Promise<Result<null, never>> =>
  cancelReminder(needs, { token, isForever: true });
