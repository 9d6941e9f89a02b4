// Handles a bounce or a complaint from the mail service. The address is hashed and suppressed for a time; nothing else of
// the notice is stored or logged. The time ends because a provider may refuse, or report, by its own fault.
import type { Email } from '../core/email.ts';
import { commonBoundary } from '../core/time.ts';
import type { EmailHasher } from '../ports/hasher.ts';
import type { ReminderStore } from '../ports/reminder-store.ts';
import type { Clock, Log } from '../ports/system.ts';

export interface HearMailNoticeNeeds {
  readonly reminders: Pick<ReminderStore, 'suppress'>;
  readonly emails: Pick<EmailHasher, 'hashEmail'>;
  readonly clock: Clock;
  readonly log: Log;
  /** For how many days reminders to an address stop after a notice, rounded up to a Monday. */
  readonly suppressDays: Readonly<Record<MailNotice['kind'], number>>;
}
export interface MailNotice {
  readonly kind: 'bounce' | 'complaint';
  readonly addresses: readonly Email[];
}

export async function hearMailNotice(needs: HearMailNoticeNeeds, { kind, addresses }: MailNotice): Promise<void> {
  if (addresses.length === 0) return;
  const now = needs.clock.now();
  // A Monday that many share, so that the stored instant does not say when the notice came.
  const until = commonBoundary(now, needs.suppressDays[kind]);
  for (const email of addresses) {
    await needs.reminders.suppress(await needs.emails.hashEmail(email), until, now);
  }
  needs.log.write(kind === 'bounce' ? 'mail-bounced' : 'mail-complained', { count: addresses.length });
}
