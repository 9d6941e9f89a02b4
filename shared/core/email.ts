// One mailbox, one text: an address as mail services know it. Its host in ASCII (`xn--…`), its own name in lower-case Latin
// characters, and nothing invisible in it. It is only ever hashed with a key, sealed, handed to a mail service or to Stripe; it
// refuses what could break out of a header or a form, and what no mail service delivers.

declare const brand: unique symbol;
export type Email = string & { readonly [brand]: 'Email' };

/** RFC 5321 §4.5.3.1.3 leaves 254 octets for an address. */
const longestEmail = 254;
/** Nobody types that much; normalising more would only take time. */
const longestText = 1024;

export function parseEmail(text: string): Email | null {
  if (text.length > longestText) return null;
  // Full-width characters are those of the same name (NFKC); what is not shown was copied along from a page or a message.
  const shown = text
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')
    .normalize('NFKC')
    .trim();
  const [, mailbox = '', written = ''] = /^([^@]*)@([^@]*)$/.exec(shown) ?? [];
  const email = `${mailbox.toLowerCase()}@${hostOf(written)}`;
  return email.length <= longestEmail && isMailbox(mailbox) && isHost.test(email) ? (email as Email) : null;
}

/**
 * The part before the @. SES and most mail services take only ASCII there (docs.aws.amazon.com/ses: "The local part … must use
 * 7-bit ASCII"), so a Cyrillic "а" or a Turkish "ı" in it leads nowhere, and what looks like another character is none of it.
 */
const isMailbox = (mailbox: string): boolean =>
  /^(?!\.)(?!.*\.\.)(?!.*\.$)[\w!#$%&'*+/=?^`{|}~.-]{1,64}$/.test(mailbox);

const isHost = /@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/;

/** As the DNS has it; empty where it is none. Only letters, digits, marks, hyphens and dots: anything else would begin a port, a path or a user. */
function hostOf(text: string): string {
  // Each label for itself: a sigma at its end is another character. And "。" is the dot of Chinese and Japanese keyboards.
  const labels = text.split(/[.\u3002]/).map((label) => label.toLowerCase());
  if (!labels.every((label) => /^[\p{L}\p{N}\p{M}-]+$/u.test(label)) || labels.some(isMixed)) return '';
  const written = labels.join('.');
  return URL.parse?.(`http://${written}`)?.hostname ?? (URL.parse === undefined ? written : '');
}

/** A Latin label with a Cyrillic or Greek character in it is a slip of the keyboard, or somebody else's host. */
const isMixed = (label: string): boolean =>
  /\p{Script=Latin}/u.test(label) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(label);
