// Sends the message of one reminder, or settles it without: whoever gave meanwhile, cancelled, refused all messages or had
// two this year gets none. Everything is looked at right before the mark `sending`; after it only the mail service's
// answer counts, and where there is none, nobody tries again.
import type { Email } from '../core/email.ts';
import { lateAfter, messagesOfYear, mostMessagesAYear, type SettledState } from '../core/reminder.ts';
import { reminderMessage } from '../core/reminder-message.ts';
import { parseAddressText } from '../core/sealed-request.ts';
import { standingOf } from '../core/standing.ts';
import type { StandingPolicy } from '../core/standing-policy.ts';
import { hour, type Instant, minute } from '../core/time.ts';
import type { EmailHash, EmailHasher, Hasher } from '../ports/hasher.ts';
import type { Mailer } from '../ports/mailer.ts';
import type { DueReminder, LeasedReminder, ReminderStore } from '../ports/reminder-store.ts';
import type { Opener } from '../ports/seal.ts';
import type { SupporterStore } from '../ports/supporter-store.ts';
import type { Switches } from '../ports/switches.ts';
import type { Chance, Clock, Log, LogMessage } from '../ports/system.ts';
import { readPointed } from './read-supporters.ts';

export interface SendReminderNeeds {
  readonly reminders: Omit<ReminderStore, 'takeAsk' | 'remember' | 'cancel' | 'silence' | 'suppress'>;
  readonly supporters: Pick<SupporterStore, 'pointedFrom' | 'read'>;
  readonly opener: Opener;
  readonly emails: Pick<EmailHasher, 'hashesOf'>;
  readonly mailer: Mailer;
  readonly switches: Switches;
  readonly policy: StandingPolicy;
  readonly supportPage: string;
  /** Where a message's reader cancels: the token follows in the fragment. */
  readonly cancelPage: string;
  /** Origin under which our `/v1` lives, for the one press of a mail program. */
  readonly apiUrl: string;
  readonly newsroomName: string;
  readonly isDiscreet: boolean;
  readonly mostMessagesADay: number;
  readonly hasher: Hasher;
  readonly chance: Chance;
  readonly clock: Clock;
  readonly log: Log;
  /** Comes back when the mail service may be given the next message. */
  readonly pace: () => Promise<void>;
}
/** `taken`: somebody else has it, or it was moved. The others wait for a later sweep. */
export type ReminderOutcome = SettledState | 'taken' | 'stopped' | 'capped' | 'throttled' | 'put-back';
export interface Looked {
  readonly outcome: ReminderOutcome;
  readonly dueAt: Instant | null;
}

const throttledFor = 15 * minute;
const refusedFor = 3 * hour;
/** What the mail service refuses three times in nine hours it will not take. */
const mostTries = 3;

export async function sendReminder(needs: SendReminderNeeds, due: DueReminder): Promise<Looked> {
  const leased = await needs.reminders.lease(due, needs.chance.token(16), needs.clock.now());
  if (leased === null) return { outcome: 'taken', dueAt: null };
  if (leased === 'unsure') return { outcome: logged(needs, 'unsure'), dueAt: null };
  return { outcome: logged(needs, await look(needs, leased)), dueAt: leased.dueAt };
}

async function look(needs: SendReminderNeeds, reminder: LeasedReminder): Promise<ReminderOutcome> {
  const now = needs.clock.now();
  if (now > reminder.dueAt + lateAfter) return settle(needs, reminder, 'too-late');
  if (messagesOfYear(reminder.messages, now).length >= mostMessagesAYear) return settle(needs, reminder, 'too-many');
  if (await needs.switches.isStopped('mail')) return putBack(needs, reminder, 'stopped');
  const email = await addressOf(needs, reminder);
  const hashes = await needs.emails.hashesOf(email);
  checkAddress(hashes, reminder.address);
  if (await isSuppressed(needs, hashes)) return settle(needs, reminder, 'suppressed');
  await needs.pace();
  if (await isInStanding(needs, hashes)) return settle(needs, reminder, 'not-needed');
  if (!(await needs.reminders.countMessage({ kind: 'reminders', most: needs.mostMessagesADay }, now)))
    return putBack(needs, reminder, 'capped');
  const secret = needs.chance.token(32);
  const isBegun = await needs.reminders.begin(reminder, needs.hasher.digest(secret), needs.clock.now());
  // Cancelled, suppressed or moved since it was leased.
  if (!isBegun) return settle(needs, reminder, 'suppressed');
  return post(needs, reminder, email, secret);
}

