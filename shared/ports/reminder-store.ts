// Reminders, one row per address hash. An adapter guarantees: an address has one pending reminder, and a new one replaces
// it, but one that was stored before is not stored again; a reminder has one lease at a time; what was marked `sending` is
// never handed out again; nothing is marked `sending` after a cancel or after "never again"; and of a settled reminder
// only hashes and instants are left.
import type { Hash, ReminderId } from '../core/ids.ts';
import type { ProposedContribution, SettledState } from '../core/reminder.ts';
import type { Sealed } from '../core/sealed.ts';
import type { Instant } from '../core/time.ts';
import type { EmailHash } from './hasher.ts';

export interface Reminder {
  readonly id: ReminderId;
  readonly address: EmailHash;
  /** The address, bound to `id`. */
  readonly sealed: Sealed;
  readonly dueAt: Instant;
  readonly contribution: ProposedContribution;
  readonly locale: string | null;
}
export interface DueReminder {
  /** Names the row to its own store, and nothing to anybody else. */
  readonly rowKey: string;
  readonly wakeAt: Instant;
}
export interface LeasedReminder extends Reminder {
  readonly lease: string;
  /** When messages were sent to this address, as far as the last year goes. */
  readonly messages: readonly Instant[];
  /** How often SES refused it. */
  readonly tries: number;
}

/** Each kind has a cap of its own, so that a flood of one keeps none of another back. */
export interface MessageCap {
  readonly kind: 'reminders' | 'links' | 'questions';
  readonly most: number;
  /** 0 does the same work and counts nothing: for what must not differ from a message that leaves. */
  readonly weight?: 0 | 1;
}

export interface Again {
  readonly wakeAt: Instant;
  readonly tries: number;
  readonly now: Instant;
}

export type Remembered = 'saved' | 'waits' | 'ended' | 'silent';

export interface ReminderStore {
  /** Of all requests to ask one address on one day (UTC) true for one, and for that one again. */
  takeAsk(address: EmailHash, request: Hash, now: Instant): Promise<boolean>;
  /**
   * Stores what its mailbox confirmed. `capability` is what the confirming browser keeps, hashed: it cancels this reminder and
   * can do nothing else. `waits`: stored before, and still to be sent. `ended`: stored before, and cancelled, sent or over.
   * `silent`: the address said never again, or is suppressed until after the reminder would be due.
   */
  remember(reminder: Reminder, capability: Hash): Promise<Remembered>;
  /** "Never again", from whoever reads that mailbox; also where nothing was ever stored. */
  silence(address: EmailHash, now: Instant): Promise<'cancelled' | 'nothing'>;
  /**
   * Uses a capability. A browser's cancels its own reminder; a message's cancels whatever its address has pending, and
   * `forever` also lets nothing be asked again. Unknown and used ones change nothing.
   */
  cancel(capability: Hash, how: 'once' | 'forever', now: Instant): Promise<'cancelled' | 'nothing'>;
  /** Cancels what this address has pending, because whoever gave with it is erased. */
  withdraw(address: EmailHash, now: Instant): Promise<void>;
  /**
   * For an address that bounced or complained: no reminder is sent to it before `until`, and a pending one is cancelled. Also
   * where nothing was ever asked. A later end replaces an earlier one; "never again" outlives both.
   */
  suppress(address: EmailHash, until: Instant, now: Instant): Promise<void>;
  /** Whether it is suppressed at `now`, or said never again. */
  isSuppressed(address: EmailHash, now: Instant): Promise<boolean>;

  readonly shards: number;
  /** All that wants to be looked at, oldest first, page by page. May be a moment behind; `lease` decides. */
  due(shard: number, now: Instant): AsyncIterable<DueReminder>;
  /**
   * Leases it from `now` on. Null when it is not due any more or another has it; `unsure` when it was left
   * as `sending`, and is settled as that by this very call.
   */
  lease(due: DueReminder, lease: string, now: Instant): Promise<LeasedReminder | 'unsure' | null>;
  /** Marks it `sending`, counts the message for its address and stores the message's capability. False: it must not leave. */
  begin(reminder: LeasedReminder, capability: Hash, now: Instant): Promise<boolean>;
  /** False of a reminder that was moved or taken over meanwhile: nothing changes. */
  settle(reminder: LeasedReminder, end: SettledState, now: Instant): Promise<boolean>;
  /** It did not leave: due again at `wakeAt`, and its message is not counted. False: it was cancelled, and is settled. */
  putBack(reminder: LeasedReminder, again: Again): Promise<boolean>;
  /** Counts one message of its kind today; false when there were `most` already. */
  countMessage(cap: MessageCap, now: Instant): Promise<boolean>;
}
/** Longer than one message takes; a sweep that died is taken over in the next. */
export const leaseSeconds = 600;
/** Longer than any Lambda lives, so that whoever marked it is surely dead. */
export const sendingSeconds = 1800;
