// A harness for reminders alone: memory stores, a fake seal, a mailer that records its messages, and a clock that a test
// sets. The actions are the real ones.

import { settings } from '#settings';
import { type AskToConfirmNeeds, askToConfirm } from '../../shared/actions/ask-to-confirm.ts';
import { type ConfirmReminderNeeds, confirmReminder } from '../../shared/actions/confirm-reminder.ts';
import type { HearMailNoticeNeeds } from '../../shared/actions/hear-mail-notice.ts';
import { type RequestReminderNeeds, requestReminder } from '../../shared/actions/request-reminder.ts';
import { type SendDueRemindersNeeds, sendDueReminders } from '../../shared/actions/send-due-reminders.ts';
import { memoryMailQueue } from '../../shared/adapters/memory/mail-queue.ts';
import { memoryMailer } from '../../shared/adapters/memory/mailer.ts';
import { memoryReminderStore } from '../../shared/adapters/memory/reminder-store.ts';
import { memorySupporterStore } from '../../shared/adapters/memory/supporter-store.ts';
import { memorySwitches } from '../../shared/adapters/memory/switches.ts';
import { confirmationSigner } from '../../shared/adapters/node/confirmation-signer.ts';
import { emailHasher, nodeHasher } from '../../shared/adapters/node/hasher.ts';
import { keyRing } from '../../shared/adapters/node/key-ring.ts';
import { parseEmail } from '../../shared/core/email.ts';
import { type CustomerId, known } from '../../shared/core/ids.ts';
import { succeed } from '../../shared/core/result.ts';
import { day, hour, type Instant } from '../../shared/core/time.ts';
import type { ReminderStore } from '../../shared/ports/reminder-store.ts';
import { someday } from './builders.ts';
import { paperOpener, paperSealer } from './paper-seal.ts';
import { recordedLog } from './recorded-log.ts';
import { confirmationIn } from './reminder-steps.ts';
import { seededChance } from './seeded-chance.ts';

export const emailOf = (name: string) => known(parseEmail(`${name}@reader.example`));
const peppers = async () => keyRing('p1', { p1: Buffer.alloc(32, 7).toString('base64url') });
const noContribution = { frequency: null, amountMinor: null, currency: null };

/** Other needs than the usual ones, by name. */
export type Overrides = Partial<
  Omit<
    SendDueRemindersNeeds & RequestReminderNeeds & AskToConfirmNeeds & ConfirmReminderNeeds & HearMailNoticeNeeds,
    'reminders' | 'mail'
  > & {
    readonly reminders: ReminderStore;
  }
>;
export type ReminderHarness = ReturnType<typeof openReminderHarness>;

export function openReminderHarness(overrides: Overrides = {}, startAt: Instant = someday) {
  let now = startAt;
  const clock = { now: () => now };
  const chance = seededChance('reminders');
  const [log, mailer, supporters, switches] = [recordedLog(), memoryMailer(), memorySupporterStore(), memorySwitches()];
  const reminders = overrides.reminders ?? memoryReminderStore();
  const [mail, asks] = [memoryMailQueue(clock), memoryMailer()];
  const { offer, standing, newsroom } = settings;
  const needs = {
    offer,
    timeZone: newsroom.timeZone,
    policy: { ...standing, offer },
    supporters,
    switches,
    mailer,
    log,
    clock,
    chance,
    hasher: nodeHasher,
    sealer: paperSealer,
    opener: paperOpener,
    emails: emailHasher(peppers),
    confirmations: confirmationSigner(peppers),
    mail,
    supportPage: 'https://meridian.example/support',
    cancelPage: 'https://meridian.example/reminders',
    apiUrl: 'https://meridian.example',
    newsroomName: 'The Meridian',
    isDiscreet: true,
    mostMessagesADay: 1000,
    mostQuestionsADay: 100_000,
    messagesPerSecond: 1000,
    suppressDays: { bounce: 30, complaint: 365 },
    pause: { wait: async () => {} },
    ...overrides,
    reminders,
  };
  return {
    needs,
    log,
    mailer,
    supporters,
    switches,
    reminders,
    now: clock.now,
    setClock: (instant: Instant) => {
      now = instant;
    },
    /** The first messages, apart from the reminders. */
    asks,
    request: (name: string, month = '2026-12', more: Partial<Parameters<typeof requestReminder>[1]> = {}) =>
      requestReminder(needs, {
        email: emailOf(name),
        month,
        contribution: noContribution,
        locale: null,
        timeZone: null,
        ...more,
      }),
    /** Behind the queue: how each request that waits was answered. */
    async answer(reminderStore: Pick<ReminderStore, 'takeAsk' | 'isSuppressed' | 'countMessage'> = reminders) {
      const answered = [];
      for (const request of mail.receive(1000)) {
        answered.push(await askToConfirm({ ...needs, reminders: reminderStore, mailer: asks }, request));
        mail.acknowledge(request.id);
      }
      return answered;
    },
    confirm: (token: string) => confirmReminder(needs, token),
    confirmation: (name: string): string =>
      confirmationIn(asks.posted().findLast(({ to }) => to === emailOf(name))?.message.text),
    /** Requests and confirms, as often as a test likes on one day; nothing where the mailbox is not asked. */
    async ask(...[name, ...more]: Parameters<typeof this.request>) {
      const requested = await this.request(name, ...more);
      if (!requested.ok) return requested;
      const isSent = (await this.answer({ ...reminders, takeAsk: async () => true })).includes('sent');
      return isSent ? this.confirm(this.confirmation(name)) : succeed({ secret: null, dueAt: now });
    },
    /** One hourly sweep; an error is counted in the answer and goes no further. */
    async sweep(): Promise<number> {
      let failed = 0;
      const attempt = async <T>(work: () => Promise<T>): Promise<T | null> => {
        try {
          return await work();
        } catch {
          failed += 1;
          return null;
        }
      };
      await sendDueReminders(needs, { hasTime: () => true, attempt });
      return failed;
    },
    messages: () => mailer.posted().map(({ to }) => to.split('@')[0] ?? ''),
    /** Points the address to a supporter, as a checkout with it does. */
    point: async (name: string, customer: CustomerId) =>
      supporters.pointEmail(await needs.emails.hashEmail(emailOf(name)), customer),
  };
}
/** An evening in December, when every reminder for the month is due whatever its time zone. */
export const decemberEvening: Instant = Date.UTC(2026, 11, 2, 12);
export const later = (days: number, hours = 0): Instant => decemberEvening + days * day + hours * hour;
