// Watches a world of reminders from outside: which reminder was made, moved, cancelled and marked, in which order, and
// which message was sent for which. It never reads the store; it records every call of it.

import { settings } from '#settings';
import { endOfPending } from '../../shared/adapters/dynamodb/reminder-row.ts';
import { nodeHasher } from '../../shared/adapters/node/hasher.ts';
import type { Email } from '../../shared/core/email.ts';
import type { Hash } from '../../shared/core/ids.ts';
import { endOfSettled, mostMessagesAYear } from '../../shared/core/reminder.ts';
import { day, type Instant } from '../../shared/core/time.ts';
import type { LeasedReminder, Reminder, ReminderStore } from '../../shared/ports/reminder-store.ts';

interface SavedState {
  readonly id: string;
  readonly address: Hash;
  /** Moved, cancelled or suppressed: no mark may follow. */
  isOver: boolean;
  end: string | null;
  messages: number;
  begun: number;
  /** How much had happened when it was leased: clocks may be set back, the history is not. */
  leasedAfter: number;
}
export interface Posted {
  readonly to: Email;
  readonly token: string;
  readonly at: Instant;
}
export type Referee = ReturnType<typeof reminderReferee>;

export function reminderReferee() {
  const saved = new Map<string, SavedState>();
  const pending = new Map<Hash, SavedState>();
  /** Until when no message may leave to an address. */
  const silent = new Map<Hash, Instant>();
  const capabilities = new Map<
    Hash,
    { readonly address: Hash; readonly reminder: SavedState | null; readonly endsAt: Instant }
  >();
  const messageOf = new Map<Hash, SavedState>();
  const contributions: { readonly to: Email; readonly at: Instant; readonly after: number }[] = [];
  let happened = 0;
  const messages: Posted[] = [];
  const broken: string[] = [];
  const over = (address: Hash): void => {
    const found = pending.get(address);
    if (found !== undefined) found.isOver = true;
  };

  return {
    messages,
    broken,
    made({ id, address, dueAt }: Reminder, capability: Hash): void {
      over(address.hash);
      const fresh = { id, address: address.hash, isOver: false, end: null, messages: 0, begun: 0, leasedAfter: 0 };
      // One that another replaced may be confirmed once more, and is still the same reminder.
      const made = Object.assign(saved.get(id) ?? fresh, { isOver: false, end: null });
      saved.set(id, made);
      pending.set(address.hash, made);
      capabilities.set(capability, { address: address.hash, reminder: made, endsAt: endOfPending(dueAt) });
    },
    cancelled(capability: Hash, how: 'once' | 'forever', now: Instant): void {
      const found = capabilities.get(capability);
      if (found === undefined || found.endsAt <= now) return;
      if (found.reminder === null) over(found.address);
      else found.reminder.isOver = true;
      if (found.reminder === null && how === 'forever') silent.set(found.address, Number.POSITIVE_INFINITY);
    },
    suppressed(address: Hash, until: Instant): void {
      over(address);
      silent.set(address, Math.max(until, silent.get(address) ?? 0));
    },
    leased({ id }: LeasedReminder): void {
      const found = saved.get(id);
      happened += 1;
      if (found !== undefined) found.leasedAfter = happened;
    },
    begun({ id, address }: LeasedReminder, capability: Hash, now: Instant): void {
      const found = saved.get(id);
      if (found === undefined) return void broken.push('a reminder was marked that nobody requested');
      if (found.isOver) broken.push('a reminder was marked for sending after it was moved or cancelled');
      if ((silent.get(address.hash) ?? 0) > now) broken.push('a message was marked for a suppressed address');
      found.begun += 1;
      messageOf.set(capability, found);
      capabilities.set(capability, { address: address.hash, reminder: null, endsAt: endOfSettled(now) });
    },
    settled({ id }: { readonly id: string }, end: string): void {
      const found = saved.get(id);
      if (found === undefined) return;
      if (found.end !== null) broken.push('a reminder was settled twice');
      found.end = end;
    },
    /** `row` names the row of the address, and with it its reminder. */
    unsure(rowKey: string): void {
      for (const [address, found] of pending) {
        if (rowKey.includes(address)) this.settled(found, 'unsure');
      }
    },
    gave(to: Email, at: Instant): void {
      happened += 1;
      contributions.push({ to, at, after: happened });
    },
    posted(to: Email, token: string, at: Instant): void {
      const found = messageOf.get(nodeHasher.digest(token));
      if (found === undefined) return void broken.push('a message was sent for no reminder');
      found.messages += 1;
      if (found.messages > 1) broken.push('two messages were sent for one reminder');
      // A payment after the lease may be a moment too late to stop the message; an earlier one may not.
      const giftLife = settings.standing.giftDays * day;
      const isGiver = contributions.some(
        (each) => each.to === to && each.after < found.leasedAfter && at < each.at + giftLife,
      );
      if (isGiver) broken.push('a message was sent to somebody with a standing');
      messages.push({ to, token, at });
      // A message whose answer was lost counts for its address like every other.
      const ofYear = messages.filter((each) => each.to === to && Math.abs(at - each.at) < 364 * day);
      if (ofYear.length > mostMessagesAYear) broken.push('a third message was sent within a year');
    },
    /** In the end every reminder is over, by a message or for a reason; "unsure" only after a mark. */
    lost(): string[] {
      return [...saved.values()].flatMap(({ isOver, end, begun, messages: left }) => {
        if (end === 'sent' && left !== 1) return ['a reminder is settled as sent, and no message was sent'];
        if (end === 'unsure' && begun === 0) return ['a reminder is unsure that was never marked'];
        return end === null && !isOver ? ['a reminder was lost'] : [];
      });
    },
    ends(): Record<string, number> {
      const ends: Record<string, number> = {};
      for (const { end, isOver } of saved.values()) {
        const name = end ?? (isOver ? 'over' : 'open');
        ends[name] = (ends[name] ?? 0) + 1;
      }
      return ends;
    },
  };
}

/** The same store, and the referee records every step at the moment it is done. */
export function refereed(store: ReminderStore, referee: Referee): ReminderStore {
  return {
    ...store,
    async remember(reminder, capability) {
      const outcome = await store.remember(reminder, capability);
      if (outcome === 'saved') referee.made(reminder, capability);
      return outcome;
    },
    async cancel(capability, how, now) {
      const outcome = await store.cancel(capability, how, now);
      referee.cancelled(capability, how, now);
      return outcome;
    },
    async suppress(address, until, now) {
      await store.suppress(address, until, now);
      referee.suppressed(address.hash, until);
    },
    async lease(due, lease, now) {
      const leased = await store.lease(due, lease, now);
      if (leased !== null && leased !== 'unsure') referee.leased(leased);
      if (leased === 'unsure') referee.unsure(due.rowKey);
      return leased;
    },
    async begin(reminder, capability, now) {
      const isBegun = await store.begin(reminder, capability, now);
      if (isBegun) referee.begun(reminder, capability, now);
      return isBegun;
    },
    async settle(reminder, end, now) {
      const isSettled = await store.settle(reminder, end, now);
      if (isSettled) referee.settled(reminder, end);
      return isSettled;
    },
    async putBack(reminder, again) {
      const isBack = await store.putBack(reminder, again);
      if (!isBack) referee.settled(reminder, 'cancelled');
      return isBack;
    },
  };
}
