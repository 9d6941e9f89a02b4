// Handles a bounce or a complaint from the mail service. The address is hashed and suppressed; nothing else of the notice
// is stored or logged.
import type { Email } from '../core/email.ts';
import type { EmailHasher } from '../ports/hasher.ts';
import type { ReminderStore } from '../ports/reminder-store.ts';
import type { Clock, Log } from '../ports/system.ts';

export interface HearMailNoticeNeeds {
  readonly reminders: Pick<ReminderStore, 'suppress'>;
  readonly emails: Pick<EmailHasher, 'hashEmail'>;
  readonly clock: Clock;
  readonly log: Log;
}
export interface MailNotice {
  readonly kind: 'bounce' | 'complaint';
  readonly addresses: readonly Email[];
}

export async function hearMailNotice(needs: HearMailNoticeNeeds, { kind, addresses }: MailNotice): Promise<void> {
  if (addresses.length === 0) return;
  for (const email of addresses) {
    await needs.reminders.suppress(await needs.emails.hashEmail(email), needs.clock.now());
  }
  needs.log.write(kind === 'bounce' ? 'mail-bounced' : 'mail-complained', { count: addresses.length });
}
