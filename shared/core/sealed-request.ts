// The texts that are sealed for the function `mail`: the address of a reminder, and a request for a link. What writes one
// stands beside what parses it. Whatever a seal holds is parsed like anything from outside.
import { type Email, parseEmail } from './email.ts';
import { type LinkPurpose, linkPurposes } from './link.ts';

export interface LinkRequest {
  readonly email: Email;
  readonly purpose: LinkPurpose;
  readonly locale: string | null;
}

/** Sealed texts have few lengths, because the length of an address is a hint at whose it is. Trailing spaces mean nothing. */
const padded = (text: string, step: number): string => text.padEnd(Math.ceil(text.length / step) * step);
const addressStep = 64;
/** Holds nearly every address together with the purpose and the locale. */
const linkRequestStep = 128;

export const addressText = (email: Email): string => padded(email, addressStep);

/** Null for a seal that did not open, and for a text that holds no address. */
export const parseAddressText = (text: string | null): Email | null => (text === null ? null : parseEmail(text));

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
