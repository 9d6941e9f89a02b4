// How attempts are counted without remembering whose: time is cut into fixed windows, and a subject goes into a window
// only as a hash keyed with the random salt of its day and a secret. The salt is deleted, and with it the way back.
import { createHmac } from 'node:crypto';
import { day, type Instant, second } from '../../core/time.ts';
import type { AttemptLimit } from '../../ports/attempt-limiter.ts';
import { dayNumberOf } from './table.ts';

export interface AttemptWindow {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** The UTC day it starts in, whose salt it uses to its end. */
  readonly dayNumber: number;
}

export function windowOf(limit: AttemptLimit, now: Instant): AttemptWindow {
  const length = limit.windowSeconds * second;
  // A salt lives to the end of the day after its own; a longer window would outlive it.
  if (!(length > 0 && length <= day)) throw new Error(`the limit ${limit.name} needs a window of a day at most`);
  const startsAt = Math.floor(now / length) * length;
  return { startsAt, endsAt: startsAt + length, dayNumber: dayNumberOf(startsAt) };
}

export const saltBytes = 32;
export const saltEndsAt = (dayNumber: number): Instant => (dayNumber + 2) * day;

/**
 * Keyed twice: with the salt, which goes with its day, and with a key of the function's own that no table holds, because a
 * stolen table holds the salt of today too. The limit's name is in it, so that one network's counts under two names cannot
 * be joined.
 */
export function hashSubject({ salt, key }: SubjectKeys, limit: AttemptLimit, subject: string): string {
  const daily = createHmac('sha256', key).update(salt).digest();
  return createHmac('sha256', daily).update(`${limit.name}|${subject}`).digest('base64url');
}
export interface SubjectKeys {
  readonly salt: string;
  readonly key: Uint8Array;
}

/** What a limiter answers after counting: null within the limit, else whole seconds until the window ends. */
export const secondsToWait = (attempts: number, limit: AttemptLimit, window: AttemptWindow, now: Instant) =>
  attempts <= limit.most ? null : Math.max(1, Math.ceil((window.endsAt - now) / second));
