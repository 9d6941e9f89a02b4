// What the link of a first message carries: a whole reminder, which nobody stores before its reader presses a button. It
// holds the sealed address, its keyed hash and an end, and whoever parses it has checked who wrote it.
import { type Hash, parseHash, parseReminderId, type ReminderId } from './ids.ts';
import { parseCurrency } from './money.ts';
import { frequencies } from './offer.ts';
import type { ProposedContribution } from './reminder.ts';
import { parseSealed, type Sealed } from './sealed.ts';
import { day, type Instant } from './time.ts';

export interface ReminderConfirmation {
  readonly id: ReminderId;
  /** The keyed hash of the address, with the id of its key. */
  readonly pepper: string;
  readonly hash: Hash;
  readonly sealed: Sealed;
  readonly dueAt: Instant;
  readonly contribution: ProposedContribution;
  readonly locale: string | null;
  readonly expiresAt: Instant;
}
/** What the fragment of its link begins with. */
export const confirmationWord = 'confirm';
/** Long enough for a mailbox that is read once a week. Until then its link holds an address that nobody can count. */
export const confirmationLife = 7 * day;
/** At the latest when the reminder is due: so no link can be pressed again after its reminder was sent. */
export const endOfConfirmation = (now: Instant, dueAt: Instant): Instant => Math.min(now + confirmationLife, dueAt);

/** It needs no escaping in an address, and occurs in none of the fields. */
const separator = '~';
const version = 'c1';

export const confirmationText = (confirmation: ReminderConfirmation): string => {
  const { id, pepper, hash, sealed, dueAt, contribution, locale, expiresAt } = confirmation;
  const { frequency, amountMinor, currency } = contribution;
  const proposed = [frequency ?? '', amountMinor ?? '', currency ?? ''];
  return [version, id, pepper, hash, sealed, dueAt, ...proposed, locale ?? '', expiresAt].join(separator);
};

/** Null for every text that the function above cannot have written. */
export function parseConfirmationText(text: string): ReminderConfirmation | null {
  const [is, id = '', pepper = '', hash = '', sealed = '', dueAt, frequency, amount, currency, locale, end, ...more] =
    text.split(separator);
  if (is !== version || end === undefined || more.length > 0) return null;
  const named = { id: parseReminderId(id), hash: parseHash(hash), sealed: parseSealed(sealed) };
  if (named.id === null || named.hash === null || named.sealed === null) return null;
  const contribution = {
    frequency: frequencies.find((each) => each === frequency) ?? null,
    amountMinor: amount === '' ? null : Number(amount),
    currency: parseCurrency(currency ?? ''),
  };
  const instants = { dueAt: Number(dueAt), expiresAt: Number(end) };
  return {
    id: named.id,
    pepper,
    hash: named.hash,
    sealed: named.sealed,
    contribution,
    locale: locale || null,
    ...instants,
  };
}

/** The text with what proves it, as one word. */
export const confirmationToken = (text: string, proof: string): string => `${text}${separator}${proof}`;
export function piecesOfToken(token: string): { readonly text: string; readonly proof: string } {
  const at = token.lastIndexOf(separator);
  return { text: token.slice(0, Math.max(at, 0)), proof: token.slice(at + 1) };
}
