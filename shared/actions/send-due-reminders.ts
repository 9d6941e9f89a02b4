// The sweep: everything that is due, in as many lanes as there are shards, at the pace the mail service allows. One
// bad row never stops it, an outage skips nothing, and whatever it leaves the next one finds.
import { hour, type Instant, second } from '../core/time.ts';
import type { DueReminder } from '../ports/reminder-store.ts';
import type { Pause } from '../ports/system.ts';
import { type Looked, type SendReminderNeeds, sendReminder } from './send-reminder.ts';

export interface SendDueRemindersNeeds extends Omit<SendReminderNeeds, 'pace'> {
  readonly pause: Pause;
  readonly messagesPerSecond: number;
}
export interface SweepCall {
  readonly hasTime: () => boolean;
  /** Runs one piece of work; null when it threw, which is logged where it happened. */
  readonly attempt: <T>(work: () => Promise<T>) => Promise<T | null>;
}
interface Sweep {
  /** Nothing more leaves in this sweep. */
  isOver: boolean;
  sent: number;
  stuck: number;
  throttled: number;
}

/** So long after it was due, somebody should look why. */
const stuckAfter = 3 * hour;
/** A mail service that says "not now" so often means it. */
const mostThrottled = 5;
const throttledPause = 2 * second;

export async function sendDueReminders(needs: SendDueRemindersNeeds, call: SweepCall): Promise<void> {
  const sweep: Sweep = { isOver: false, sent: 0, stuck: 0, throttled: 0 };
  const paced = { ...needs, pace: pacing(needs) };
  const lanes = Array.from({ length: needs.reminders.shards }, (_, shard) => sweepShard(paced, call, sweep, shard));
  await Promise.all(lanes);
  const { log } = needs;
  if (sweep.stuck > 0) log.write('reminders-stuck', { count: sweep.stuck });
  log.write('reminders-swept', { count: sweep.sent });
}

type PacedNeeds = SendDueRemindersNeeds & SendReminderNeeds;

async function sweepShard(needs: PacedNeeds, call: SweepCall, sweep: Sweep, shard: number): Promise<void> {
  for await (const due of needs.reminders.due(shard, needs.clock.now())) {
    if (sweep.isOver) return;
    if (!call.hasTime()) {
      sweep.stuck += isLate(due.wakeAt, needs) ? 1 : 0;
      return;
    }
    await take(needs, call, sweep, due);
  }
}

async function take(needs: PacedNeeds, call: SweepCall, sweep: Sweep, due: DueReminder): Promise<void> {
  const looked = await call.attempt(() => sendReminder(needs, due));
  if (looked === null) {
    sweep.stuck += 1;
    return;
  }
  if (looked.outcome === 'sent') sweep.sent += 1;
  if (isWaiting(looked) && isLate(looked.dueAt ?? due.wakeAt, needs)) sweep.stuck += 1;
  if (looked.outcome === 'throttled') {
    sweep.throttled += 1;
    await needs.pause.wait(throttledPause);
  }
  if (looked.outcome === 'capped' && !sweep.isOver) needs.log.write('reminders-capped', {});
  if (looked.outcome === 'capped' || looked.outcome === 'stopped' || sweep.throttled >= mostThrottled) {
    sweep.isOver = true;
  }
}

/** Where staff stopped mail, or the day's cap did, they are not stuck: there is a reason, and it is known. */
const isWaiting = ({ outcome }: Looked): boolean => outcome === 'throttled' || outcome === 'put-back';
const isLate = (dueAt: Instant, { clock }: SendDueRemindersNeeds): boolean => clock.now() - dueAt > stuckAfter;

/** All lanes share it: each message has its own moment, one after the other. */
function pacing({ pause, clock, messagesPerSecond }: SendDueRemindersNeeds): () => Promise<void> {
  let freeAt = clock.now();
  return async () => {
    const now = clock.now();
    const from = Math.max(now, freeAt);
    freeAt = from + second / messagesPerSecond;
    if (from > now) await pause.wait(from - now);
  };
}
