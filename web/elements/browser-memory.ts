// The one place in the browser that touches the clock, chance and what this browser remembers. A browser that refuses
// storage (private windows, blocked cookies) is a browser that remembers nothing: never an error on a newspaper's page.
import type { Instant } from '../../shared/core/time.ts';

/** What the rest of `web/` is handed, so that it runs in a test without a browser. */
export interface Memory {
  now(): Instant;
  /** 32 hexadecimal characters from chance. */
  token(): string;
  recall(key: MemoryKey): string | null;
  remember(key: MemoryKey, value: string): void;
  /** Runs the action in one tab of this browser at a time; null where another tab is at it. */
  alone<T>(action: () => Promise<T>): Promise<T | null>;
}
/**
 * All that is ever kept: until when the reader closed the banner, wants to be reminded or is not to be asked (`later`:
 * they said that they support us, which a seized browser must not tell, or want to be asked again here), what they want to be asked
 * `then`, this month's asks, until when the head snippet lets banners rest, until when no tab may renew, and which variant of a trial
 * is shown here. Times, a count and a neutral word; nothing of what was read.
 */
const everyKey = [
  're.closed',
  're.reminded',
  're.later',
  're.then',
  're.asks',
  're.rest',
  're.renewing',
  're.trial',
] as const;
export type MemoryKey = (typeof everyKey)[number];

export const now = (): Instant => Date.now();

export function recall(key: MemoryKey): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function remember(key: MemoryKey, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Full or forbidden: then the banner simply comes back on the next page.
  }
}

export function forget(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // Forbidden: then nothing was remembered either.
  }
}

/** Takes away all that was ever remembered here, for a browser that is to tell nothing. */
export function forgetAll(): void {
  rememberInTab(null);
  for (const key of everyKey) {
    forget(key);
    // As it was called before; a browser may hold it still.
    forget(key.replace('re', 'mainstay'));
  }
}

// Not randomUUID: it exists only on https, and a web team tries things on http first.
const token = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

// What one tab writes another may read late, so the mark alone does not keep two tabs apart; a lock does. Pages that
// are not on https have none.
const alone = async <T>(action: () => Promise<T>): Promise<T | null> =>
  'locks' in navigator
    ? navigator.locks.request('mainstay', { ifAvailable: true }, (lock) => (lock === null ? null : action()))
    : action();

export const browserMemory: Memory = { now, token, recall, remember, alone };

/** Only in this tab, until it is closed: what stands chosen in the box. */
const tabKey = 're.choice';
let choice: string | null = null;

export function recallInTab(): string | null {
  try {
    return sessionStorage.getItem(tabKey);
  } catch {
    return choice;
  }
}

/** Null forgets it. */
export function rememberInTab(value: string | null): void {
  choice = value;
  try {
    if (value === null) sessionStorage.removeItem(tabKey);
    else sessionStorage.setItem(tabKey, value);
  } catch {
    // Then it lasts as long as this page.
  }
}

/** A remembered instant, or null for nothing and for what never was one. */
export function instantIn(text: string | null): Instant | null {
  return text === null || !/^\d{1,15}$/.test(text) ? null : Number(text);
}
