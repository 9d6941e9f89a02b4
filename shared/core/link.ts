// A link that was mailed: whoever reads that mail makes another browser a device, once, within half an hour. Only hashes
// lie in the table, and an address nobody gave under gets a row like every other, so that nothing tells the two apart.
import type { CustomerId, Hash } from './ids.ts';
import { day, type Instant, minute, roundedDown, roundedUp } from './time.ts';

/** `device`: to see no banners in this browser. `portal`: also to see and change one's membership. */
export const linkPurposes = ['portal', 'device'] as const;
export type LinkPurpose = (typeof linkPurposes)[number];

export interface Link {
  /** Of the link's id, which the browser that asked for it knows, and the message. */
  readonly id: Hash;
  readonly token: Hash;
  /** Of the short code together with the link's id: alone its 50 bits could be tried through in a stolen table. */
  readonly code: Hash;
  readonly purpose: LinkPurpose;
  /** Who gave under the address; nobody, for most addresses that are asked about. */
  readonly customers: readonly CustomerId[];
  readonly triesLeft: number;
  readonly forgetAt: Instant;
}
export const linkLife = 30 * minute;
const linkGrain = 5 * minute;
/** Half an hour, and up to five minutes more: the table need not say when the message was asked for. */
export const endOfLink = (now: Instant): Instant => roundedUp(now + linkLife, linkGrain);
export const longestLink = linkLife + linkGrain;
/** In so long one message goes to one address; whatever is asked for meanwhile is served by its code. */
export const messageWindow = 15 * minute;
export const mostMessagesADay = 12;
/** The last message to one address: in which window it left, for which request, and which of its day it was. */
export interface LinkMessages {
  readonly window: Instant;
  readonly request: Hash;
  readonly sent: number;
}
export const windowOf = (now: Instant): Instant => roundedDown(now, messageWindow);

/** `before` where the request is the one that was written for, also when it is tried again; null where none may leave. */
export function nextMessage(before: LinkMessages | null, request: Hash, now: Instant): LinkMessages | null {
  const window = windowOf(now);
  if (before?.window === window) return before.request === request ? before : null;
  const isToday = before !== null && roundedDown(before.window, day) === roundedDown(window, day);
  const sent = isToday ? before.sent : 0;
  return sent >= mostMessagesADay ? null : { window, request, sent: sent + 1 };
}
/** Five tries at 50 bits. */
export const mostCodeTries = 5;

/** Crockford's alphabet: it has no characters that look like digits. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeLength = 10;

/** Ten characters of five bits each, in two groups, from chance. */
export function codeOf(chance: string): string {
  const mail = [...chance.slice(0, codeLength)].map((each) => alphabet[bitsOf(each) & 31] ?? '0').join('');
  return `${mail.slice(0, 5)}-${mail.slice(5)}`;
}
const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const bitsOf = (character: string): number => Math.max(0, base64url.indexOf(character));

/** As people type it: on any keyboard, in any case, with dashes or spaces or none. Null for what is no code. */
export function parseCode(typed: string): string | null {
  // Marks beside a character go too: a Turkish keyboard makes İ of an i.
  const plain = typed
    .normalize('NFKD')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
  const code = [...plain].map((each) => digitOf(each) ?? lookAlikes.get(each) ?? each).join('');
  if (code.length !== codeLength || [...code].some((each) => !alphabet.includes(each))) return null;
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}

const lookAlikesOf = (written: string, meant: string) =>
  [...written].map((each, index) => [each, meant[index] ?? ''] as const);
/** O stands for 0, I and L for 1; a Cyrillic or Greek keyboard has characters that look the same. */
const lookAlikes = new Map([
  ...lookAlikesOf('OIL', '011'),
  ...lookAlikesOf('АВСЕНКМОРТХУІӀЈЅԚԜѴЗ', 'ABCEHKM0PTXY11JSQWV3'),
  ...lookAlikesOf('ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹͿ', 'ABEZH1KMN0PTYXCJ'),
]);

/** Of any script: its ten digits stand in a row, so those before a digit say which it is. */
function digitOf(character: string): string | null {
  if (!/^\p{Nd}$/u.test(character)) return null;
  const point = character.codePointAt(0) ?? 0;
  let before = 0;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(point - before - 1))) before += 1;
  return String(before % 10);
}

const idLength = 22;
/** The id of a link and its secret as the message's address carries them: one text, in the fragment. */
export const tokenOf = (id: string, secret: string): string => `${id}${secret}`;
export function parseToken(text: string): { readonly id: string; readonly secret: string } | null {
  if (!/^[A-Za-z0-9_-]{65}$/.test(text)) return null;
  return { id: text.slice(0, idLength), secret: text.slice(idLength) };
}
