// What the mail service says of an address that takes no more letters: it does not exist, or its owner called a letter of
// ours unwanted. The address is hashed, silenced and forgotten; nothing of the notice is kept or told.
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