async function post(needs: SendReminderNeeds, reminder: LeasedReminder, email: Email, secret: string) {
  const message = reminderMessage({
    contribution: reminder.contribution,
    locale: reminder.locale,
    newsroomName: needs.isDiscreet ? null : needs.newsroomName,
    supportPage: needs.supportPage,
    cancelUrl: `${needs.cancelPage}#cancel=${secret}`,
    unsubscribeUrl: `${needs.apiUrl}/v1/reminders/cancel/${secret}`,
  });
  switch (await needs.mailer.send(email, message)) {
    case 'sent':
      return settle(needs, reminder, 'sent');
    case 'throttled':
      return putBack(needs, reminder, 'throttled', { after: throttledFor, tries: reminder.tries });
    case 'bounced':
    case 'refused':
      return reminder.tries + 1 >= mostTries
        ? settle(needs, reminder, 'refused')
        : putBack(needs, reminder, 'put-back', { after: refusedFor, tries: reminder.tries + 1 });
  }
}

async function settle(needs: SendReminderNeeds, reminder: LeasedReminder, end: SettledState): Promise<ReminderOutcome> {
  return (await needs.reminders.settle(reminder, end, needs.clock.now())) ? end : 'taken';
}

async function putBack(
  { reminders, clock }: SendReminderNeeds,
  reminder: LeasedReminder,
  outcome: ReminderOutcome,
  { after, tries } = { after: 0, tries: reminder.tries },
): Promise<ReminderOutcome> {
  const now = clock.now();
  const isBack = await reminders.putBack(reminder, { wakeAt: now + after, tries, now });
  return isBack ? outcome : 'cancelled';
}

// A key removed from its key ring too early would look the same for every reminder. So this throws, and the reminder stays
// until it can be read, or is too late.
async function addressOf({ opener }: SendReminderNeeds, { sealed, id }: LeasedReminder): Promise<Email> {
  const email = parseAddressText(await opener.open(sealed, id));
  if (email === null) throw new Error('the seal of a reminder does not open');
  return email;
}

/** A row holds the seal of its own address; any other was put there by nobody of ours. */
function checkAddress(hashes: readonly EmailHash[], { pepper, hash }: EmailHash): void {
  const own = hashes.find((each) => each.pepper === pepper);
  if (own !== undefined && own.hash !== hash) throw new Error('a reminder holds the seal of another address');
}

async function isSuppressed({ reminders, clock }: SendReminderNeeds, hashes: readonly EmailHash[]): Promise<boolean> {
  const now = clock.now();
  const silent = await Promise.all(hashes.map((each) => reminders.isSuppressed(each, now)));
  return silent.includes(true);
}

async function isInStanding(needs: SendReminderNeeds, hashes: readonly EmailHash[]): Promise<boolean> {
  const supporters = await readPointed(needs, hashes);
  const now = needs.clock.now();
  return supporters.some((each) => standingOf(each, now, needs.policy).supporter);
}

/** What is counted by name; the rest only by its outcome. */
const counted: Readonly<Partial<Record<ReminderOutcome, LogMessage>>> = {
  sent: 'reminder-sent',
  'not-needed': 'reminder-not-needed',
  cancelled: 'reminder-cancelled',
  unsure: 'reminder-unsure',
};
function logged({ log }: SendReminderNeeds, outcome: ReminderOutcome): ReminderOutcome {
  log.write(counted[outcome] ?? 'reminder-looked-at', { outcome });
  return outcome;
}
