// Asks a mailbox whether it wants a reminder, behind the queue. The message's link carries the whole reminder in its
// fragment; nothing of it is stored before its button is pressed. One address is asked once a day at most, and one that
// refused, bounced or complained never; all together so many a day as the settings say. Whether anybody gave under it is not looked at.
import { askMessage } from '../core/ask-message.ts';
import { parseReminderId, type ReminderId } from '../core/ids.ts';
import {
  confirmationText,
  confirmationToken,
  confirmationWord,
  endOfConfirmation,
} from '../core/reminder-confirmation.ts';
import type { Sealed } from '../core/sealed.ts';
import { parseReminderRequestText, type ReminderRequest } from '../core/sealed-request.ts';
import type { ConfirmationSigner } from '../ports/confirmation-signer.ts';
import type { EmailHash, EmailHasher, Hasher } from '../ports/hasher.ts';
import type { MailRequest } from '../ports/mail-queue.ts';
import type { Mailer } from '../ports/mailer.ts';
import type { ReminderStore } from '../ports/reminder-store.ts';
import type { Opener } from '../ports/seal.ts';
import type { Switches } from '../ports/switches.ts';
import type { Clock, Log } from '../ports/system.ts';

export interface AskToConfirmNeeds {
  readonly opener: Opener;
  readonly emails: Pick<EmailHasher, 'hashesOf'>;
  readonly confirmations: Pick<ConfirmationSigner, 'prove'>;
  readonly reminders: Pick<ReminderStore, 'takeAsk' | 'isSuppressed' | 'countMessage'>;
  readonly mostQuestionsADay: number;
  readonly mailer: Mailer;
  readonly switches: Switches;
  /** The page with the button; the confirmation follows in the fragment. */
  readonly cancelPage: string;
  readonly newsroomName: string;
  readonly isDiscreet: boolean;
  readonly hasher: Hasher;
  readonly clock: Clock;
  readonly log: Log;
}
export type QuestionAnswered = 'sent' | 'silent' | 'sent-before' | 'capped' | 'refused' | 'stopped';

/** Null for what is no request for a reminder: its seal is bound to another id. */
export async function askToConfirm(
  needs: AskToConfirmNeeds,
  { id, sealed }: MailRequest,
): Promise<QuestionAnswered | null> {
  const reminder = parseReminderId(`rm_${id}`);
  const request = reminder && parseReminderRequestText(await needs.opener.open(sealed, reminder));
  if (reminder === null || request === null) return null;
  const outcome = await ask(needs, { id: reminder, sealed, request });
  // What is known about the address is no line of a log.
  needs.log.write('confirmation-requested', outcome === 'stopped' ? { outcome } : {});
  return outcome;
}

interface Opened {
  readonly id: ReminderId;
  readonly sealed: Sealed;
  readonly request: ReminderRequest;
}

async function ask(needs: AskToConfirmNeeds, opened: Opened): Promise<QuestionAnswered> {
  if (await needs.switches.isStopped('mail')) return 'stopped';
  const now = needs.clock.now();
  const hashes = await needs.emails.hashesOf(opened.request.email);
  const silent = await Promise.all(hashes.map((each) => needs.reminders.isSuppressed(each, now)));
  if (silent.includes(true)) return 'silent';
  const [address] = hashes;
  if (address === undefined) throw new Error('there is no pepper');
  if (!(await needs.reminders.takeAsk(address, needs.hasher.digest(opened.id), now))) return 'sent-before';
  if (!(await needs.reminders.countMessage({ kind: 'questions', most: needs.mostQuestionsADay }, now))) {
    needs.log.write('questions-capped', {});
    return 'capped';
  }
  const message = askMessage({
    url: `${needs.cancelPage}#${confirmationWord}=${await tokenOf(needs, opened, address)}`,
    locale: opened.request.locale,
    newsroomName: needs.isDiscreet ? null : needs.newsroomName,
  });
  const posted = await needs.mailer.send(opened.request.email, message);
  // Back to the queue: half an hour is long for a mail service to be busy.
  if (posted === 'throttled') throw new Error('the mail service is busy');
  return posted === 'bounced' ? 'refused' : posted;
}

async function tokenOf(needs: AskToConfirmNeeds, { id, sealed, request }: Opened, address: EmailHash): Promise<string> {
  const { dueAt, contribution, locale } = request;
  const expiresAt = endOfConfirmation(needs.clock.now(), dueAt);
  const text = confirmationText({ id, ...address, sealed, dueAt, contribution, locale, expiresAt });
  const proof = await needs.confirmations.prove(text, address.pepper);
  if (proof === null) throw new Error('the pepper of an address is not in its key ring');
  return confirmationToken(text, proof);
}
