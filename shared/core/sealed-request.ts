// The texts that are sealed for the function `mail`: a request for a reminder, which the reminder keeps, and a request for a
// link. What writes one stands beside what parses it. Whatever a seal holds is parsed like anything from outside.
import { type Email, parseEmail } from './email.ts';
import { type LinkPurpose, linkPurposes } from './link.ts';
import { parseCurrency } from './money.ts';
import { frequencies } from './offer.ts';
import type { ProposedContribution } from './reminder.ts';
import type { Instant } from './time.ts';

export interface LinkRequest {
  readonly email: Email;
  readonly purpose: LinkPurpose;
  readonly locale: string | null;
}

/** Sealed texts have few lengths, because the length of an address is a hint at whose it is. Trailing spaces mean nothing. */
const padded = (text: string, step: number): string => text.padEnd(Math.ceil(text.length / step) * step);
/** Holds nearly every address together with the purpose and the locale. */
const linkRequestStep = 128;
/** And here with the month and what is proposed. */
const reminderRequestStep = 256;

export interface ReminderRequest {
  readonly email: Email;
  readonly dueAt: Instant;
  readonly contribution: ProposedContribution;
  readonly locale: string | null;
}
export const reminderRequestText = ({ email, dueAt, contribution, locale }: ReminderRequest): string => {
  const { frequency, amountMinor, currency } = contribution;
  return padded(JSON.stringify({ email, dueAt, frequency, amountMinor, currency, locale }), reminderRequestStep);
};
/** Null for a seal that did not open, and for a text that holds no request. */
export function parseReminderRequestText(text: string | null): ReminderRequest | null {
  const parsed: unknown = text?.startsWith('{"') ? JSON.parse(text) : null;
  if (typeof parsed !== 'object' || parsed === null || !('email' in parsed) || !('dueAt' in parsed)) return null;
  const email = parseEmail(String(parsed.email));
  const field = (name: string): unknown => Object.entries(parsed).find(([each]) => each === name)?.[1] ?? null;
  const [amountMinor, locale] = [field('amountMinor'), field('locale')];
  if (email === null || typeof parsed.dueAt !== 'number') return null;
  const contribution = {
    frequency: frequencies.find((each) => each === field('frequency')) ?? null,
    amountMinor: typeof amountMinor === 'number' ? amountMinor : null,
    currency: parseCurrency(String(field('currency'))),
  };
  return { email, dueAt: parsed.dueAt, contribution, locale: typeof locale === 'string' ? locale : null };
}

/**
 * The address of a stored reminder: its request, or the address alone, as reminders before the mailbox was asked hold it.
 * Null for a seal that did not open, and for a text that holds no address. No address begins as a request does.
 */
export function parseAddressText(text: string | null): Email | null {
  if (text?.startsWith('{"')) return parseReminderRequestText(text)?.email ?? null;
  return text === null ? null : parseEmail(text);
}

export const linkRequestText = ({ email, purpose, locale }: LinkRequest): string =>
  padded(JSON.stringify({ email, purpose, locale }), linkRequestStep);
/** Null for a seal that did not open, and for JSON that holds no request. Throws where the text is not JSON. */
export function parseLinkRequestText(text: string | null): LinkRequest | null {
  if (text === null) return null;
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed !== 'object' || parsed === null || !('email' in parsed) || !('purpose' in parsed)) return null;
  const email = typeof parsed.email === 'string' ? parseEmail(parsed.email) : null;
  const purpose = linkPurposes.find((each) => each === parsed.purpose);
  const locale = 'locale' in parsed && typeof parsed.locale === 'string' ? parsed.locale : null;
  return email === null || purpose === undefined ? null : { email, purpose, locale };
}
